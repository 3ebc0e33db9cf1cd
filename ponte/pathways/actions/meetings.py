"""Meetings of evaluation: called, held, decided upon, with tasks that somebody does."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.actions.moving import whole
from ponte.pathways.models import AgendaItem, Meeting, MeetingGuest, MeetingTask, Pathway
from ponte.pathways.queries.meetings import meetings_for
from ponte.pathways.states import MeetingKind


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """With whom, when and where."""

    kind: str
    on: date
    place: str = ""


@transaction.atomic
def call_meeting(*, office, facts: MeetingFacts, by: Actor) -> Meeting:
    """Call a meeting."""
    permissions.require(by, permissions.PLACE_WORKERS, office.pk)
    made = Meeting.objects.create(
        office=office,
        kind=MeetingKind(facts.kind),
        on=facts.on,
        place=facts.place.strip()[:200],
        made_by_id=by.id,
    )
    record(by=by, what="meeting.called", on=made, organization=office.pk)
    return made


@transaction.atomic
def invite_guest(*, meeting: Meeting, person: UUID, by: Actor) -> MeetingGuest:
    """Ask somebody to come; whoever was asked before stays asked."""
    locked = _locked(meeting, by)
    made, _new = MeetingGuest.objects.get_or_create(
        meeting=locked, person_id=person, defaults={"office_id": locked.office_id}
    )
    _noted(by, "meeting.guest_invited", locked)
    return made


@transaction.atomic
def add_item(*, meeting: Meeting, by: Actor, case_code: str = "", subject: str = "") -> AgendaItem:
    """Put a case, by its code, or a subject on the agenda."""
    locked = _open(meeting, by)
    case = None
    if case_code.strip():
        case = Pathway.objects.filter(office=locked.office_id, code=case_code.strip()).first()
        if case is None:
            raise RuleBroken(_("No case of yours has this code."), field="case_code")
    elif not subject.strip():
        raise RuleBroken(_("Write the code of a case, or a subject."), field="case_code")
    last = locked.items.aggregate(last=Max("position", default=0))["last"]
    made = AgendaItem.objects.create(
        meeting=locked,
        position=last + 1,
        case_code=case.code if case else "",
        pathway=case,
        subject=subject.strip()[:200],
    )
    _noted(by, "meeting.item_added", locked)
    return made


@transaction.atomic
def decide_item(*, item: AgendaItem, decision: str, by: Actor) -> AgendaItem:
    """Write what was decided."""
    locked = _open(item.meeting, by)
    item.decision = whole(decision, field="decision")[:2000]
    item.save(update_fields=["decision"])
    _noted(by, "meeting.decided", locked)
    return item


@transaction.atomic
def add_task(*, meeting: Meeting, person: UUID, what: str, due_on: date, by: Actor) -> MeetingTask:
    """Give somebody who was there something to do by a day."""
    locked = _locked(meeting, by)
    asked = locked.guests.filter(person_id=person).exists()
    if not asked and person != by.id:
        raise RuleBroken(_("Ask this person to the meeting first."), field="person")
    made = MeetingTask.objects.create(
        meeting=locked, person_id=person, what=whole(what, field="what")[:300], due_on=due_on
    )
    _noted(by, "meeting.task_given", locked)
    return made


@transaction.atomic
def finish_task(*, task: MeetingTask, by: Actor) -> MeetingTask:
    """Done: said by whoever was to do it, or by the office."""
    found = MeetingTask.objects.select_for_update(of=("self",)).filter(pk=task.pk).first()
    if found is None:
        raise Refused("pathways.finish_task")
    if not (by.is_person and found.person_id == by.id):
        permissions.require(by, permissions.PLACE_WORKERS, found.meeting.office_id)
    if found.done_at is None:
        found.done_at = timezone.now()
        found.save(update_fields=["done_at"])
        _noted(by, "meeting.task_done", found.meeting)
    return found


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: Actor, came: Collection[UUID] = ()) -> Meeting:
    """The meeting took place, with whoever came: its agenda and decisions stay as they are."""
    locked = _open(meeting, by)
    asked = {by.id, *locked.guests.values_list("person_id", flat=True)}
    if set(came) - asked:
        raise RuleBroken(_("Ask this person to the meeting first."))
    if locked.on > timezone.localdate():
        raise RuleBroken(_("This meeting is still to come."))
    locked.held_at, locked.came_ids = timezone.now(), sorted(set(came))
    locked.save(update_fields=["held_at", "came_ids"])
    _noted(by, "meeting.held", locked)
    return locked


@transaction.atomic
def take_meeting_note(*, meeting: Meeting, by: Actor) -> None:
    """Whoever reads a meeting may take its note along; the journal keeps who did."""
    if not by.is_person or meeting.pk not in {one.pk for one in meetings_for(by)}:
        raise Refused("pathways.take_meeting_note")
    _noted(by, "meeting.note_taken", meeting)


def _locked(meeting: Meeting, by: Actor) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).filter(pk=meeting.pk).first()
    if found is None:
        raise Refused(permissions.PLACE_WORKERS)
    permissions.require(by, permissions.PLACE_WORKERS, found.office_id)
    return found


def _open(meeting: Meeting, by: Actor) -> Meeting:
    locked = _locked(meeting, by)
    if locked.held_at:
        raise RuleBroken(_("The meeting was held: its minutes stay as they are."))
    return locked


def _noted(by: Actor, what: str, meeting: Meeting) -> None:
    record(by=by, what=what, on=meeting, organization=meeting.office_id)
