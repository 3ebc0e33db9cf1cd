"""One opening's candidates, one worker's openings: who is eligible, in which order, and who is not.

The lists are for the office and, for openings, the worker; persons are never ranked for a company.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ponte.engines.matching import constraints
from ponte.engines.matching.arcs import arcs
from ponte.engines.matching.catalogue import Weights
from ponte.engines.matching.constraints import Reason
from ponte.engines.matching.profiles import AbilityProfile, DemandProfile, Terms


@dataclass(frozen=True, slots=True)
class Fit:
    """An eligible pair, its score, and what could not be or is not yet met.

    `essential_gaps` are essential dimensions short or not assessed, `unassessed` all that are not
    assessed, `eased` the loads that the company would ease, with the level.
    """

    worker: str
    opening: str
    score: int
    essential_gaps: tuple[str, ...]
    unassessed: tuple[str, ...]
    eased: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A pair that is not eligible, with every reason."""

    worker: str
    opening: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The best score first; refusals, those with fewest reasons first."""

    fits: tuple[Fit, ...]
    refusals: tuple[Refusal, ...]


def candidates(
    demand: DemandProfile,
    abilities: Sequence[AbilityProfile],
    *,
    weights: Weights,
    terms: Terms,
) -> Shortlist:
    """The workers for one opening."""
    return _shortlist(abilities, [demand], weights, terms)


def openings(
    ability: AbilityProfile,
    demands: Sequence[DemandProfile],
    *,
    weights: Weights,
    terms: Terms,
) -> Shortlist:
    """The openings for one worker."""
    return _shortlist([ability], demands, weights, terms)


def _shortlist(
    abilities: Sequence[AbilityProfile],
    demands: Sequence[DemandProfile],
    weights: Weights,
    terms: Terms,
) -> Shortlist:
    found = arcs(abilities, demands, weights=weights, terms=terms)
    workers = {one.key: one for one in abilities}
    jobs = {one.key: one for one in demands}
    eligible = set()
    fits = []
    for worker, opening, score in found.pairs():
        eligible.add((worker, opening))
        fits.append(_fit(workers[worker], jobs[opening], score))
    refused = (
        Refusal(one.key, job.key, constraints.reasons(one, job, terms))
        for one, job in _pairs(workers.values(), jobs.values())
        if (one.key, job.key) not in eligible
    )
    # A sort keeps what is equal in the drawn order of the arcs: no alphabet decides.
    fits.sort(key=lambda fit: -fit.score)
    refusals = sorted(refused, key=lambda one: (len(one.reasons), one.worker, one.opening))
    return Shortlist(tuple(fits), tuple(refusals))


def _fit(ability: AbilityProfile, demand: DemandProfile, score: int) -> Fit:
    unassessed, essential = [], []
    for dimension, asked in sorted(demand.demands.items()):
        has = ability.abilities.get(dimension)
        if has is None:
            unassessed.append(dimension)
        if asked.essential and (has is None or has < asked.level):
            essential.append(dimension)
    eased = constraints.accommodations(ability, demand)
    return Fit(ability.key, demand.key, score, tuple(essential), tuple(unassessed), eased)


def _pairs(
    abilities: Iterable[AbilityProfile], demands: Iterable[DemandProfile]
) -> Iterator[tuple[AbilityProfile, DemandProfile]]:
    jobs = list(demands)
    for one in abilities:
        for job in jobs:
            yield one, job
