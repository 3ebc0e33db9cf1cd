"""Looking back at 3, 6, 12 and 24 months: only while the worker agrees to be asked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Consent, FollowUp, Pathway
from ponte.pathways.queries.restricting import restricted_among
from ponte.pathways.rules.consents import last_day
from ponte.pathways.rules.limits import MONTHS
from ponte.pathways.states import PathwayState, Purpose

READING = Actor.job("consents.read")


@dataclass(frozen=True, slots=True)
class LookBack:
    """A case and the month at which somebody asks how it goes."""

    case: Pathway
    month: int
    due: date


def agreed_later(today: date | None = None) -> QuerySet[Consent]:
    """Return every yes to be asked later that counts today; the caller's row context decides."""
    in_time = Q(expires_on__isnull=True) | Q(expires_on__gte=today or timezone.localdate())
    return Consent.objects.filter(in_time, purpose=Purpose.FOLLOW_UP, withdrawn_at__isnull=True)


def may_ask_later(worker: UUID) -> bool:
    """Say whether the worker agrees to be asked later how it goes."""
    with acting(READING):
        return agreed_later().filter(worker_id=worker).exists()


def look_backs(cases: QuerySet[Pathway]) -> list[LookBack]:
    """Return the next look back of each case whose worker agrees, if its day has come."""
    agreed = agreed_later().filter(worker_id=OuterRef("worker_id"))
    asked = (PathwayState.FOLLOW_UP, PathwayState.CLOSED)
    with_outcome = cases.filter(state__in=asked, outcome__isnull=False)
    found = list(with_outcome.filter(Exists(agreed)).select_related("outcome"))
    done = {(one.pathway_id, one.month) for one in FollowUp.objects.filter(pathway__in=found)}
    frozen = restricted_among(one.worker_id for one in found) if found else set()
    told = [_next(one, done) for one in found if one.worker_id not in frozen]
    return sorted(filter(None, told), key=lambda one: (one.due, one.case.code))


def _next(case: Pathway, done: set[tuple[UUID, int]]) -> LookBack | None:
    """The newest whose day has come; one that was let pass is not asked for any more."""
    today = timezone.localdate()
    came = [month for month in MONTHS if last_day(case.outcome.on, month) <= today]
    if not came or (case.pk, came[-1]) in done:
        return None
    return LookBack(case, came[-1], last_day(case.outcome.on, came[-1]))
