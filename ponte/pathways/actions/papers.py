"""What was signed on paper counts when two people of the programme have looked at the sheet.

One writes down what it says and adds the scan, or says why there is none; another of the office
confirms it. What a worker takes back on paper counts at once (`record_paper_withdrawal`): nothing
may make that slower.
"""

from base64 import b64encode
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways.actions.moving import begun, noted
from ponte.pathways.actions.paper_consents import kept_consent
from ponte.pathways.actions.signing import kept_signature
from ponte.pathways.actions.stating import kept_statement
from ponte.pathways.models import (
    Agreement,
    Consent,
    PaperKind,
    PaperWord,
    Pathway,
    Signature,
    Statement,
)
from ponte.pathways.queries.special import kept_word
from ponte.pathways.rules.scans import MOST_BYTES, TOO_LARGE, media_of
from ponte.pathways.rules.signing import Scan
from ponte.pathways.states import CaseRoleKind, Party, Purpose, Recipient, StatedOf

LONGEST = 200


@transaction.atomic
def write_paper_consent(
    *,
    pathway: Pathway,
    purpose: str,
    recipient: str,
    signed_on: date,
    by: Actor,
    data: Collection[str] = (),
    reference: str = "",
    spoken_by: str = CaseRoleKind.WORKER,
    scan: Scan | None = None,
    without_scan: str = "",
) -> PaperWord:
    """Write a yes down that was given on paper; it opens nothing before it is confirmed."""
    case = begun(pathway, "write_paper_consent", by=by)
    told = {"purpose": str(purpose), "recipient": str(recipient), "data": sorted(data)}
    told["spoken_by"] = str(spoken_by)
    known = purpose in Purpose.values and recipient in Recipient.values
    about = f"{Recipient(recipient).label}, {Purpose(purpose).label}" if known else ""
    word = _word(case, PaperKind.CONSENT, about, signed_on, reference, scan, without_scan, by)
    return _tried_and_kept(word, told, scan, by)


@transaction.atomic
def write_paper_signature(
    *,
    agreement: Agreement,
    party: str,
    name: str,
    seen: str,
    signed_on: date,
    by: Actor,
    reference: str = "",
    scan: Scan | None = None,
    without_scan: str = "",
) -> PaperWord:
    """Write a signature down that was given on paper; the text is not signed by that yet."""
    case = begun(agreement.pathway_id, "write_paper_signature", by=by)
    told = {"agreement": str(agreement.pk), "party": str(party), "name": name, "seen": seen}
    about = f"{Party(party).label}: {name.strip()}"
    word = _word(case, PaperKind.SIGNATURE, about, signed_on, reference, scan, without_scan, by)
    return _tried_and_kept(word, told, scan, by)


@transaction.atomic
def write_paper_statement(
    *,
    pathway: Pathway,
    of: str,
    party: str,
    name: str,
    seen: str,
    signed_on: date,
    by: Actor,
    reference: str = "",
    scan: Scan | None = None,
    without_scan: str = "",
) -> PaperWord:
    """Write down what somebody stated on paper; it is not stated by that yet."""
    case = begun(pathway, "write_paper_statement", by=by)
    told = {"of": str(StatedOf(of)), "party": str(party), "name": name, "seen": seen}
    speaks = CaseRoleKind.SERVICE if party == CaseRoleKind.SERVICE else Party(party)
    about = f"{StatedOf(of).label}, {speaks.label}: {name.strip()}"
    word = _word(case, PaperKind.STATEMENT, about, signed_on, reference, scan, without_scan, by)
    return _tried_and_kept(word, told, scan, by)


def _word(case, kind, about, signed_on, reference, scan, without_scan, by) -> PaperWord:
    if scan is None and not without_scan.strip():
        raise RuleBroken(_("Add the scan, or write why there is none."), field="scan")
    made = PaperWord(
        pathway=case,
        office_id=case.office_id,
        kind=kind,
        about=about[:300],
        signed_on=signed_on,
        reference=reference.strip()[:LONGEST],
        without_scan="" if scan else without_scan.strip()[:LONGEST],
        content="",
        written_by_id=by.id,
    )
    if scan is not None:
        made.media, made.size = media_of(scan.content[:16]), len(scan.content)
        if not made.media:
            raise RuleBroken(_("This is no PDF, JPEG or PNG file."), field="scan")
        if made.size > MOST_BYTES:
            raise RuleBroken(str(TOO_LARGE), field="scan")
        made.file_name = scan.name[:160]
        made.content = b64encode(scan.content).decode("ascii")
    return made


def _tried_and_kept(word: PaperWord, told: dict, scan: Scan | None, by: Actor) -> PaperWord:
    """What could never count is refused while the sheet is at hand, not when it is confirmed."""
    with transaction.atomic():
        _applied(word, told, scan, by)
        transaction.set_rollback(True)
    word.told = told
    word.save(force_insert=True)
    noted(by, "paper.written", word.pathway, kind=word.kind)
    return word


@transaction.atomic
def confirm_paper(*, word: PaperWord, by: Actor) -> Consent | Signature | Statement:
    """Somebody else of the office has seen the sheet: from now on it counts."""
    locked = _locked(word, "confirm_paper", by)
    if locked.written_by_id == by.id:
        raise RuleBroken(_("You wrote it down: somebody else of the office confirms it."))
    told, content = kept_word(locked)
    scan = Scan(locked.file_name, content) if locked.size else None
    made = _applied(locked, told, scan, by)
    _settle(locked, by, is_confirmed=True)
    noted(by, "paper.confirmed", locked.pathway, kind=locked.kind)
    return made


@transaction.atomic
def drop_paper(*, word: PaperWord, by: Actor) -> PaperWord:
    """The sheet does not say so: what was written down of it never counted."""
    locked = _locked(word, "drop_paper", by)
    _settle(locked, by, is_confirmed=False)
    noted(by, "paper.dropped", locked.pathway, kind=locked.kind)
    return locked


def _applied(
    word: PaperWord, told: dict, scan: Scan | None, by: Actor
) -> Consent | Signature | Statement:
    where = word.reference
    if word.without_scan:
        where = _("%(where)s (without scan: %(why)s)") % {"where": where, "why": word.without_scan}
    common = {"signed_on": word.signed_on, "scan": scan, "by": by}
    if word.kind == PaperKind.CONSENT:
        return kept_consent(word.pathway, reference=where.strip()[:LONGEST], **common, **told)
    if word.kind == PaperKind.STATEMENT:
        return kept_statement(word.pathway, evidence=where.strip(), **common, **told)
    text = Agreement.objects.get(pk=UUID(told["agreement"]))
    given = {name: told[name] for name in ("party", "name", "seen")}
    return kept_signature(text, evidence=where.strip(), **common, **given)


def _locked(word: PaperWord, action: str, by: Actor) -> PaperWord:
    case = begun(word.pathway_id, action, by=by)
    locked = PaperWord.objects.select_for_update(of=("self",)).filter(pk=word.pk).first()
    if locked is None:
        raise Refused(f"pathways.{action}")
    if locked.settled_at is not None:
        raise RuleBroken(_("This was settled already."))
    locked.pathway = case
    return locked


def _settle(word: PaperWord, by: Actor, *, is_confirmed: bool) -> None:
    """What the sheet said stands elsewhere now, or nowhere: here it is not kept twice."""
    word.settled_by_id, word.settled_at, word.is_confirmed = by.id, timezone.now(), is_confirmed
    word.content = ""
    word.save(update_fields=["settled_by_id", "settled_at", "is_confirmed", "content"])
