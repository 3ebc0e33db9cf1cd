"""Sittings of an assessment: begun, paused, taken up again, ended; written into the sheet."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.pathways.actions import clock
from ponte.pathways.actions.documents import locked_sheet, noted_sheet, require_writer
from ponte.pathways.models import Document, Sitting
from ponte.pathways.states import Completion, Instrument


@transaction.atomic
def begin_sitting(*, document: Document, present: Collection[str], by: Actor) -> Sitting:
    """Sit down together; a sitting left open before is ended where it stopped."""
    locked = _writable(document, by)
    if locked.state == Completion.COMPLETE:
        raise RuleBroken(_("This sheet is complete. Begin a new one to add to it."))
    open_one = clock.open_sitting(locked)
    if open_one is not None:
        clock.end(locked, open_one, by=by)
    made = Sitting(
        document=locked,
        office_id=locked.office_id,
        held_by_id=by.id,
        present=clock.present_with(by, present),
    )
    made.save(force_insert=True)
    noted_sheet(by, "sheet.sitting_begun", locked)
    return made


@transaction.atomic
def pause_sitting(*, document: Document, by: Actor) -> Sitting:
    """Stop for a while; the clock stands still. Pausing twice is one pause."""
    sitting = _running(_writable(document, by))
    if sitting.paused_at is None:
        sitting.paused_at = sitting.last_at = timezone.now()
        sitting.pauses += 1
        sitting.save(update_fields=["paused_at", "last_at", "pauses"])
    return sitting


@transaction.atomic
def resume_sitting(*, document: Document, by: Actor) -> Sitting:
    """Go on after a pause."""
    sitting = _running(_writable(document, by))
    clock.go_on(sitting)
    sitting.save(update_fields=clock.RUNNING)
    return sitting


@transaction.atomic
def end_sitting(*, document: Document, by: Actor) -> Sitting:
    """Finish for today: day, minutes and pauses are written into the sheet."""
    locked = _writable(document, by)
    sitting = _running(locked)
    if sitting.paused_at is None:
        sitting.last_at = timezone.now()
    clock.end(locked, sitting, by=by)
    return sitting


def _writable(document: Document, by: Actor) -> Document:
    locked = locked_sheet(document, by)
    of = locked.pathway or locked.opportunity
    require_writer(of, Instrument(locked.instrument), by, beside=True)
    return locked


def _running(document: Document) -> Sitting:
    sitting = clock.open_sitting(document)
    if sitting is None:
        raise RuleBroken(_("No sitting is open."))
    return sitting
