"""Signing: signed in, by a link, by a short code beside somebody, or on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import permissions
from ponte.pathways.actions.agreement_sheet import sheet_of_scans
from ponte.pathways.actions.agreements import settle, signing_case
from ponte.pathways.actions.appointed import is_worker, require_appointed
from ponte.pathways.actions.moving import noted
from ponte.pathways.actions.pass_use import used_once_by_code, used_once_by_link
from ponte.pathways.actions.sheet_files import attach_file
from ponte.pathways.models import Agreement, Pathway, Signatory, Signature, SigningPass
from ponte.pathways.permissions.signing import signs_for
from ponte.pathways.queries.agreements import is_up_for_signing
from ponte.pathways.queries.signing import is_whole, standing_of
from ponte.pathways.rules.signing import Scan, is_code_of, is_same_name
from ponte.pathways.states import (
    FileOrigin,
    Party,
    SigningMeans,
)


@dataclass(frozen=True, slots=True)
class Way:
    """How one signature is given, and what proves it."""

    means: SigningMeans
    name: str
    signer: UUID | None = None
    signatory: Signatory | None = None
    signing_pass: SigningPass | None = None
    evidence: str = ""
    signed_on: date | None = None


@transaction.atomic
def sign_agreement(*, agreement: Agreement, party: str, seen: str, by: Actor) -> Signature:
    """Sign for one party; `seen` is the hash of the text that the signer was shown."""
    party = Party(party)
    pathway = signing_case(agreement, by)
    if party not in signs_for(by, pathway):
        raise Refused("pathways.sign_agreement")
    signatory = _named(pathway, party, by)
    way = Way(SigningMeans.ACCOUNT, by.name, signer=by.id, signatory=signatory)
    return _signed(agreement, pathway, party, seen, way, by=by)


def kept_signature(
    agreement: Agreement,
    *,
    party: str,
    name: str,
    evidence: str,
    seen: str,
    by: Actor,
    signatory: Signatory | None = None,
    signed_on: date | None = None,
    scan: Scan | None = None,
) -> Signature:
    """Keep a signature given on paper, for `actions.papers` alone.

    `seen` is the hash, or the code printed on the sheet.

    A scan is kept sealed with the sheet of the agreement; the signature names it by its hash.
    """
    pathway = signing_case(agreement, by)
    permissions.require_case(by, "write_paper_signature", pathway)
    name = signatory.name if signatory else name.strip()
    if not name or not (evidence.strip() or scan):
        raise RuleBroken(_("Write who signed, and where the sheet is kept."), field="evidence")
    if signed_on and not timezone.localdate(agreement.made_at) <= signed_on <= timezone.localdate():
        raise RuleBroken(
            _("The day of the signature lies between the writing of this text and today."),
            field="signed_on",
        )
    if scan is not None:
        evidence = f"{evidence.strip()[:200]} Scan SHA-256 {_kept(pathway, scan, by)}"
    way = Way(
        SigningMeans.PAPER,
        name,
        signatory=signatory or _by_name(agreement, pathway, Party(party), name),
        evidence=evidence.strip()[:300],
        signed_on=signed_on,
    )
    return _signed(agreement, pathway, Party(party), seen, way, by=by)


def sign_by_link(*, signing_pass: SigningPass, seen: str, by: Actor) -> Signature:
    """Sign what the link opened; pressing twice, or after a lost connection, signs once."""
    return used_once_by_link(
        signing_pass,
        states=False,
        before=_by_pass,
        use=lambda found: _signed_by_pass(found, SigningMeans.LINK, seen, by),
        by=by,
    )


@transaction.atomic
def sign_by_code(*, signatory: Signatory, code: str, seen: str, by: Actor) -> Signature | None:
    """Sign on somebody's device with the code that only the signer has; None if it is wrong."""
    return used_once_by_code(
        signatory,
        code,
        of="",
        before=_by_pass,
        use=lambda found: _signed_by_pass(found, SigningMeans.CODE, seen, by),
        by=by,
    )


def _by_pass(found: SigningPass) -> Signature | None:
    return Signature.objects.filter(signing_pass=found).first()


def _kept(pathway: Pathway, scan: Scan, by: Actor) -> str:
    """Keep a scan with the agreement's sheet, begun for it if need be; return its hash."""
    kept = attach_file(
        document=sheet_of_scans(pathway, by=by),
        origin=FileOrigin.PAPER,
        name=scan.name,
        content=scan.content,
        by=by,
    )
    return kept.digest


def _signed_by_pass(found: SigningPass, means: SigningMeans, seen: str, by: Actor) -> Signature:
    named = found.signatory
    way = Way(means, named.name, signer=named.person_id, signatory=named, signing_pass=found)
    party = Party(named.party)
    return _signed(found.agreement, found.pathway, party, seen, way, by=by)


def _named(pathway: Pathway, party: Party, by: Actor) -> Signatory | None:
    """Where signatories are named for a party, only they sign for it."""
    named = _named_for(pathway, party)
    if not named:
        return None
    for one in named:
        is_own = by.id == pathway.worker.person_id and party == Party.WORKER
        if one.person_id == by.id or (is_own and is_worker(one, pathway)):
            return one
    raise RuleBroken(_("Somebody else is named to sign for this party."))


def _by_name(agreement: Agreement, pathway: Pathway, party: Party, name: str) -> Signatory | None:
    """Who was named so; of several with one name, who has not signed yet."""
    named = _named_for(pathway, party)
    found = [one for one in named if is_same_name(one.name, name)]
    if named and not found:
        raise RuleBroken(_("Somebody else is named to sign for this party."), field="name")
    missing = {one.pk for one in standing_of(agreement)[party].missing}
    return next((one for one in found if one.pk in missing), found[0] if found else None)


def _named_for(pathway: Pathway, party: Party) -> list[Signatory]:
    with acting(Actor.job("pathways.named")):
        return list(Signatory.objects.filter(pathway=pathway, party=party, ended_at__isnull=True))


def _signed(
    agreement: Agreement, pathway: Pathway, party: Party, seen: str, way: Way, *, by: Actor
) -> Signature:
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    before = _given_before(agreement.signatures.filter(party=party), way)
    if before is not None:
        if way.means == SigningMeans.ACCOUNT and before.signer_id == by.id:
            return before
        raise RuleBroken(_("This person has signed already."))
    _check_text(agreement, pathway, seen)
    if party == Party.WORKER:
        person = way.signatory.person_id if way.signatory else way.signer
        require_appointed(pathway, person, way.signed_on)
    _check_needed(agreement, party, way)
    made = Signature.objects.create(
        agreement=agreement,
        pathway=pathway,
        party=party,
        signatory=way.signatory,
        signer_id=way.signer,
        signer_name=way.name[:120],
        means=way.means,
        signing_pass=way.signing_pass,
        evidence=way.evidence,
        signed_on=way.signed_on,
        recorded_by_id=by.id,
        text_hash=agreement.text_hash,
        part_hash=agreement.parts.get(party.value, ""),
    )
    noted(by, f"agreement.signed_by_{party.value}", pathway, version=agreement.version)
    settle(pathway, agreement, by=by)
    return made


def _check_text(agreement: Agreement, pathway: Pathway, seen: str) -> None:
    if not is_up_for_signing(agreement, pathway):
        raise RuleBroken(_("This text is no longer up for signing. Open the newest one."))
    is_seen = seen == agreement.text_hash or is_code_of(
        seen, agreement.version, agreement.text_hash
    )
    if not is_seen or not is_whole(agreement):
        raise RuleBroken(_("The text has changed since you read it. Read it again, then sign."))


def _check_needed(agreement: Agreement, party: Party, way: Way) -> None:
    standing = standing_of(agreement)[party]
    if standing.is_carried:
        raise RuleBroken(_("Nothing that was changed concerns this party: it need not sign."))
    if any(_is_of(one, way) for one in standing.signatures):
        raise RuleBroken(_("This person has signed already."))


def _given_before(signatures: Iterable[Signature], way: Way) -> Signature | None:
    return next((one for one in signatures if _is_of(one, way)), None)


def _is_of(one: Signature, way: Way) -> bool:
    """Whether a signature is this very person's: by who was named, by the account, and by the name
    only on paper of a party for which nobody was named.
    """
    if way.signatory is not None:
        return one.signatory_id == way.signatory.pk
    if way.signer is not None:
        return one.signer_id == way.signer
    return one.signatory_id is None and is_same_name(one.signer_name, way.name)
