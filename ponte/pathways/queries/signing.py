"""Who has signed what still stands, and who has to sign yet.

A signature stands for a version if it was given on it, or on one that it revises without a
change to what concerns the signer's party. Each is worked out again from the words: a text, a
part or a table that was changed behind our back leaves no signature standing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Agreement, Signatory, Signature
from ponte.pathways.rules.agreements import agreement_text, text_hash
from ponte.pathways.rules.binding import part_hashes
from ponte.pathways.states import Party, PathwayState


@dataclass(frozen=True, slots=True)
class PartyStanding:
    """One party: the signatures that stand, and the named signatories that are missing."""

    party: Party
    signatures: tuple[Signature, ...] = ()
    missing: tuple[Signatory, ...] = ()
    is_carried: bool = False

    @property
    def is_complete(self) -> bool:
        """Somebody has signed, and nobody who was named is missing."""
        return self.is_carried or bool(self.signatures) and not self.missing


Standing = dict[Party, PartyStanding]


def signed_parties(agreement: Agreement) -> frozenset[str]:
    """Return the parties whose every signature on this version stands."""
    found = standing_of(agreement)
    return frozenset(one.party.value for one in found.values() if one.is_complete)


def standing_of(agreement: Agreement) -> Standing:
    """Return how each party stands to one version."""
    return standings([agreement])[agreement.pk]


def standings(agreements: Iterable[Agreement]) -> dict[UUID, Standing]:
    """Return how each party stands to each version, in four questions to the database.

    Whoever asks may not see all signatories; whether everybody has signed does not depend on it.
    """
    wanted = list(agreements)
    cases = {one.pathway_id for one in wanted}
    with acting(Actor.job("pathways.standing")):
        versions = {one.pk: one for one in Agreement.objects.filter(pathway_id__in=cases)}
        signatures = list(Signature.objects.filter(pathway_id__in=cases))
        named = list(Signatory.objects.filter(pathway_id__in=cases))
        signing = set(
            Agreement.objects.filter(
                pathway_id__in=cases, pathway__state=PathwayState.AGREEMENT_DRAFT
            ).values_list("pk", flat=True)
        )
    told = _Told(versions, signatures, named, signing)
    return {one.pk: {party: told.standing(one, party) for party in Party} for one in wanted}


@dataclass(frozen=True, slots=True)
class _Told:
    versions: dict[UUID, Agreement]
    signatures: list[Signature]
    named: list[Signatory]
    signing: set[UUID]

    def standing(self, agreement: Agreement, party: Party) -> PartyStanding:
        chain = {one.pk: one for one in self._chain(agreement, party)}
        standing = tuple(
            one
            for one in self.signatures
            if one.party == party and one.agreement_id in chain and _binds(one, chain)
        )
        before = self.versions.get(agreement.revises_id)
        amends = before is not None and bool(agreement.proposed or before.in_force_at)
        if amends and before.pk in chain:  # nothing new is asked of whom nothing concerns
            carried = self.standing(before, party).is_complete
            return PartyStanding(party, standing, is_carried=carried)
        signed = {one.signatory_id for one in standing}
        missing = [one for one in self._required(agreement, party) if one.pk not in signed]
        return PartyStanding(party, standing, tuple(missing))

    def _chain(self, agreement: Agreement, party: Party) -> Iterator[Agreement]:
        """The version, and those before it whose part for this party is the same."""
        if not is_whole(agreement):
            return
        yield agreement
        mine = agreement.parts.get(party.value)
        before = self.versions.get(agreement.revises_id)
        while mine and before and before.parts.get(party.value) == mine and is_whole(before):
            yield before
            before = self.versions.get(before.revises_id)

    def _required(self, agreement: Agreement, party: Party) -> Iterator[Signatory]:
        """Who is named now; of what is in force already, who was named when it came into force."""
        is_open = agreement.proposed or agreement.pk in self.signing
        at = agreement.in_force_at
        for one in self.named:
            if one.pathway_id != agreement.pathway_id or one.party != party:
                continue
            was_named = at and one.named_at <= at <= (one.ended_at or at)
            if one.ended_at is None if is_open else was_named:
                yield one


def is_asked(one: PartyStanding, person: UUID | None) -> bool:
    """Say whether a party waits for this person, who may sign for it."""
    if one.is_complete:
        return False
    if one.missing:
        return any(each.person_id == person for each in one.missing)
    return all(each.signer_id != person for each in one.signatures)


def is_whole(agreement: Agreement) -> bool:
    """Say whether text, hashes and words of a version still belong together."""
    if text_hash(agreement.text) != agreement.text_hash:
        return False
    if not agreement.words:  # written before words were kept: the text alone binds
        return not agreement.parts
    try:
        text = agreement_text(agreement.template_of, agreement.words)
        parts = part_hashes(agreement.template_of, agreement.words)
    except (OSError, KeyError, ValueError):
        return False
    return text == agreement.text and parts == agreement.parts


def _binds(signature: Signature, chain: dict[UUID, Agreement]) -> bool:
    version = chain[signature.agreement_id]
    part = version.parts.get(signature.party, "")
    return signature.text_hash == version.text_hash and signature.part_hash == part
