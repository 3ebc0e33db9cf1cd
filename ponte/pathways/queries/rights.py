"""What workers ask about their data: for the worker, and for the office with the days left."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.waiting import Waiting
from ponte.pathways import permissions
from ponte.pathways.models import RightsRequest, Worker
from ponte.pathways.models.rights_request import TAKEN_BACK, RightsAnswer, RightsKind
from ponte.pathways.permissions.owning import speaks_as
from ponte.pathways.queries import special


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as a page shows it; `note` and `answer` only where it is opened."""

    id: UUID
    kind: str
    worker: str
    on: date
    due: date
    is_open: bool
    is_late: bool
    outcome: str
    note: str = ""
    answer: str = ""
    holds_up: str = ""
    lifted_on: date | None = None
    lifted_why: str = ""
    may_lift: bool = False


def requests_of(worker: Worker, *, by: Actor) -> list[Asked]:
    """Return what was asked for a worker, newest first, with question and answer."""
    found = RightsRequest.objects.filter(worker=worker).select_related("worker")
    may = bool(speaks_as(by, worker))
    return [
        replace(_asked(one, special.words_of_request(one, by=by)), may_lift=may)
        for one in found.order_by("-asked_at")
    ]


def requests_for(actor: Actor) -> list[Asked]:
    """Return what the actor's offices have to answer, the nearest day first, then the answered."""
    mine = permissions.offices_of(actor)
    found = RightsRequest.objects.filter(office_id__in=mine).select_related("worker")
    return [_asked(one) for one in sorted(found, key=lambda one: (bool(one.outcome), one.due_on))]


def request_for(actor: Actor, pk: UUID) -> tuple[RightsRequest, Asked]:
    """Return one request of the actor's office, or 404."""
    found = (
        RightsRequest.objects.filter(pk=pk, office_id__in=permissions.offices_of(actor))
        .select_related("worker")
        .first()
    )
    if found is None:
        raise Http404
    return found, _asked(found, special.words_of_request(found, by=actor))


def offices_of(actor: Actor) -> list[UUID]:
    """Return the offices whose requests the actor answers, or 404: it is a page of an office."""
    found = permissions.offices_of(actor)
    if not found:
        raise Http404
    return found


def _asked(one: RightsRequest, words: tuple[str, str] = ("", "")) -> Asked:
    return Asked(
        id=one.pk,
        kind=str(RightsKind(one.kind).label),
        worker=one.worker.code,
        on=timezone.localdate(one.asked_at),
        due=one.due_on,
        is_open=not one.outcome and not one.lifted_at,
        is_late=not one.outcome and not one.lifted_at and one.due_on < timezone.localdate(),
        outcome=str(RightsAnswer(one.outcome).label) if one.outcome else "",
        note=words[0],
        answer=words[1],
        holds_up=one.kind if _holds_up(one) else "",
        lifted_on=timezone.localdate(one.lifted_at) if one.lifted_at else None,
        lifted_why=_why(one.lifted_why),
    )


def _why(kept: str) -> str:
    return _("The worker asked for it.") if kept == TAKEN_BACK else kept


def own_request(worker: Worker, pk: UUID) -> RightsRequest:
    """Return one request of a worker's, or 404."""
    found = RightsRequest.objects.filter(worker=worker, pk=pk).select_related("worker").first()
    if found is None:
        raise Http404
    return found


def _holds_up(one: RightsRequest) -> bool:
    """A restriction or an objection stands from the asking on, until refused or lifted."""
    kinds = (RightsKind.RESTRICTION, RightsKind.OBJECTION)
    return one.kind in kinds and one.outcome != RightsAnswer.REFUSED and not one.lifted_at


def rights_waiting(actor: Actor) -> list[Waiting]:
    """Return the requests that wait for the actor's office."""
    return [
        Waiting(
            verb=_("Answer what a worker asks about their data"),
            about=one.worker,
            url=reverse("pathways:rights-detail", args=[one.id]),
            due=None,
            is_late=one.is_late,
        )
        for one in requests_for(actor)
        if one.is_open
    ]
