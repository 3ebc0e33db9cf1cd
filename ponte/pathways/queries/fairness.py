"""How groups fare under a proposal: counted apart, after it is worked out, and only as numbers.

What is compared comes from `queries/matching.py`, which knows no group. Here a job opens the kinds
of disadvantage through their door, joins whatever has fewer than five people, and lets nothing
out but counts. Only a floor that the office asked for, with its reason, leads back to a proposal.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from ponte.engines.matching.arcs import Arcs
from ponte.engines.matching.assign import Proposal
from ponte.engines.matching.fairness import Floor, GroupRate, floor, placement_rates
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Worker
from ponte.pathways.queries import special
from ponte.pathways.rules.limits import TARGET_AGES

COUNTING = Actor.job("pathways.fairness")
BY = ("kind", "age")
UNKNOWN = ""


def rates_under(proposed: Proposal, everyone: Iterable[UUID]) -> dict[str, list[dict[str, Any]]]:
    """Return members and placed by kind of disadvantage and by age, from five people up."""
    groups = _groups(everyone)
    return {by: _shown(placement_rates(proposed, groups[by])) for by in BY}


def floored(arcs: Arcs, everyone: Iterable[UUID], per_cent: int) -> tuple[Floor, dict[str, Any]]:
    """Return the best proposal with a floor for each kind, and how groups fare before and after."""
    groups = _groups(everyone)
    found = floor(arcs, groups["kind"], per_cent=per_cent)
    report = {
        "before": {by: _shown(placement_rates(found.best, groups[by])) for by in BY},
        "after": {by: _shown(placement_rates(found.floored, groups[by])) for by in BY},
        "asked": list(found.asked),
        "missing": list(found.missing),
    }
    return found, report


def _groups(everyone: Iterable[UUID]) -> Mapping[str, Mapping[str, str]]:
    """Return each worker's labels; they go to the counting alone."""
    keys = list(everyone)
    with acting(COUNTING):
        kinds = special.counted_kinds(keys, by=COUNTING)
        born = dict(Worker.objects.filter(pk__in=keys).values_list("pk", "birth_year"))
    this_year = timezone.localdate().year
    return {
        "kind": {str(key): kinds.get(key) or UNKNOWN for key in keys},
        "age": {str(key): _band(born.get(key), this_year) for key in keys},
    }


def _band(born: int | None, this_year: int) -> str:
    """Return the age as the programme speaks of it: below, within and above its target."""
    if born is None:
        return UNKNOWN
    least, most = TARGET_AGES
    age = this_year - born
    return "below" if age < least else "within" if age <= most else "above"


def _shown(rates: Iterable[GroupRate]) -> list[dict[str, Any]]:
    return [
        {"labels": list(one.labels), "members": one.members, "placed": one.placed} for one in rates
    ]
