"""The best overall proposal: each worker at most one seat, each opening at most its seats.

Greatest total score among all proposals, and most people placed among those. What is then still
alike falls by the drawn order of the arcs, so the same cases give the same proposal in whatever
order they are listed. It is a proposal: a person looks at each pair and decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ponte.engines.matching.arcs import Arcs, Ints
from ponte.engines.matching.solve import Solution, solve


@dataclass(frozen=True, slots=True)
class Placed:
    """One pair of a proposal."""

    worker: str
    opening: str
    score: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Pairs in the order of their keys, their total score, and who is left without a seat."""

    pairs: tuple[Placed, ...]
    total: int
    unplaced: tuple[str, ...]


def assign(arcs: Arcs) -> Proposal:
    """The proposal of greatest total score.

    >>> from ponte.engines.matching.arcs import arcs_from
    >>> scores = {("anna", "bakery"): 900, ("anna", "garden"): 800, ("bruno", "bakery"): 700}
    >>> best = assign(arcs_from(scores, {"bakery": 1, "garden": 1}))
    >>> [(one.worker, one.opening) for one in best.pairs], best.total
    ([('anna', 'garden'), ('bruno', 'bakery')], 1500)
    """
    solution = solution_of(arcs)
    workers = np.flatnonzero(solution.opening >= 0)
    return proposal(arcs, places(arcs, workers, solution.opening[workers]).tolist())


def solution_of(arcs: Arcs) -> Solution:
    """The assignment with the prices that prove it, in weights."""
    weight, point = weights(arcs)
    step = max(1, point // 2)
    people = len(arcs.workers)
    return solve(arcs.worker, arcs.opening, weight, arcs.seats, people, step=step)


def weights(arcs: Arcs) -> tuple[Ints, int]:
    """A weight for each arc, and what one point of score is worth in it.

    Being placed weighs 1, and a point more than all places together.
    """
    point = 1 + min(len(arcs.workers), int(arcs.seats.sum()))
    return arcs.score * point + 1, point


def places(arcs: Arcs, worker: Ints, opening: Ints) -> Ints:
    """Where the arcs of these pairs stand; a pair without an arc stands nowhere (-1)."""
    openings = len(arcs.openings)
    cells = arcs.worker * openings + arcs.opening
    wanted = worker * openings + opening
    found = np.searchsorted(cells, wanted)
    known = found < len(cells)
    known[known] = cells[found[known]] == wanted[known]
    return np.where(known, found, -1)


def proposal(arcs: Arcs, chosen: Iterable[int]) -> Proposal:
    """The arcs at these places as a proposal."""
    placed = []
    for place in chosen:
        worker, opening = arcs.workers[arcs.worker[place]], arcs.openings[arcs.opening[place]]
        placed.append(Placed(worker, opening, int(arcs.score[place])))
    placed.sort(key=lambda one: (one.worker, one.opening))
    seated = {one.worker for one in placed}
    unplaced = sorted(key for key in arcs.workers if key not in seated)
    return Proposal(tuple(placed), sum(one.score for one in placed), tuple(unplaced))


def points_short(arcs: Arcs, best: Proposal, worker: str, opening: str) -> int | None:
    """How many more points an eligible pair needs to be part of a best proposal.

    0 for a pair of such a proposal; None for a pair without an arc. It is what making room would
    cost the others: the answer to "why not me, there". The office may place the pair all the same.
    """
    w, o = arcs.workers.index(worker), arcs.openings.index(opening)
    place = int(places(arcs, np.array([w]), np.array([o]))[0])
    if place < 0:
        return None
    seats = arcs.seats.copy()
    seats[o] -= 1
    kept = (arcs.worker != w) & (seats[arcs.opening] > 0)
    rest = Arcs(
        arcs.workers,
        arcs.openings,
        seats,
        arcs.worker[kept],
        arcs.opening[kept],
        arcs.score[kept],
    )
    return best.total - assign(rest).total - int(arcs.score[place])


def blocking_pairs(arcs: Arcs, proposed: Proposal) -> tuple[Placed, ...]:
    """Pairs that would both score higher together than as proposed, in the order of their keys.

    The worker has no seat or one with a lower score, and the opening a free seat or one whose
    worker scores lower there. A best total may well leave some: they are shown, not hidden.
    """
    worker = {key: index for index, key in enumerate(arcs.workers)}
    opening = {key: index for index, key in enumerate(arcs.openings)}
    has = np.full(len(arcs.workers), -1, dtype=np.int64)
    taken = np.zeros(len(arcs.openings), dtype=np.int64)
    lowest = np.full(len(arcs.openings), np.iinfo(np.int64).max)
    for one in proposed.pairs:
        has[worker[one.worker]] = one.score
        taken[opening[one.opening]] += 1
        lowest[opening[one.opening]] = min(lowest[opening[one.opening]], one.score)
    lowest[taken < arcs.seats] = -1
    found = (arcs.score > has[arcs.worker]) & (arcs.score > lowest[arcs.opening])
    return proposal(arcs, np.flatnonzero(found).tolist()).pairs
