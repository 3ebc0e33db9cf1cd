"""How the reader's cases stand, in numbers: an office's, a co-operative's, a tutor's own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from ponte.accounts.public import people
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.figures.types import pathway_figures
from ponte.pathways.models import HoursEntry, Pathway, Transition
from ponte.pathways.queries.cases import cases_for
from ponte.pathways.queries.posts import Posts, posts_of
from ponte.pathways.rules.publishing import PathwayFigures
from ponte.pathways.states import UNDER_WAY, HoursKind, PathwayState

MONTHS = 12
_P = PathwayState
# What a month of the chart counts: steps taken in it; a secondment that is resumed began before.
MARKS = {
    "begun": {(_P.AGREEMENT_SIGNED, _P.IN_SECONDMENT)},
    "ended": {(_P.IN_SECONDMENT, _P.COMPLETED)},
    "hired": {(_P.EVALUATED, _P.HIRED)},
}
NAMES = {
    (str(old.value), str(new.value)): name for name, steps in MARKS.items() for old, new in steps
}
WAITS = (_P.REQUESTED, _P.ORIENTATION, _P.ASSESSED, _P.MATCH_REVIEW, _P.AGREEMENT_DRAFT)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Numbers of the cases that one reader works on; `types` are for their office alone."""

    total: int
    under_way: int
    states: list[tuple[PathwayState, int]]
    months: list[tuple[date, dict[str, int]]]
    hours: dict[str, int]
    posts: Posts
    waits: list[tuple[PathwayState, int, int]]
    cooperatives: list[tuple[str, int]]
    companies: list[tuple[str, int]]
    tutors: list[tuple[str, int]]
    types: PathwayFigures | None


def dashboard(actor: Actor) -> Dashboard:
    """Count the actor's cases."""
    cases = cases_for(actor)
    states = _states(cases)
    offices = permissions.offices_of(actor)
    return Dashboard(
        total=sum(number for _state, number in states),
        under_way=sum(number for state, number in states if state in UNDER_WAY),
        states=states,
        months=_months(cases),
        hours=_hours(cases),
        posts=posts_of(cases),
        waits=_waits(cases),
        cooperatives=_by_name(cases, "cooperative__name"),
        companies=_by_name(cases.filter(state__gte=_P.AGREEMENT_DRAFT), "company__name"),
        tutors=_by_tutor(cases),
        types=_types(offices[0]) if offices else None,
    )


def _types(office: UUID) -> PathwayFigures:
    """Counted by a job: numbers leave, no kind of anybody does."""
    with acting(Actor.job("pathways.count_types")):
        return pathway_figures(office=office)


def may_see(actor: Actor) -> bool:
    """Say whether somebody works on cases at all: a company and a worker have no dashboard."""
    carried = frozenset().union(*permissions.held(actor).values()) if actor.is_person else ()
    return bool({permissions.PLACE_WORKERS, permissions.OPEN_CASES} & set(carried))


def _states(cases: QuerySet[Pathway]) -> list[tuple[PathwayState, int]]:
    found = dict(cases.order_by().values_list("state").annotate(Count("pk")))
    return [(state, found[state]) for state in PathwayState if state in found]


def _months(cases: QuerySet[Pathway]) -> list[tuple[date, dict[str, int]]]:
    months = _last_months(timezone.localdate())
    steps = Transition.objects.filter(
        pathway__in=cases.order_by().values("pk"),
        new__in={new for _old, new in NAMES},
        at__date__gte=months[0],
    )
    taken = Counter(
        (timezone.localtime(at).date().replace(day=1), NAMES.get((old, new)))
        for at, old, new in steps.values_list("at", "old", "new")
    )
    return [(month, {name: taken[month, name] for name in MARKS}) for month in months]


def _last_months(day: date) -> list[date]:
    """Return the first days of the last twelve months, oldest first."""
    found = [day.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


def _hours(cases: QuerySet[Pathway]) -> dict[str, int]:
    """Minutes; planned are those of secondments that run or ran."""
    planned = cases.filter(starts_on__isnull=False).order_by()
    counted = Q(kind__in=[HoursKind.WORK, HoursKind.TRAINING])
    done = HoursEntry.objects.filter(pathway__in=planned.values("pk")).aggregate(
        done=Sum("minutes", filter=counted, default=0),
        training=Sum("minutes", filter=Q(kind=HoursKind.TRAINING), default=0),
        absence=Sum("minutes", filter=Q(kind=HoursKind.ABSENCE), default=0),
        unconfirmed=Sum("minutes", filter=Q(confirmed_at__isnull=True), default=0),
    )
    return {"planned": 60 * planned.aggregate(sum=Sum("planned_hours", default=0))["sum"], **done}


def _waits(cases: QuerySet[Pathway]) -> list[tuple[PathwayState, int, int]]:
    """State, cases in it now, and the days that half of them have waited at least."""
    now = timezone.now()
    since: dict[int, list[int]] = {}
    rows = cases.filter(state__in=WAITS).order_by().values_list("state", "state_since")
    for state, at in rows:
        since.setdefault(state, []).append((now - at).days)
    return [
        (state, len(since[state]), round(median(since[state]))) for state in WAITS if state in since
    ]


def _by_name(cases: QuerySet[Pathway], name: str) -> list[tuple[str, int]]:
    found = cases.order_by().values_list(name).annotate(number=Count("pk"))
    return _ordered((name, number) for name, number in found if name)


def _by_tutor(cases: QuerySet[Pathway]) -> list[tuple[str, int]]:
    found = dict(
        cases.filter(state__in=UNDER_WAY, tutor__isnull=False)
        .order_by()
        .values_list("tutor")
        .annotate(Count("pk"))
    )
    names: dict[UUID, str] = {pk: str(one) for pk, one in people(found).items()}
    return _ordered((names.get(pk, ""), number) for pk, number in found.items())


def _ordered(rows: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(rows, key=lambda row: (-row[1], row[0]))
