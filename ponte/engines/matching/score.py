"""How well abilities cover demands: whole points from 0 to 1000, part by part.

A demand is worth its published weight, times the essential factor where it is essential. Each
level reached earns the same share of it; a level above the one asked earns nothing; an ability
not assessed earns nothing and is told apart. The score is the share earned of all that is asked,
in thousandths, rounded down. A demand not met is never a refusal: people decide about that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ponte.engines.matching.catalogue import Weights
from ponte.engines.matching.profiles import AbilityProfile, Demand, DemandProfile

FULL = 1000
GRAIN = 12  # divisible by every level, so that a share of a demand is a whole number


class Verdict(StrEnum):
    """How an ability stands to a demand."""

    MET = "met"
    EXCEEDED = "exceeded"
    SHORT = "short"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class Part:
    """One dimension of a score. `by` is how many levels are exceeded, short or still unknown.

    `points` of all parts add up to the score, `most` to 1000.
    """

    dimension: str
    verdict: Verdict
    by: int
    asked: int
    has: int | None
    essential: bool
    weight: int
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score with its parts, the heaviest first."""

    score: int
    parts: tuple[Part, ...]
    version: str  # of the weights

    def gaps(self, *, essential: bool | None = None) -> tuple[Part, ...]:
        """The parts that are short or not assessed: what the pathway plan may train or assess."""
        lacking = (Verdict.SHORT, Verdict.NOT_ASSESSED)
        return tuple(
            part
            for part in self.parts
            if part.verdict in lacking and essential in (None, part.essential)
        )


@dataclass(frozen=True, slots=True)
class Raise:
    """An ability brought from one level to another, and the points it adds, alone, rounded down."""

    dimension: str
    had: int | None
    to: int
    points: int


def score(ability: AbilityProfile, demand: DemandProfile, weights: Weights) -> int:
    """The points of a pair; 1000 when nothing is asked.

    >>> from ponte.engines.matching import catalogue, profiles
    >>> here = profiles.Place(44.6, 10.9)
    >>> worker = profiles.AbilityProfile("w", {"machines": 2, "numbers": 4}, here, {}, 12)
    >>> demands = {"machines": Demand(4, essential=True), "numbers": Demand(1)}
    >>> opening = profiles.DemandProfile("o", demands, here, frozenset())
    >>> score(worker, opening, catalogue.default_weights())
    590
    """
    earned = possible = 0
    for dimension, asked in demand.demands.items():
        weight = weights.of(dimension, asked.essential)
        earned += _earned(weight, asked, ability.abilities.get(dimension))
        possible += weight * GRAIN
    return FULL * earned // possible if possible else FULL


def explain(ability: AbilityProfile, demand: DemandProfile, weights: Weights) -> Explanation:
    """The score and what each dimension adds to it."""
    rows = [
        (weights.of(dimension, asked.essential), dimension, asked)
        for dimension, asked in demand.demands.items()
    ]
    rows.sort(key=lambda row: (-row[0], row[1]))
    possible = sum(weight for weight, _, _ in rows) * GRAIN
    parts, earned, reachable = [], 0, 0
    for weight, dimension, asked in rows:
        before, before_most = FULL * earned // possible, FULL * reachable // possible
        has = ability.abilities.get(dimension)
        earned += _earned(weight, asked, has)
        reachable += weight * GRAIN
        points = FULL * earned // possible - before
        most = FULL * reachable // possible - before_most
        parts.append(_part(dimension, asked, has, weight, points, most))
    total = FULL * earned // possible if possible else FULL
    return Explanation(total, tuple(parts), weights.version)


def raises(
    ability: AbilityProfile, demand: DemandProfile, weights: Weights, target: int
) -> tuple[Raise, ...] | None:
    """The fewest levels to gain for a score of at least `target`; None beyond 1000.

    Every level of a dimension is worth the same, so taking the dearest levels first is best. A
    dimension not assessed counts from 0: assessing it may already be enough.
    """
    if target > FULL:
        return None
    possible = sum(
        weights.of(dimension, asked.essential) * GRAIN
        for dimension, asked in demand.demands.items()
    )
    earned, options = 0, []
    for dimension, asked in demand.demands.items():
        weight, has = weights.of(dimension, asked.essential), ability.abilities.get(dimension)
        earned += _earned(weight, asked, has)
        if (has or 0) < asked.level:
            options.append((-(weight * GRAIN // asked.level), dimension, asked.level))
    found = []
    for negative, dimension, level in sorted(options):
        lacking = target * possible - FULL * earned
        if lacking <= 0:
            break
        has = ability.abilities.get(dimension)
        levels = min(level - (has or 0), -(-lacking // (FULL * -negative)))
        gained = -negative * levels
        earned += gained
        found.append(Raise(dimension, has, (has or 0) + levels, FULL * gained // possible))
    return tuple(found)


def learned(ability: AbilityProfile, gained: Iterable[Raise]) -> AbilityProfile:
    """The worker once the raises have come true."""
    levels: Mapping[str, int | None] = {one.dimension: one.to for one in gained}
    return replace(ability, abilities={**ability.abilities, **levels})


def _earned(weight: int, asked: Demand, has: int | None) -> int:
    return weight * GRAIN // asked.level * min(has or 0, asked.level)


def _part(
    dimension: str, asked: Demand, has: int | None, weight: int, points: int, most: int
) -> Part:
    if has is None:
        verdict, by = Verdict.NOT_ASSESSED, asked.level
    elif has == asked.level:
        verdict, by = Verdict.MET, 0
    else:
        verdict = Verdict.EXCEEDED if has > asked.level else Verdict.SHORT
        by = abs(has - asked.level)
    return Part(dimension, verdict, by, asked.level, has, asked.essential, weight, points, most)
