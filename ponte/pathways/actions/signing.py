"""Signing: signed in, by a link, by a short code beside somebody, or on paper."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import permissions
from ponte.pathways.actions.agreement_sheet import sheet_of_scans
from ponte.pathways.actions.agreements import settle, signing_case
from ponte.pathways.actions.appointed import is_worker, require_appointed
from ponte.pathways.actions.moving import begun, locked_case, noted
from ponte.pathways.actions.sheet_files import attach_file
from ponte.pathways.models import Agreement, Pathway, Signatory, Signature, SigningPass
from ponte.pathways.permissions.signing import signs_for
from ponte.pathways.queries.agreements import is_up_for_signing
from ponte.pathways.queries.signers import pass_state
from ponte.pathways.queries.signing import is_whole, standing_of
from ponte.pathways.rules.signing import TRIES, Scan, is_alive, is_code_of, is_same_name
from ponte.pathways.states import (
    FileOrigin,
    Party,
    SigningMeans,
    SigningTool,
)

SIGN_BY_LINK = "pathways.sign_by_link"


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


def open_link(*, signing_pass: SigningPass, name: str, by: Actor) -> bool:
    """A person pressed the button and said who they are; a wrong name is counted."""
    with by_link(signing_pass, by) as found:
        if not is_same_name(name, found.signatory.name):
            _miss(found)
            return False
        SigningPass.objects.filter(pk=found.pk, opened_at__isnull=True).update(
            opened_at=timezone.now()
        )
        noted(by, "agreement.link_opened", found.pathway)
        return True


def sign_by_link(*, signing_pass: SigningPass, seen: str, by: Actor) -> Signature:
    """Sign what the link opened; pressing twice, or after a lost connection, signs once."""
    with by_link(signing_pass, by, again=True) as found:
        if found.of:
            raise Refused(SIGN_BY_LINK)
        before = Signature.objects.filter(signing_pass=found).first()
        if before is not None:
            return before
        if found.opened_at is None:
            raise RuleBroken(_("Open the text first."))
        return _signed_by_pass(found, SigningMeans.LINK, seen, by)


@transaction.atomic
def sign_by_code(*, signatory: Signatory, code: str, seen: str, by: Actor) -> Signature | None:
    """Sign on somebody's device with the code that only the signer has; None if it is wrong."""
    pathway = begun(signatory.pathway_id, "sign_by_code", by=by)
    found = code_of(signatory)
    before = Signature.objects.filter(signing_pass=found).first()
    if not is_typed(found, code, by, again=before is not None):
        return None
    found.pathway = pathway
    return before or _signed_by_pass(found, SigningMeans.CODE, seen, by)


def code_of(signatory: Signatory, of: str = "") -> SigningPass:
    """Return the newest code of somebody, locked: to sign the agreement, or to state something."""
    found = SigningPass.objects.select_for_update(of=("self",))
    found = found.select_related("agreement", "signatory", "pathway").filter(
        signatory=signatory, of=of, tool=SigningTool.CODE, revoked_at__isnull=True
    )
    newest = found.order_by("-made_at").first()
    if newest is None or not newest.secret:
        raise RuleBroken(_("No code was made for this person. Ask the office for one."))
    return newest


def is_typed(found: SigningPass, code: str, by: Actor, *, again: bool) -> bool:
    """Say whether somebody typed the code; a wrong one is counted, the last one kills it."""
    digits = "".join(sign for sign in code if sign.isdigit())
    is_right = check_password(digits, found.secret)
    if again and is_right:
        return True
    require_alive(found)
    if found.made_by_id == by.id:
        raise RuleBroken(_("Whoever made the code does not hold the device it is used on."))
    if not is_right:
        _miss(found)
    return is_right


@contextmanager
def by_link(signing_pass: SigningPass, by: Actor, *, again: bool = False) -> Iterator[SigningPass]:
    """The pass of a link and its case, locked, as a job sees them; who holds the link acts."""
    is_holder = by.kind is ActorKind.LINK and by.name == SIGN_BY_LINK
    if not is_holder or by.id != signing_pass.signatory_id:
        raise Refused(SIGN_BY_LINK)
    with acting(Actor.job(SIGN_BY_LINK)):
        pathway = locked_case(signing_pass.pathway_id)
        found = SigningPass.objects.select_related("agreement", "signatory").get(pk=signing_pass.pk)
        found.pathway = pathway
        if not (again and found.used_at):
            require_alive(found)
        yield found


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


def require_alive(found: SigningPass) -> None:
    """Refuse a link or a code that was used, withdrawn, tried too often, or is too old."""
    if not is_alive(pass_state(found)):
        raise RuleBroken(_("This can no longer be used to sign. Ask for a new one."))


def _miss(found: SigningPass) -> None:
    """Count a wrong name or code; the last one kills it."""
    SigningPass.objects.filter(pk=found.pk, tries__lt=TRIES).update(tries=F("tries") + 1)


def _signed_by_pass(found: SigningPass, means: SigningMeans, seen: str, by: Actor) -> Signature:
    named = found.signatory
    way = Way(means, named.name, signer=named.person_id, signatory=named, signing_pass=found)
    party = Party(named.party)
    made = _signed(found.agreement, found.pathway, party, seen, way, by=by)
    use(found)
    return made


def use(found: SigningPass) -> None:
    """A link or a code is used once; what else was made for the same person dies with it."""
    now = timezone.now()
    SigningPass.objects.filter(pk=found.pk).update(used_at=now)
    others = SigningPass.objects.filter(signatory_id=found.signatory_id, used_at__isnull=True)
    others.filter(revoked_at__isnull=True).update(revoked_at=now)


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
