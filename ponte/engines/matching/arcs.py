"""All eligible pairs of two lists with their scores, compared at once.

The same constraints and the same score as `constraints` and `score` say pair by pair, in whole
numbers throughout, so the two never differ. Levels are written as a thermometer: level 2 of 4 is
1100, and "how much of the demand is met" is a product of matrices, "does any load exceed a limit"
one AND of machine words. Workers and openings stand in an order drawn from their keys, so that the
order of the lists given, or of the alphabet, decides nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ponte.engines.matching import conditions
from ponte.engines.matching.catalogue import Weights
from ponte.engines.matching.profiles import HIGHEST, AbilityProfile, DemandProfile, Terms
from ponte.engines.matching.score import FULL, GRAIN

_Profile = TypeVar("_Profile", AbilityProfile, DemandProfile)
Ints = NDArray[np.int64]
Floats = NDArray[np.floating[Any]]
_CELLS = 1 << 20  # pairs looked at together: what fits near the processor
_DRAW = 10  # bits of a draw
_EXACT = 1 << 24  # below this every whole number is a float32


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Eligible pairs: arc k joins `workers[worker[k]]` and `openings[opening[k]]`, for a score.

    Sorted by worker, then by opening. `seats` and the openings run alike.
    """

    workers: tuple[str, ...]
    openings: tuple[str, ...]
    seats: Ints
    worker: Ints
    opening: Ints
    score: Ints

    def __len__(self) -> int:
        return len(self.score)

    def pairs(self) -> Iterator[tuple[str, str, int]]:
        """Worker, opening and score of each arc."""
        for w, o, s in zip(
            self.worker.tolist(), self.opening.tolist(), self.score.tolist(), strict=True
        ):
            yield self.workers[w], self.openings[o], s


def arcs(
    abilities: Sequence[AbilityProfile],
    demands: Sequence[DemandProfile],
    *,
    weights: Weights,
    terms: Terms,
    most: int | None = None,
) -> Arcs:
    """The eligible pairs; with `most`, only so many of the best of each worker."""
    abilities = _in_drawn_order(abilities)
    demands = _in_drawn_order(demands)
    tables = _Tables.of(abilities, demands, weights, terms)
    rows, columns, scores = [], [], []
    step = max(1, _CELLS // max(1, len(demands)))
    for start in range(0, len(abilities), step):
        row, column, points = tables.block(start, min(start + step, len(abilities)))
        if most is not None:
            kept = _best(row, column, points, most, tables.draws)
            row, column, points = row[kept], column[kept], points[kept]
        rows.append(row)
        columns.append(column)
        scores.append(points)
    return Arcs(
        tuple(one.key for one in abilities),
        tuple(one.key for one in demands),
        np.array([one.seats for one in demands], dtype=np.int64),
        _joined(rows),
        _joined(columns),
        _joined(scores),
    )


def arcs_from(
    scores: Mapping[tuple[str, str], int], seats: Mapping[str, int], workers: Iterable[str] = ()
) -> Arcs:
    """Arcs from pairs (worker, opening) scored before; `workers` without any pair count too."""
    everyone = {key for key, _ in scores} | set(workers)
    known_workers = tuple(sorted(everyone, key=_drawn))
    known_openings = tuple(sorted(seats, key=_drawn))
    row = {key: index for index, key in enumerate(known_workers)}
    column = {key: index for index, key in enumerate(known_openings)}
    found = sorted((row[w], column[o], points) for (w, o), points in scores.items())
    if any(not 0 <= points <= FULL for _, _, points in found):
        raise ValueError(f"A score is from 0 to {FULL}.")
    columns = np.array(found, dtype=np.int64).reshape(-1, 3).T
    counts = np.array([seats[key] for key in known_openings], dtype=np.int64)
    if (counts < 1).any():
        raise ValueError("An opening has at least one free seat.")
    return Arcs(known_workers, known_openings, counts, columns[0], columns[1], columns[2])


@dataclass(frozen=True, slots=True)
class _Tables:
    """Both lists as matrices."""

    levels: Floats  # workers x thermometer of abilities
    asked: Floats  # thermometer x openings, in earned parts
    possible: NDArray[np.float64]  # per opening
    conditions: conditions.Conditions
    draws: tuple[NDArray[np.uint32], NDArray[np.uint32]]

    @classmethod
    def of(
        cls,
        abilities: Sequence[AbilityProfile],
        demands: Sequence[DemandProfile],
        weights: Weights,
        terms: Terms,
    ) -> "_Tables":
        dimensions = sorted({name for one in demands for name in one.demands})
        asked, possible = _asked(demands, dimensions, weights)
        small = possible.max(initial=0) < _EXACT
        kind: type[np.floating[Any]] = np.float32 if small else np.float64
        return cls(
            _thermometer(abilities, dimensions).astype(kind),
            asked.astype(kind),
            possible,
            conditions.of(abilities, demands, terms),
            (_odd(one.key for one in abilities), _odd(one.key for one in demands)),
        )

    def block(self, start: int, end: int) -> tuple[Ints, Ints, Ints]:
        """The eligible pairs of some workers with every opening: worker, opening, score."""
        row, column = self.conditions.eligible(start, end)
        earned = (self.levels[start:end] @ self.asked)[row - start, column].astype(np.float64)
        possible = self.possible[column]
        # A quotient of whole numbers this small is never rounded up to the next whole number.
        points = np.full(len(row), FULL, dtype=np.float64)
        np.divide(FULL * earned, possible, out=points, where=possible > 0)
        return row, column, points.astype(np.int64)


def _asked(
    demands: Sequence[DemandProfile], dimensions: Sequence[str], weights: Weights
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    place = {name: index for index, name in enumerate(dimensions)}
    asked = np.zeros((len(demands), len(dimensions), HIGHEST))
    possible = np.zeros(len(demands))
    for index, one in enumerate(demands):
        for name, demand in one.demands.items():
            weight = weights.of(name, demand.essential)
            asked[index, place[name], : demand.level] = weight * GRAIN // demand.level
            possible[index] += weight * GRAIN
    return asked.reshape(len(demands), len(dimensions) * HIGHEST).T, possible


def _thermometer(
    abilities: Sequence[AbilityProfile], dimensions: Sequence[str]
) -> NDArray[np.bool_]:
    levels = np.array(
        [[one.abilities.get(name) or 0 for name in dimensions] for one in abilities],
        dtype=np.int8,
    ).reshape(len(abilities), len(dimensions), 1)
    reached: NDArray[np.bool_] = levels > np.arange(HIGHEST, dtype=np.int8)
    return reached.reshape(len(abilities), len(dimensions) * HIGHEST)


def _best(
    row: Ints,
    column: Ints,
    points: Ints,
    most: int,
    draws: tuple[NDArray[np.uint32], NDArray[np.uint32]],
) -> Ints:
    """Places of the best `most` of each worker; ties fall by a draw of the pair."""
    kept = []
    borders = np.flatnonzero(np.diff(row, prepend=-1, append=-1)).tolist()
    for start, end in zip(borders, borders[1:], strict=False):
        if end - start <= most:
            kept.append(np.arange(start, end))
            continue
        mine = column[start:end]
        drawn = draws[0][row[start]] * draws[1][mine] >> np.uint32(32 - _DRAW)
        order = (points[start:end] << _DRAW) | drawn
        best = np.argpartition(order, len(order) - most)[len(order) - most :]
        best.sort()
        kept.append(best + start)
    return _joined(kept)


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _in_drawn_order(profiles: Sequence[_Profile]) -> list[_Profile]:
    ordered = sorted(profiles, key=lambda one: _drawn(one.key))
    if any(a.key == b.key for a, b in zip(ordered, ordered[1:], strict=False)):
        raise ValueError("Two profiles have the same key.")
    return ordered


def _drawn(key: str) -> tuple[int, str]:
    return _number(key), key


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest())


def _odd(keys: Iterable[str]) -> NDArray[np.uint32]:
    return np.array([_number(key) & 0xFFFFFFFF | 1 for key in keys], dtype=np.uint32)
