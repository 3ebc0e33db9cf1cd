"""A yes, or a yes taken back, that a worker gave on paper: written down by tutor or office.

It is the worker's word all the same: dated by the sheet, kept with it, and taken back by the
worker at any time, on paper or signed in. A word given later always counts more.
"""

import hashlib
from base64 import b64encode
from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.pathways.actions.consents import close_yes, keep_yes, note_consent, propagate
from ponte.pathways.actions.moving import begun
from ponte.pathways.models import Consent, ConsentPaper, Pathway
from ponte.pathways.rules import consents as rules
from ponte.pathways.rules.scans import MOST_BYTES, TOO_LARGE, media_of
from ponte.pathways.rules.signing import Scan
from ponte.pathways.states import CaseRoleKind, Means

SPOKEN_BY = (CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE)


def kept_consent(
    pathway: Pathway,
    *,
    purpose: str,
    recipient: str,
    signed_on: date,
    by: Actor,
    data: Collection[str] = (),
    reference: str = "",
    scan: Scan | None = None,
    spoken_by: str = CaseRoleKind.WORKER,
) -> Consent:
    """Keep a yes given on paper, for `actions.papers` alone; an older one is refused."""
    worker = pathway.worker
    asked = rules.question(purpose, recipient, signed_on)
    if asked is None or spoken_by not in SPOKEN_BY:
        raise RuleBroken(_("Nothing of the kind is asked."))
    ticked = set(data)
    if ticked - set(asked.data) or (asked.data and not ticked):
        raise RuleBroken(_("Tick what may be seen."), field="data")
    _check_day(worker, asked, signed_on)
    close_yes(worker, purpose, recipient, by=by, spoken_as=Means.PAPER)
    told = {"easy_read": False, "channel": Means.PAPER, "signed_on": signed_on}
    told["spoken_as"] = str(spoken_by)
    made = keep_yes(worker, asked.purpose, asked.recipient, ticked, by=by, **told)
    _keep_paper(made, signed_on, reference, scan, is_yes=True, by=by)
    propagate(worker, asked.purpose, asked.recipient, ticked)
    note_consent(by, "consent.recorded", worker, asked.purpose, asked.recipient)
    return made


@transaction.atomic
def record_paper_withdrawal(
    *,
    pathway: Pathway,
    purpose: str,
    recipient: str,
    signed_on: date,
    by: Actor,
    reference: str = "",
    scan: Scan | None = None,
) -> int:
    """Shut what a worker takes back on paper; it is as easy as saying yes."""
    worker = begun(pathway, "record_paper_withdrawal", by=by).worker
    if signed_on > timezone.localdate():
        raise RuleBroken(_("This day has not come yet."), field="signed_on")
    found = Consent.objects.filter(
        worker=worker, purpose=purpose, recipient=recipient, withdrawn_at__isnull=True
    ).first()
    if found is None:
        raise RuleBroken(_("There is no yes to take back."))
    if signed_on < timezone.localdate(found.given_at):
        raise RuleBroken(
            _("The worker said yes again after this paper was signed: that one counts."),
            field="signed_on",
        )
    _keep_paper(found, signed_on, reference, scan, is_yes=False, by=by)
    closed = close_yes(worker, purpose, recipient, by=by, spoken_as=Means.PAPER)
    propagate(worker, purpose, recipient, set())
    note_consent(by, "consent.withdrawn", worker, purpose, recipient)
    return closed


def _check_day(worker, asked: rules.Asked, signed_on: date) -> None:
    said = Consent.objects.filter(worker=worker, purpose=asked.purpose, recipient=asked.recipient)
    yes = said.filter(withdrawn_at__isnull=True).first()
    no = said.filter(withdrawn_at__isnull=False).exclude(withdrawn_as="expired")
    last = no.order_by("-withdrawn_at").first()
    why = rules.hindering_paper(
        timezone.localdate(),
        signed_on,
        later_yes=timezone.localdate(yes.given_at) if yes else None,
        later_no=timezone.localdate(last.withdrawn_at) if last and not yes else None,
    )
    if not why and rules.last_day(signed_on, asked.months) < timezone.localdate():
        why = _("This yes has run out: ask again.")
    if why:
        raise RuleBroken(str(why), field="signed_on")


def _keep_paper(
    consent: Consent,
    signed_on: date,
    reference: str,
    scan: Scan | None,
    *,
    is_yes: bool,
    by: Actor,
) -> None:
    if not reference.strip() and scan is None:
        raise RuleBroken(_("Add the scan, or write where the paper is kept."), field="reference")
    made = ConsentPaper(
        consent=consent,
        office_id=consent.office_id,
        is_yes=is_yes,
        signed_on=signed_on,
        reference=reference.strip()[:200],
        content="",
        added_by_id=by.id,
    )
    if scan is not None:
        made.media = media_of(scan.content[:16])
        if not made.media:
            raise RuleBroken(_("This is no PDF, JPEG or PNG file."), field="scan")
        if len(scan.content) > MOST_BYTES:
            raise RuleBroken(str(TOO_LARGE), field="scan")
        made.size = len(scan.content)
        made.digest = hashlib.sha256(scan.content).hexdigest()
        made.content = b64encode(scan.content).decode("ascii")
    made.save(force_insert=True)
