"""Signatories of a case, and what became of the links and codes made for them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import (
    Agreement,
    Pathway,
    Representative,
    Signatory,
    Signature,
    SigningPass,
)
from ponte.pathways.queries.agreements import is_up_for_signing
from ponte.pathways.queries.signing import Standing, standings
from ponte.pathways.rules.representing import actions_within, is_in_force
from ponte.pathways.rules.signing import Times, delivery, is_alive
from ponte.pathways.states import AMENDABLE, Delivery, Party, PathwayState


def pass_state(one: SigningPass, now: datetime | None = None) -> Delivery:
    """Return how far a link or a code has come."""
    names = Times.__slots__
    times = Times(**{name: getattr(one, name) for name in names})
    return delivery(times, now or timezone.now())


@dataclass(frozen=True, slots=True)
class Sent:
    """One link or code and how far it came."""

    signing_pass: SigningPass
    state: Delivery

    @property
    def is_alive(self) -> bool:
        return is_alive(self.state)


@dataclass(frozen=True, slots=True)
class Signer:
    """One named signatory, whether they signed, and what was sent to them."""

    signatory: Signatory
    has_signed: bool
    sent: tuple[Sent, ...] = ()

    @property
    def party(self) -> Party:
        return Party(self.signatory.party)


def signers_of(pathway: Pathway, standing: Standing | None) -> list[Signer]:
    """Return the open signatories that the reader may see, with what was sent to each."""
    named = list(Signatory.objects.filter(pathway=pathway, ended_at__isnull=True))
    passes = list(SigningPass.objects.filter(signatory__in=named).order_by("-made_at", "-pk"))
    signed = {
        one.signatory_id
        for party in (standing or {}).values()
        for one in party.signatures
        if one.signatory_id
    }
    now = timezone.now()
    return [
        Signer(
            one,
            one.pk in signed,
            tuple(
                Sent(each, pass_state(each, now)) for each in passes if each.signatory_id == one.pk
            ),
        )
        for one in named
    ]


def signatory_of(pathway: Pathway, pk: UUID) -> Signatory:
    """Return an open signatory of a case, or 404."""
    found = Signatory.objects.filter(pathway=pathway, pk=pk, ended_at__isnull=True).first()
    if found is None:
        raise Http404
    return found


def pass_behind(pk: UUID) -> SigningPass | None:
    """Return what a signed link stands for; its holder has no rows of their own."""
    with acting(Actor.job("pathways.read_link")):
        found = SigningPass.objects.select_related("agreement", "signatory", "pathway")
        return found.filter(pk=pk).first()


def awaited_at(email: str) -> list[tuple[Signatory, Agreement]]:
    """Return the signatories of an address who still have to sign, and what; for jobs."""
    named = Signatory.objects.filter(email__iexact=email, ended_at__isnull=True)
    named = named.filter(pathway__state__in=[PathwayState.AGREEMENT_DRAFT, *AMENDABLE])
    return list(_missing(list(named.select_related("pathway"))))


def _missing(named: list[Signatory]):
    texts = {
        one.pathway_id: one
        for one in Agreement.objects.filter(
            pathway__in={one.pathway_id for one in named}, voided_at__isnull=True
        ).select_related("pathway")
        if is_up_for_signing(one, one.pathway)
    }
    told = standings(texts.values())
    for one in named:
        text = texts.get(one.pathway_id)
        if text and _unsigned(told[text.pk], one):
            yield one, text


def _unsigned(standing: Standing, one: Signatory) -> bool:
    party = standing[Party(one.party)]
    signed = {each.signatory_id for each in party.signatures}
    return not party.is_complete and one.pk not in signed


def signature_by(signing_pass: SigningPass) -> Signature | None:
    """Return the signature that a link gave, for the receipt that its holder is shown."""
    with acting(Actor.job("pathways.read_link")):
        found = Signature.objects.filter(signing_pass=signing_pass)
        return found.select_related("agreement").first()


def appointed_to_sign(worker: UUID, day: date | None = None) -> list[Representative]:
    """Return the appointments that on a day have somebody sign for a worker, or with them."""
    with acting(Actor.job("pathways.appointed")):
        found = list(Representative.objects.filter(worker_id=worker))
    day = day or timezone.localdate()
    return [one for one in found if _signs_on(day, one)]


def _signs_on(day: date, one: Representative) -> bool:
    ended = one.ended_at is not None and timezone.localdate(one.ended_at) <= day
    return "sign_agreement" in actions_within(one.manner, one.scope) and is_in_force(
        day, starts_on=one.starts_on, ends_on=one.ends_on, ended=ended
    )


def is_over(worker: UUID, person: UUID | None, day: date | None = None) -> bool:
    """Say whether somebody was appointed for a worker, but not to sign on this day."""
    if person is None or person in {one.person_id for one in appointed_to_sign(worker, day)}:
        return False
    with acting(Actor.job("pathways.appointed")):
        return Representative.objects.filter(worker_id=worker, person_id=person).exists()
