"""Counts that the observatory may ask for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from ponte.directory.models import FailedSearch

LEAST_ASKERS = 5


@dataclass(frozen=True, slots=True)
class Failed:
    """What people looked for in vain; a person counts once a day."""

    words: str
    place: str
    language: str
    askers: int


def failed_searches(first: date, last: date) -> list[Failed]:
    """Return the searches without a result of these days, most asked first, from five askers up.

    A search that fewer have made is not shown, however long the period.
    """
    rows = (
        FailedSearch.objects.filter(day__range=(first, last))
        .values("words", "place", "language")
        .annotate(total=Sum("askers"))
        .filter(total__gte=LEAST_ASKERS)
        .order_by("-total", "words", "place", "language")
    )
    return [Failed(r["words"], r["place"], r["language"], r["total"]) for r in rows]
