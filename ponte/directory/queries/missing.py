"""What people looked for in vain: days of enough askers, put together, narrowed and sorted."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from ponte.directory.models import FailedSearch
from ponte.directory.permissions import MODERATE_LISTINGS
from ponte.directory.rules.pooling import LEAST_ASKERS
from ponte.kit.actor import Actor
from ponte.organizations.public import require
from ponte.territory.public import names_by_code

PERIODS = (30, 90, 365)
ORDERS = {
    "askers": ("-total", "words", "place", "language"),
    "words": ("words", "-total", "place", "language"),
}


def searches_in_vain(first: date, last: date) -> QuerySet[Any, Any]:
    """Return words, place, language and their askers of these days, most asked first.

    A day counts from five askers up. Nothing links one day with another: one person asking on
    five days looks like five, so days of fewer are neither shown nor added to others. They are
    put together over a larger area of the same day: such rows have no language of their own.
    """
    return (
        FailedSearch.objects.filter(day__range=(first, last), askers__gte=LEAST_ASKERS)
        .values("words", "place", "language")
        .annotate(total=Sum("askers"))
        .order_by(*ORDERS["askers"])
    )


def missing_rows(
    actor: Actor, *, days: str, words: str = "", language: str = "", sort: str = ""
) -> QuerySet[Any, Any]:
    """Return the searches in vain of the last days, for the office, as its list asks for them."""
    require(actor, MODERATE_LISTINGS)
    today = timezone.localdate()
    found = searches_in_vain(today - timedelta(days=int(days or PERIODS[1])), today)
    if words:
        named = names_by_code(found.order_by().values_list("place", flat=True).distinct())
        places = [code for code, name in named.items() if words.casefold() in name.casefold()]
        found = found.filter(Q(words__icontains=words) | Q(place__in=places))
    if language:
        found = found.filter(language=language)
    return found.order_by(*ORDERS.get(sort, ORDERS["askers"]))
