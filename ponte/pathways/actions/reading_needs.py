"""Reading what a part alone does not open: one asks and says what for, another opens, for days."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways.actions.moving import begun, noted, whole
from ponte.pathways.models import CaseRole, Pathway, ReadingNeed
from ponte.pathways.models.reading_need import MOST_DAYS, PURPOSES_OF, Shut
from ponte.pathways.permissions import roles_in
from ponte.pathways.states import CaseRoleKind

LONGEST = 300
GUIDES = frozenset({CaseRoleKind.TUTOR, CaseRoleKind.MANAGER})


@transaction.atomic
def ask_reading(
    *,
    pathway: Pathway,
    what: str,
    purpose: str,
    reason: str,
    days: int,
    by: Actor,
    reader: UUID | None = None,
) -> ReadingNeed:
    """Say what something is to be read for: tutor and manager for themselves, the office of audits.

    The office reads what a court said by its own part; whoever guides the case asks, art. 10 GDPR.
    """
    case = begun(pathway, "ask_reading", by=by)
    reader = reader or by.id
    _require_askable(case, what, reader, by)
    if purpose not in PURPOSES_OF[Shut(what)]:
        raise RuleBroken(_("Choose from the list."), field="purpose")
    if not 1 <= days <= MOST_DAYS:
        raise RuleBroken(_("Choose from 1 to %(most)s days.") % {"most": MOST_DAYS}, field="days")
    if _is_asked(case, reader, what):
        raise RuleBroken(_("This was asked already."))
    made = ReadingNeed.objects.create(
        pathway=case,
        office_id=case.office_id,
        reader_id=reader,
        what=what,
        purpose=purpose,
        reason=whole(reason, field="reason")[:LONGEST],
        days=days,
        asked_by_id=by.id,
    )
    noted(by, "reading.asked", case, shut=what, purpose=purpose, days=days)
    return made


def _is_asked(case: Pathway, reader: UUID, what: str) -> bool:
    """Say whether it waits or stands; what has run out is closed, as only the office may."""
    now = timezone.now()
    with acting(Actor.job("pathways.run_out")):
        asked = ReadingNeed.objects.filter(
            pathway=case, reader_id=reader, what=what, closed_at__isnull=True
        )
        asked.filter(until__lte=now).update(closed_at=now)
        return asked.exists()


def _require_askable(case: Pathway, what: str, reader: UUID, by: Actor) -> None:
    if what not in Shut.values:
        raise RuleBroken(_("Choose from the list."), field="what")
    mine = roles_in(by, case).roles
    if what == Shut.JUSTICE:
        if reader != by.id or not mine & GUIDES:
            raise Refused("pathways.ask_reading")
        return
    if CaseRoleKind.OFFICER not in mine:
        raise Refused("pathways.ask_reading")
    let_in = CaseRole.objects.filter(
        pathway=case, person_id=reader, role=CaseRoleKind.AUDITOR, until__isnull=True
    )
    if not let_in.exists():
        raise RuleBroken(_("Let the auditor into the case first."), field="reader")


@transaction.atomic
def open_reading(*, need: ReadingNeed, by: Actor) -> ReadingNeed:
    """Open what was asked: by somebody else of the office than who asked, and than who reads."""
    case, locked = _locked(need, "open_reading", by)
    if locked.opened_at is not None or locked.closed_at is not None:
        raise RuleBroken(_("This was settled already."))
    if by.id in (locked.asked_by_id, locked.reader_id):
        raise RuleBroken(_("Somebody else of the office opens this: four eyes see it."))
    locked.opened_by_id, locked.opened_at = by.id, timezone.now()
    locked.until = locked.opened_at + timedelta(days=locked.days)
    locked.save(update_fields=["opened_by_id", "opened_at", "until"])
    noted(by, "reading.opened", case, shut=locked.what, days=locked.days)
    return locked


@transaction.atomic
def close_reading(*, need: ReadingNeed, by: Actor) -> ReadingNeed:
    """Close it before its time, or refuse it."""
    case, locked = _locked(need, "close_reading", by)
    if locked.closed_at is not None:
        raise RuleBroken(_("This was settled already."))
    locked.closed_at = timezone.now()
    locked.save(update_fields=["closed_at"])
    noted(by, "reading.closed", case, shut=locked.what)
    return locked


def _locked(need: ReadingNeed, action: str, by: Actor) -> tuple[Pathway, ReadingNeed]:
    case = begun(need.pathway_id, action, by=by)
    locked = ReadingNeed.objects.select_for_update(of=("self",)).filter(pk=need.pk).first()
    if locked is None:
        raise Refused(f"pathways.{action}")
    return case, locked
