"""Counts that the observatory may ask for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from ponte.directory.models import FailedSearch
from ponte.directory.rules.pooling import LEAST_ASKERS


@dataclass(frozen=True, slots=True)
class Failed:
    """What people looked for in vain, on days of enough askers; a person counts once a day."""

    words: str
    place: str
    language: str
    askers: int


def failed_searches(first: date, last: date) -> list[Failed]:
    """Return the searches without a result of these days, most asked first.

    A day counts from five askers up. Nothing links one day with another: one person asking on
    five days looks like five, so days of fewer are neither shown nor added to others. They are
    put together over a larger area of the same day: such rows have no language of their own.
    """
    rows = (
        FailedSearch.objects.filter(day__range=(first, last), askers__gte=LEAST_ASKERS)
        .values("words", "place", "language")
        .annotate(total=Sum("askers"))
        .order_by("-total", "words", "place", "language")
    )
    return [Failed(r["words"], r["place"], r["language"], r["total"]) for r in rows]
