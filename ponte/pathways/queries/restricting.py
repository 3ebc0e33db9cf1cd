"""Whose data may not be used for now, and who is not compared with openings.

Asked as a job: a company, or a tutor, meets the effect without reading what the worker wrote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Pathway, RightsRequest
from ponte.pathways.models.rights_request import STANDS, RightsKind
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.cases import OF_COMPANY

READING = Actor.job("rights.standing")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the pages of a case say about it, to professionals alone."""

    is_restricted: bool
    since: date
    is_decided: bool


def standing_requests(*kinds: RightsKind) -> QuerySet[RightsRequest]:
    """Return the requests of these kinds that hold something up; the caller sees all rows."""
    return RightsRequest.objects.filter(STANDS, kind__in=kinds)


def is_restricted(worker: UUID) -> bool:
    """Say whether a worker's data may only be read for now."""
    with acting(READING):
        return standing_requests(RightsKind.RESTRICTION).filter(worker_id=worker).exists()


def restricted_among(workers: Iterable[UUID]) -> set[UUID]:
    """Return the workers whose data may only be read for now."""
    return _among(workers, RightsKind.RESTRICTION)


def not_compared(workers: Iterable[UUID]) -> set[UUID]:
    """Return the workers that nothing compares: by their restriction or their objection."""
    return _among(workers, RightsKind.RESTRICTION, RightsKind.OBJECTION)


def _among(workers: Iterable[UUID], *kinds: RightsKind) -> set[UUID]:
    with acting(READING):
        found = standing_requests(*kinds).filter(worker_id__in=list(workers)).order_by()
        return set(found.values_list("worker_id", flat=True))


def restricted_cases(office: UUID | None = None) -> set[UUID]:
    """Return the cases that figures for the public leave out, of one office or of all."""
    with acting(READING):
        workers = standing_requests(RightsKind.RESTRICTION).order_by()
        if office is not None:
            workers = workers.filter(office_id=office)
        found = Pathway.objects.filter(worker_id__in=workers.values("worker_id")).order_by()
        return set(found.values_list("pk", flat=True))


def standing_in(pathway: Pathway, mine: CaseRoles) -> Standing | None:
    """Return what stands in the way of using a case; a company is told nothing."""
    if mine.roles and not mine.roles - OF_COMPANY:
        return None
    with acting(READING):
        asked = standing_requests(RightsKind.RESTRICTION, RightsKind.OBJECTION)
        found = list(asked.filter(worker_id=pathway.worker_id))
    if not found:
        return None
    first = min(found, key=lambda one: (one.kind != RightsKind.RESTRICTION, one.asked_at))
    return Standing(
        is_restricted=first.kind == RightsKind.RESTRICTION,
        since=timezone.localdate(first.asked_at),
        is_decided=bool(first.outcome),
    )
