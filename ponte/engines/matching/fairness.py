"""How groups fare under a proposal, and what a floor for them would cost.

Groups are told to these functions alone, by the statistics role, after scores and constraints are
settled: they can change who is proposed only through a floor that the office asked for with a
recorded reason. No group of fewer than `least` people is ever shown on its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ponte.engines.matching.arcs import Arcs, Ints
from ponte.engines.matching.assign import (
    Placed,
    Proposal,
    assign,
    blocking_pairs,
    places,
    proposal,
    solution_of,
    weights,
)
from ponte.engines.matching.score import FULL
from ponte.engines.matching.solve import solve

LEAST = 5


@dataclass(frozen=True, slots=True)
class GroupRate:
    """How many of a group are placed; groups too small stand together under all their labels."""

    labels: tuple[str, ...]
    members: int
    placed: int

    @property
    def share(self) -> Fraction:
        """Placed over members."""
        return Fraction(self.placed, self.members)


@dataclass(frozen=True, slots=True)
class Floor:
    """A proposal in which every group reaches its floor, beside the best one without floors.

    `asked` and `missing` run with `before` and `after`: how many of each group the floor asks to
    place, and how many of those cannot be placed at all. `cost` is the total score given up.
    `broken` are pairs of the best proposal that are gone, `made` new ones, `blocking` the pairs
    that now would both score higher together and did not block before.
    """

    best: Proposal
    floored: Proposal
    before: tuple[GroupRate, ...]
    after: tuple[GroupRate, ...]
    asked: tuple[int, ...]
    missing: tuple[int, ...]
    cost: int
    broken: tuple[Placed, ...]
    made: tuple[Placed, ...]
    blocking: tuple[Placed, ...]
    blocking_before: int


def placement_rates(
    proposed: Proposal, groups: Mapping[str, str], *, least: int = LEAST
) -> tuple[GroupRate, ...]:
    """Members and placed of each group, the largest first; a worker without a label is in "".

    >>> pairs = tuple(Placed(f"w{n}", "o", 500) for n in range(4))
    >>> best = Proposal(pairs, 2000, tuple(f"w{n}" for n in range(4, 12)))
    >>> labels = {f"w{n}": "abc"[n % 3] if n < 9 else "a" for n in range(12)}
    >>> [(rate.labels, rate.members, rate.placed) for rate in placement_rates(best, labels)]
    [(('a',), 6, 2), (('b', 'c'), 6, 2)]
    """
    placed = [one.worker for one in proposed.pairs]
    everyone = [*placed, *proposed.unplaced]
    return tuple(
        GroupRate(
            labels,
            sum(groups.get(key, "") in labels for key in everyone),
            sum(groups.get(key, "") in labels for key in placed),
        )
        for labels in _shown(everyone, groups, least)
    )


def floor(arcs: Arcs, groups: Mapping[str, str], *, per_cent: int, least: int = LEAST) -> Floor:
    """The best proposal in which each group gets at least this share of its pro rata.

    Pro rata is the group's share of all workers, of as many seats as the best proposal fills.
    """
    if not 0 <= per_cent <= 100:
        raise ValueError("A floor is from 0 to 100 per cent of pro rata.")
    best = assign(arcs)
    before = placement_rates(best, groups, least=least)
    everyone, filled = len(arcs.workers), len(best.pairs)
    asked = tuple(per_cent * filled * rate.members // (100 * everyone) for rate in before)
    if all(rate.placed >= count for rate, count in zip(before, asked, strict=True)):
        floored, missing = best, (0,) * len(asked)
    else:
        member = {label: index for index, rate in enumerate(before) for label in rate.labels}
        group = np.array([member[groups.get(key, "")] for key in arcs.workers])
        floored, missing = _with_floors(arcs, group, asked)
    old, new = set(best.pairs), set(floored.pairs)
    blocked = set(blocking_pairs(arcs, best))
    return Floor(
        best,
        floored,
        before,
        placement_rates(floored, groups, least=least),
        asked,
        missing,
        best.total - floored.total,
        tuple(one for one in best.pairs if one not in new),
        tuple(one for one in floored.pairs if one not in old),
        tuple(one for one in blocking_pairs(arcs, floored) if one not in blocked),
        len(blocked),
    )


def _shown(
    everyone: list[str], groups: Mapping[str, str], least: int
) -> tuple[tuple[str, ...], ...]:
    """Labels as they may be shown: the smallest together until they are enough people."""
    sizes: dict[str, int] = {}
    for key in everyone:
        label = groups.get(key, "")
        sizes[label] = sizes.get(label, 0) + 1
    rising = sorted(sizes, key=lambda label: (sizes[label], label))
    together: list[str] = []
    count = 0
    while rising and (sizes[rising[0]] < least or 0 < count < least):
        count += sizes[rising[0]]
        together.append(rising.pop(0))
    shown = [(label,) for label in rising]
    shown.sort(key=lambda labels: (-sizes[labels[0]], labels))
    return (*shown, tuple(sorted(together))) if count >= least else tuple(shown)


def _with_floors(
    arcs: Arcs, group: Ints, asked: tuple[int, ...]
) -> tuple[Proposal, tuple[int, ...]]:
    """A further opening for each group stands for staying without a seat.

    It has as many places as members may be left; to be left beyond them costs more than any score,
    and whoever is left so is missing from the floor. The rest is the same assignment again.
    """
    workers, openings, groups = len(arcs.workers), len(arcs.openings), len(asked)
    solution, (weight, point) = solution_of(arcs), weights(arcs)
    dear = (FULL + 1) * point * (workers + 1)
    everyone = np.arange(workers)
    worker = np.concatenate([arcs.worker, everyone])
    opening = np.concatenate([arcs.opening, openings + group])
    order = np.lexsort((opening, worker))
    members = np.bincount(group, minlength=groups)
    found = solve(
        worker[order],
        opening[order],
        np.concatenate([weight + dear, np.full(workers, dear)])[order],
        np.concatenate([arcs.seats, members - np.array(asked)]),
        workers,
        step=point,
        prices=np.concatenate([solution.prices, np.zeros(groups, dtype=np.int64)]),
    )
    seated = np.flatnonzero((found.opening >= 0) & (found.opening < openings))
    missing = np.bincount(group[found.opening < 0], minlength=groups)
    chosen = places(arcs, seated, found.opening[seated])
    return proposal(arcs, chosen.tolist()), tuple(missing.tolist())
