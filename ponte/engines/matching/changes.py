"""What would have to change for a refused pair to become eligible, and the pair after the change.

Each reason has at least one way out, the smallest first; each way alone removes its reason. What a
worker bears or whether an illness passes is never a way: there the work has to change.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ponte.engines.matching import catalogue, distance
from ponte.engines.matching.constraints import (
    Fact,
    Reason,
    ReasonCode,
    RotaFit,
    best_rota,
    reasons,
)
from ponte.engines.matching.profiles import (
    SLOT,
    AbilityProfile,
    DemandProfile,
    Means,
    Rota,
    Terms,
    windows,
)


class ChangeCode(StrEnum):
    """Kinds of change. Their facts:

    WAIT: more (months), months (then). CLOSE_PATHWAY: most (open pathways that may stay).
    TRAVEL_FURTHER: means, km (then accepted one way), more. ARRANGE_LIFT: km (the company or the
    co-operative collects the worker). ARRANGE_HOURS: rota, windows, minutes (the company accepts
    these hours instead; minutes -1 where all windows are worked), fewer. WIDEN_HOURS: rota,
    windows (the worker would also be available then), minutes (a week), more. EASE_LOAD: load,
    level (the company brings the load down to it).
    """

    WAIT = "wait"
    CLOSE_PATHWAY = "close_pathway"
    TRAVEL_FURTHER = "travel_further"
    ARRANGE_LIFT = "arrange_lift"
    ARRANGE_HOURS = "arrange_hours"
    WIDEN_HOURS = "widen_hours"
    EASE_LOAD = "ease_load"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would have to be otherwise."""

    code: ChangeCode
    facts: Mapping[str, Fact]


Pair = tuple[AbilityProfile, DemandProfile]


def ways(reason: Reason, ability: AbilityProfile, demand: DemandProfile) -> tuple[Change, ...]:
    """The changes that would each remove this reason of this pair, the smallest first."""
    if reason.code is ReasonCode.MONTHS:
        has, needed = _whole(reason.facts["has"]), _whole(reason.facts["needed"])
        return (Change(ChangeCode.WAIT, {"more": needed - has, "months": needed}),)
    if reason.code is ReasonCode.OPEN_PATHWAY:
        most = max(_whole(reason.facts["most"]) - 1, 0)
        return (Change(ChangeCode.CLOSE_PATHWAY, {"most": most}),)
    if reason.code is ReasonCode.LIMIT:
        facts = {"load": reason.facts["load"], "level": reason.facts["has"]}
        return (Change(ChangeCode.EASE_LOAD, facts),)
    if reason.code is ReasonCode.HOURS:
        fit = best_rota(ability, demand)
        return () if fit is None else tuple(_hours(ability, demand, fit))
    return tuple(_travel(ability, demand))


def counterfactual(
    ability: AbilityProfile, demand: DemandProfile, terms: Terms
) -> tuple[Change, ...]:
    """The smallest change for each broken constraint; all together make the pair eligible."""
    return tuple(ways(reason, ability, demand)[0] for reason in reasons(ability, demand, terms))


def apply(changes: Iterable[Change], ability: AbilityProfile, demand: DemandProfile) -> Pair:
    """The pair as it would be after the changes."""
    for change in changes:
        ability, demand = _APPLY[change.code](change.facts, ability, demand)
    return ability, demand


def _travel(ability: AbilityProfile, demand: DemandProfile) -> Iterator[Change]:
    """Going further by a means that leads there, the least more first; then being collected."""
    km = distance.km(ability.place, demand.place)
    sensible = catalogue.sensible_km()
    options = []
    for order, means in enumerate(Means):
        has = ability.travel.get(means)
        if means in demand.reached_by and km <= sensible[means]:
            options.append((has is None, km - (has or 0), order, means))
    for _gained, more, _order, means in sorted(options):
        facts: dict[str, Fact] = {"means": means, "km": km, "more": more}
        yield Change(ChangeCode.TRAVEL_FURTHER, facts)
    if Means.LIFT not in [option[-1] for option in options]:
        yield Change(ChangeCode.ARRANGE_LIFT, {"km": km})


def _hours(ability: AbilityProfile, demand: DemandProfile, fit: RotaFit) -> Iterator[Change]:
    """The company's hours first where that keeps at least half of them, then the worker's."""
    rota = demand.rotas[fit.index]
    kept = fit.needed - fit.short
    if 2 * kept >= fit.needed and kept >= SLOT:
        spans = rota.windows if rota.minutes is not None else windows(fit.overlap)
        minutes = kept if rota.minutes is not None or kept < fit.covered else -1
        yield Change(
            ChangeCode.ARRANGE_HOURS,
            {"rota": fit.index, "windows": spans, "minutes": minutes, "fewer": fit.short},
        )
    lacking = max(fit.needed - fit.covered, 0)
    yield Change(
        ChangeCode.WIDEN_HOURS,
        {
            "rota": fit.index,
            "windows": windows(_first(fit.missing, lacking)),
            "minutes": fit.needed,
            "more": fit.short,
        },
    )


def _first(week: int, minutes: int) -> int:
    """The earliest quarter-hours of a set, so many minutes of them."""
    kept = 0
    for _ in range(minutes // SLOT + (minutes % SLOT > 0)):
        lowest = week & -week
        kept |= lowest
        week ^= lowest
    return kept


def _whole(fact: Fact) -> int:
    assert isinstance(fact, int)
    return fact


Facts = Mapping[str, Fact]


def _wait(facts: Facts, ability: AbilityProfile, demand: DemandProfile) -> Pair:
    return replace(ability, months_in_cooperative=_whole(facts["months"])), demand


def _close_pathway(facts: Facts, ability: AbilityProfile, demand: DemandProfile) -> Pair:
    return replace(ability, open_pathways=_whole(facts["most"])), demand


def _travel_further(facts: Facts, ability: AbilityProfile, demand: DemandProfile) -> Pair:
    means = Means(str(facts["means"]))
    return replace(ability, travel={**ability.travel, means: _whole(facts["km"])}), demand


def _arrange_lift(facts: Facts, ability: AbilityProfile, demand: DemandProfile) -> Pair:
    far = max(_whole(facts["km"]), ability.travel.get(Means.LIFT, 0))
    reached = demand.reached_by | {Means.LIFT}
    ability = replace(ability, travel={**ability.travel, Means.LIFT: far})
    return ability, replace(demand, reached_by=reached)


def _arrange_hours(facts: Facts, ability: AbilityProfile, demand: DemandProfile) -> Pair:
    minutes, spans = _whole(facts["minutes"]), facts["windows"]
    assert isinstance(spans, tuple)
    rotas = list(demand.rotas)
    rotas[_whole(facts["rota"])] = Rota(spans, None if minutes < 0 else minutes)
    return ability, replace(demand, rotas=tuple(rotas))


def _widen_hours(facts: Facts, ability: AbilityProfile, demand: DemandProfile) -> Pair:
    spans = facts["windows"]
    assert isinstance(spans, tuple)
    if ability.available is not None:
        ability = replace(ability, available=(*ability.available, *spans))
    if ability.most_minutes is not None:
        most = max(ability.most_minutes, _whole(facts["minutes"]))
        ability = replace(ability, most_minutes=most)
    return ability, demand


def _ease_load(facts: Facts, ability: AbilityProfile, demand: DemandProfile) -> Pair:
    eased = {**demand.eased, str(facts["load"]): _whole(facts["level"])}
    return ability, replace(demand, eased=eased)


_APPLY: Mapping[ChangeCode, Callable[[Facts, AbilityProfile, DemandProfile], Pair]] = {
    ChangeCode.WAIT: _wait,
    ChangeCode.CLOSE_PATHWAY: _close_pathway,
    ChangeCode.TRAVEL_FURTHER: _travel_further,
    ChangeCode.ARRANGE_LIFT: _arrange_lift,
    ChangeCode.ARRANGE_HOURS: _arrange_hours,
    ChangeCode.WIDEN_HOURS: _widen_hours,
    ChangeCode.EASE_LOAD: _ease_load,
}
