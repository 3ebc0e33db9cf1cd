"""Posts that a hire freed: who could have one, and how long it takes until somebody has."""

from dataclasses import dataclass
from statistics import median

from django.db.models import QuerySet

from ponte.pathways.models import Pathway, PostHeld, Worker
from ponte.pathways.states import UNDER_WAY, PostEnd


@dataclass(frozen=True, slots=True)
class Posts:
    """How many posts were freed, how many somebody has again, and the days it took half of them."""

    freed: int
    taken: int
    days: int | None


def candidates_for(pathway: Pathway) -> QuerySet[Worker]:
    """Return the workers of the case's co-operative who are on no way out of their own post."""
    away = Pathway.objects.filter(state__in=UNDER_WAY).values("worker_id")
    left = PostHeld.objects.filter(ended_how=PostEnd.FREED).values("pathway__worker_id")
    taken = PostHeld.objects.filter(taken_by__isnull=False).values("taken_by_id")
    found = Worker.objects.filter(
        employer_id=pathway.cooperative_id, office_id=pathway.office_id
    ).exclude(pk=pathway.worker_id)
    found = found.exclude(pk__in=away).exclude(pk__in=left).exclude(pk__in=taken)
    return found.order_by("name", "code")


def posts_of(cases: QuerySet[Pathway]) -> Posts:
    """Count the posts that were freed in these cases."""
    freed = PostHeld.objects.filter(
        pathway__in=cases.order_by().values("pk"), ended_how=PostEnd.FREED
    )
    told = list(freed.values_list("ended_on", "taken_on"))
    waits = [(taken - ended).days for ended, taken in told if taken]
    return Posts(len(told), len(waits), round(median(waits)) if waits else None)
