"""Emergency readings: what an administrator opened, for the office, the worker and themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.waiting import Waiting
from ponte.organizations.public import organizations_holding
from ponte.pathways import permissions
from ponte.pathways.models import EmergencyReading, EmergencyWord, Pathway, Worker
from ponte.pathways.models.emergency import EmergencyWordKind
from ponte.pathways.queries.cases import names_of

MOST = 50


@dataclass(frozen=True, slots=True)
class Emergency:
    """One emergency reading as a page shows it, with what the reader of the page may do."""

    id: UUID
    case: UUID
    code: str
    who: str
    reason: str
    at: datetime
    until: datetime
    is_open: bool
    closed_at: datetime | None = None
    review: str = ""
    may_close: bool = False
    may_review: bool = False


def emergencies_in(pathway: Pathway, *, by: Actor) -> list[Emergency]:
    """Return those of a case, newest first, as far as the reader may see them."""
    rows = EmergencyReading.objects.filter(pathway=pathway)
    head = permissions.holds(by, permissions.SIGN_FOR_OFFICE, pathway.office_id)
    return _told(rows.select_related("pathway"), by=by, head=head)


def emergencies_about(worker: Worker, *, by: Actor) -> list[Emergency]:
    """Return those of all cases of a worker, to the worker's own side."""
    rows = EmergencyReading.objects.filter(pathway__worker_id=worker.pk)
    return _told(rows.select_related("pathway"), by=by)


def own_emergencies(actor: Actor) -> list[Emergency]:
    """Return what an administrator has opened, newest first."""
    rows = list(EmergencyReading.objects.filter(opened_by_id=actor.id)[:MOST])
    with acting(Actor.job("pathways.codes_of_emergencies")):  # what is over is hidden again
        cases = Pathway.objects.in_bulk([one.pathway_id for one in rows])
    for one in rows:
        one.pathway = cases[one.pathway_id]
    return _told(rows, by=actor)


def _told(rows: Iterable[EmergencyReading], *, by: Actor, head: bool = False) -> list[Emergency]:
    rows, now = list(rows), timezone.now()
    words = {
        (one.reading_id, one.kind): one for one in EmergencyWord.objects.filter(reading__in=rows)
    }
    names = names_of(one.opened_by_id for one in rows)
    found = []
    for one in rows:
        closed = words.get((one.pk, EmergencyWordKind.CLOSED))
        review = words.get((one.pk, EmergencyWordKind.REVIEWED))
        is_open = closed is None and one.until > now
        found.append(
            Emergency(
                id=one.pk,
                case=one.pathway_id,
                code=one.pathway.code,
                who=names.get(one.opened_by_id, ""),
                reason=one.reason,
                at=one.opened_at,
                until=one.until,
                is_open=is_open,
                closed_at=closed.at if closed else None,
                review=review.note if review else "",
                may_close=is_open and (head or one.opened_by_id == by.id),
                may_review=head and review is None,
            )
        )
    return found


def emergency_of(pk: UUID) -> EmergencyReading:
    """Return one that the reader may see, or 404."""
    found = EmergencyReading.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def emergencies_waiting(actor: Actor) -> list[Waiting]:
    """Return what the head of an office has not looked at yet."""
    offices = permissions.bodies_of(actor, permissions.SIGN_FOR_OFFICE)
    found = EmergencyReading.objects.filter(office_id__in=offices).select_related("pathway")
    found = found.exclude(words__kind=EmergencyWordKind.REVIEWED)
    return [
        Waiting(
            verb=_("Look at what was opened in an emergency"),
            about=one.pathway.code,
            url=reverse("pathways:case-people", args=[one.pathway_id]),
            due=one.until,
        )
        for one in found[:MOST]
    ]


def offices() -> list[tuple[UUID, str]]:
    """Return the offices that place workers, by name: an administrator says whose case it is."""
    with acting(Actor.job("pathways.offices")):
        return organizations_holding(permissions.PLACE_WORKERS)
