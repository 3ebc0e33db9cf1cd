"""Why a worker cannot go to an opening; what would have to change stands in `changes`.

Every broken constraint is named, not just the first. A reason is a code with facts, put into words
by whoever shows it. No reason: the pair is eligible.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ponte.engines.matching import distance
from ponte.engines.matching.profiles import (
    HIGHEST,
    AbilityProfile,
    DemandProfile,
    Means,
    Rota,
    Terms,
    Window,
    slots,
    total,
    windows,
)

Fact = int | str | tuple[Window, ...]


class ReasonCode(StrEnum):
    """Kinds of broken constraint, in the order in which they are told. Their facts:

    MONTHS: has, needed. OPEN_PATHWAY: has, most. NO_TRANSPORT: km. TOO_FAR: km, means, has (km
    accepted by that means, the one that misses least). HOURS: rota (which of the opening's, from
    0), needed, covered, most (minutes a week; -1 where the worker stated none), short (minutes),
    windows (the rota's hours for which the worker is not available). LIMIT: load, asked, has.
    """

    MONTHS = "months"
    OPEN_PATHWAY = "open_pathway"
    NO_TRANSPORT = "no_transport"
    TOO_FAR = "too_far"
    HOURS = "hours"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Reason:
    """One broken constraint."""

    code: ReasonCode
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class RotaFit:
    """How a worker's hours cover one rota; `short` minutes are missing, 0 if it fits."""

    index: int
    needed: int
    covered: int
    overlap: int  # set of quarter-hours
    missing: int  # set of quarter-hours
    short: int


def reasons(ability: AbilityProfile, demand: DemandProfile, terms: Terms) -> tuple[Reason, ...]:
    """Every hard constraint that the pair breaks; empty when the pair is eligible."""
    found = [*_programme(ability, terms), *_travel(ability, demand)]
    fit = best_rota(ability, demand)
    if fit is not None and fit.short:
        found.append(_hours(ability, fit))
    return (*found, *_limits(ability, demand))


def best_rota(ability: AbilityProfile, demand: DemandProfile) -> RotaFit | None:
    """The opening's rota that asks least more of the worker, the earlier on equal terms."""
    if not demand.rotas:
        return None
    fits = (_rota_fit(ability, index, rota) for index, rota in enumerate(demand.rotas))
    return min(fits, key=lambda fit: (fit.short, fit.index))


def accommodations(ability: AbilityProfile, demand: DemandProfile) -> Mapping[str, int]:
    """The loads that the company would have to ease for this worker, and to which level.

    Only those that it said it can ease; the others are reasons.
    """
    needed = {}
    for load, asked in demand.loads.items():
        limit = ability.limits.get(load, HIGHEST)
        if demand.eased.get(load, asked) <= limit < asked:
            needed[load] = limit
    return needed


def _programme(ability: AbilityProfile, terms: Terms) -> Iterator[Reason]:
    months, open_ = ability.months_in_cooperative, ability.open_pathways
    if months < terms.least_months:
        yield Reason(ReasonCode.MONTHS, {"has": months, "needed": terms.least_months})
    if open_ >= terms.most_open_pathways:
        facts = {"has": open_, "most": terms.most_open_pathways}
        yield Reason(ReasonCode.OPEN_PATHWAY, facts)


def _travel(ability: AbilityProfile, demand: DemandProfile) -> Iterator[Reason]:
    away = distance.squared(ability.place, demand.place)
    usable = {means: far for means, far in ability.travel.items() if means in demand.reached_by}
    if any(away <= distance.reach(far) for far in usable.values()):
        return
    km = distance.km(ability.place, demand.place)
    if usable:
        order = list(Means)
        means = max(usable, key=lambda one: (usable[one], -order.index(one)))
        yield Reason(ReasonCode.TOO_FAR, {"km": km, "means": means, "has": usable[means]})
    else:
        yield Reason(ReasonCode.NO_TRANSPORT, {"km": km})


def _rota_fit(ability: AbilityProfile, index: int, rota: Rota) -> RotaFit:
    asked = slots(rota.windows)
    overlap = asked if ability.available is None else asked & slots(ability.available)
    needed = total(asked) if rota.minutes is None else rota.minutes
    covered = total(overlap)
    most = needed if ability.most_minutes is None else ability.most_minutes
    short = max(needed - covered, needed - most, 0)
    return RotaFit(index, needed, covered, overlap, asked & ~overlap, short)


def _hours(ability: AbilityProfile, fit: RotaFit) -> Reason:
    facts: dict[str, Fact] = {
        "rota": fit.index,
        "needed": fit.needed,
        "covered": fit.covered,
        "most": -1 if ability.most_minutes is None else ability.most_minutes,
        "short": fit.short,
        "windows": windows(fit.missing),
    }
    return Reason(ReasonCode.HOURS, facts)


def _limits(ability: AbilityProfile, demand: DemandProfile) -> Iterator[Reason]:
    for load, asked in sorted(demand.loads.items()):
        least = min(asked, demand.eased.get(load, asked))
        limit = ability.limits.get(load, HIGHEST)
        if least > limit:
            yield Reason(ReasonCode.LIMIT, {"load": load, "asked": least, "has": limit})
