"""Meetings that the actor calls or is asked to."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from ponte.accounts.public import people
from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.models import AgendaItem, Meeting, MeetingGuest, MeetingTask, Pathway


@dataclass(frozen=True, slots=True)
class Task:
    """Something that one person does by a day."""

    task: MeetingTask
    who: str
    is_mine: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the agenda; the case opens only for who works on it."""

    item: AgendaItem
    opens: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting as its reader sees it."""

    meeting: Meeting
    leads: bool
    points: list[Point]
    tasks: list[Task]
    guests: list[tuple[UUID, str]]
    came: list[str]


def meetings_for(actor: Actor) -> list[Meeting]:
    """Return the meetings of the actor's offices, and those the actor is asked to."""
    asked = MeetingGuest.objects.filter(person_id=actor.id).values("meeting_id")
    found = Meeting.objects.filter(Q(office__in=permissions.offices_of(actor)) | Q(pk__in=asked))
    return list(found.select_related("office"))


def meeting_for(actor: Actor, pk: UUID) -> Meeting:
    """Return a meeting of the actor's, or 404."""
    found = next((one for one in meetings_for(actor) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def meeting_page(actor: Actor, meeting: Meeting) -> MeetingPage:
    """Return agenda, decisions, tasks and guests."""
    items = list(AgendaItem.objects.filter(meeting=meeting))
    # The row policy of the case decides whether its page opens.
    seen = set(
        Pathway.objects.filter(pk__in=[one.pathway_id for one in items if one.pathway_id])
        .order_by()
        .values_list("pk", flat=True)
    )
    tasks = list(MeetingTask.objects.filter(meeting=meeting))
    guests = list(MeetingGuest.objects.filter(meeting=meeting).values_list("person_id", flat=True))
    named = {*guests, *meeting.came_ids, *(one.person_id for one in tasks)}
    names = {pk: str(one) for pk, one in people(named).items()}
    today = timezone.localdate()
    return MeetingPage(
        meeting=meeting,
        leads=meeting.office_id in permissions.offices_of(actor),
        points=[Point(one, one.pathway_id in seen) for one in items],
        tasks=[
            Task(
                one,
                names.get(one.person_id, ""),
                one.person_id == actor.id,
                one.done_at is None and one.due_on < today,
            )
            for one in tasks
        ],
        guests=[(pk, names[pk]) for pk in guests if pk in names],
        came=sorted(names[pk] for pk in meeting.came_ids if pk in names),
    )


def open_tasks(actor: Actor) -> list[MeetingTask]:
    """Return what the actor still has to do after meetings."""
    found = MeetingTask.objects.filter(person_id=actor.id, done_at__isnull=True)
    return list(found.select_related("meeting"))


def item_for(actor: Actor, pk: UUID) -> AgendaItem:
    """Return a point of a meeting that the actor's office calls, or 404."""
    found = AgendaItem.objects.select_related("meeting").filter(pk=pk).first()
    if found is None or found.meeting.office_id not in permissions.offices_of(actor):
        raise Http404
    return found


def task_for(pk: UUID) -> MeetingTask:
    """Return a task of a meeting that the row policies show, or 404."""
    found = MeetingTask.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
