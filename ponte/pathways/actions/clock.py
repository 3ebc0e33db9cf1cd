"""The clock of a sitting: started by an answer, stopped by a silence, written into the sheet."""

from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone

from ponte.engines.questionnaires.spec import Spec
from ponte.kit.actor import Actor
from ponte.kit.journal.record import record
from ponte.pathways.models import Document, Sitting
from ponte.pathways.queries.special import kept_answers
from ponte.pathways.rules import instruments
from ponte.pathways.states import CaseRoleKind, Completion

QUESTION = "sittings"  # of the sheet, where it asks for them
RUNNING = ["last_at", "paused_at", "paused_seconds"]
MOST_PAUSES = 10  # that the sheet can say
IDLE = timedelta(minutes=30)  # after so long a silence the sitting was over at the last answer


def keep_clock(document: Document, *, by: Actor) -> None:
    """An answer was saved: the sitting goes on, or a silent one ended and another begins."""
    spec = instruments.spec_of(document.instrument, document.version)
    if spec is None or not spec.one_at_a_time:
        return
    sitting = open_sitting(document)
    if sitting is not None and _is_another(sitting, by):
        end(document, sitting, by=by)
        sitting = None
    if sitting is None:
        Sitting(
            document=document,
            office_id=document.office_id,
            held_by_id=by.id,
            present=present_with(by),
        ).save(force_insert=True)
    else:
        go_on(sitting)
        sitting.save(update_fields=RUNNING)
        if sitting.minutes >= spec.sitting_minutes:
            end(document, sitting, by=by)  # long enough: what follows is another sitting


def _is_another(sitting: Sitting, by: Actor) -> bool:
    """A silence ended it, or worker and tutor sit down by themselves now."""
    silent = timezone.now() - sitting.last_at > IDLE
    return silent or (bool(by.beside) and sitting.held_by_id != by.id)


def present_with(by: Actor, others: Collection[str] = ()) -> list[str]:
    """Return who sits there by role; a session beside the worker says so itself."""
    if by.beside:
        return [CaseRoleKind.WORKER.value, CaseRoleKind.TUTOR.value]
    return [CaseRoleKind(one).value for one in others]


def go_on(sitting: Sitting) -> None:
    """The clock runs on from now; a pause is over."""
    now = timezone.now()
    if sitting.paused_at is not None:
        sitting.paused_seconds += round((now - sitting.paused_at).total_seconds())
        sitting.paused_at = None
    sitting.last_at = now


def open_sitting(document: Document) -> Sitting | None:
    """Take the sitting that is not ended yet."""
    found = Sitting.objects.select_for_update().filter(document=document, ended_at__isnull=True)
    return found.first()


def end(document: Document, sitting: Sitting, *, by: Actor) -> None:
    """Close a sitting at its last moment, and write it down."""
    sitting.ended_at = timezone.now()
    sitting.save(update_fields=["ended_at", "last_at"])
    told = {"sheet": str(document.pk), "minutes": sitting.minutes}
    on = document.pathway or document.opportunity
    record(by=by, what="sheet.sitting_ended", on=on, organization=document.office_id, **told)
    spec = instruments.spec_of(document.instrument, document.version)
    if spec is not None and spec.question(QUESTION) and document.state == Completion.DRAFT:
        _write_down(document, sitting, spec)


def _write_down(document: Document, sitting: Sitting, spec: Spec) -> None:
    answers = kept_answers(document)
    row = {
        "day": timezone.localdate(sitting.began_at).isoformat(),
        "minutes": sitting.minutes,
        "pauses": min(sitting.pauses, MOST_PAUSES),
        "with": ", ".join(str(CaseRoleKind(one).label) for one in sitting.present),
    }
    rows = [*(answers.get(QUESTION) or ()), {name: v for name, v in row.items() if v != ""}]
    document.answers = {**answers, QUESTION: rows}
    document.revision += 1
    document.save(update_fields=["answers", "revision"])
