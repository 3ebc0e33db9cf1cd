"""The hard constraints over two whole lists: which pairs are eligible, without the reasons.

`constraints` says the same pair by pair, with the reasons; a test holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ponte.engines.matching import distance
from ponte.engines.matching.profiles import (
    HIGHEST,
    SLOT,
    WEEK,
    AbilityProfile,
    DemandProfile,
    Place,
    Rota,
    Terms,
    slots,
    total,
)

Floats = NDArray[np.float64]
_NOWHERE = -1.0  # square metres: not even to the same place
_AROUND = 20_000  # kilometres: all the way round; more would not stay exact
_ROWS = 256  # availabilities compared together
_WORD = 64


@dataclass(frozen=True, slots=True)
class Conditions:
    """Tables by which a block of pairs is judged."""

    # Workers x k and k x openings: their product is how many square metres the worker accepts
    # less those of the way, a whole number and exact; k is 5 and one for each pattern of access.
    here: Floats
    there: Floats
    unbearable: NDArray[np.uint64]  # words x workers: levels of loads that a worker cannot bear
    asked: NDArray[np.uint64]  # words x openings: levels of loads that remain
    hours: NDArray[np.bool_]  # kinds of availability x kinds of rota
    available: NDArray[np.int64]  # kind of each worker
    rota: NDArray[np.int64]  # kind of each opening

    def eligible(self, start: int, end: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The eligible pairs of the workers from `start` to `end`: worker and opening.

        The way there is looked at for all, for it parts most pairs; the rest only for the others.
        """
        openings = self.there.shape[1]
        near = np.flatnonzero(self.here[start:end] @ self.there >= 0)
        worker, opening = np.divmod(near, max(1, openings))
        worker += start
        kept = self.hours[self.available[worker], self.rota[opening]]
        for unbearable, asked in zip(self.unbearable, self.asked, strict=True):
            kept &= (unbearable[worker] & asked[opening]) == 0
        return worker[kept], opening[kept]


def of(
    abilities: Sequence[AbilityProfile], demands: Sequence[DemandProfile], terms: Terms
) -> Conditions:
    """Write both lists down for comparison."""
    here, there = _ways(abilities, demands, terms)
    unbearable, asked = _loads(abilities, demands)
    hours, available, rota = _hours(abilities, demands)
    return Conditions(here, there, unbearable, asked, hours, available, rota)


def _ways(
    abilities: Sequence[AbilityProfile], demands: Sequence[DemandProfile], terms: Terms
) -> tuple[Floats, Floats]:
    """Twice the product of two points less both squares is minus the square of their distance."""
    reach, access = _reach(abilities, demands)
    for row, one in enumerate(abilities):
        if not _admitted(one, terms):
            reach[row] = _NOWHERE
    here = _points([one.place for one in abilities])
    there = _points([one.place for one in demands])
    return (
        np.hstack([2 * here, -_square(here), np.ones((len(here), 1)), reach]),
        np.hstack([there, np.ones((len(there), 1)), -_square(there), access]).T.copy(),
    )


def _admitted(ability: AbilityProfile, terms: Terms) -> bool:
    return (
        ability.months_in_cooperative >= terms.least_months
        and ability.open_pathways < terms.most_open_pathways
    )


def _points(places: Sequence[Place]) -> Floats:
    known = {place: distance.point(place) for place in set(places)}
    return np.array([known[place] for place in places], dtype=np.float64).reshape(-1, 3)


def _square(points: NDArray[np.float64]) -> Floats:
    squares: NDArray[np.float64] = (points * points).sum(axis=1, keepdims=True)
    return squares


def _reach(
    abilities: Sequence[AbilityProfile], demands: Sequence[DemandProfile]
) -> tuple[Floats, Floats]:
    """Square metres that each worker accepts for each pattern of access; patterns of openings."""
    patterns = {access: index for index, access in enumerate({one.reached_by for one in demands})}
    reach = np.full((len(abilities), len(patterns)), _NOWHERE)
    for row, one in enumerate(abilities):
        for access, index in patterns.items():
            usable = [km for means, km in one.travel.items() if means in access]
            if usable:
                reach[row, index] = distance.reach(min(max(usable), _AROUND))
    leads = np.zeros((len(demands), len(patterns)))
    leads[np.arange(len(demands)), [patterns[one.reached_by] for one in demands]] = 1
    return reach, leads


def _loads(
    abilities: Sequence[AbilityProfile], demands: Sequence[DemandProfile]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """A bit per load and level: set for a worker above the limit, for a job up to its level."""
    codes = sorted({code for one in abilities for code in one.limits})
    place = {code: index * HIGHEST for index, code in enumerate(codes)}
    full = (1 << HIGHEST) - 1
    unbearable = [
        sum((full >> limit << limit) << place[code] for code, limit in one.limits.items())
        for one in abilities
    ]
    asked = [
        sum(
            ((1 << min(level, one.eased.get(code, level))) - 1) << place[code]
            for code, level in one.loads.items()
            if code in place
        )
        for one in demands
    ]
    words = -(-len(codes) * HIGHEST // _WORD)
    return _words(unbearable, words), _words(asked, words)


def _words(numbers: Sequence[int], words: int) -> NDArray[np.uint64]:
    """Long whole numbers cut into machine words, one row a word."""
    mask = (1 << _WORD) - 1
    cut = [[number >> _WORD * word & mask for number in numbers] for word in range(words)]
    return np.array(cut, dtype=np.uint64).reshape(words, len(numbers))


def _hours(
    abilities: Sequence[AbilityProfile], demands: Sequence[DemandProfile]
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    """Each kind of availability against each kind of rota, once."""
    free: dict[tuple[int, float], int] = {}
    asked: dict[tuple[Rota, ...], int] = {}
    available = [free.setdefault(_free(one), len(free)) for one in abilities]
    rota = [asked.setdefault(one.rotas, len(asked)) for one in demands]
    fits = np.ones((len(free), len(asked)), dtype=np.bool_)
    dated = {rotas: index for rotas, index in asked.items() if rotas}
    if free and dated:
        flat = [one for rotas in dated for one in rotas]
        begins = np.cumsum([0, *(len(rotas) for rotas in dated)])[:-1]
        each = _covers(list(free), flat)
        fits[:, list(dated.values())] = np.logical_or.reduceat(each, begins, axis=1)
    return fits, np.array(available, dtype=np.int64), np.array(rota, dtype=np.int64)


def _free(ability: AbilityProfile) -> tuple[int, float]:
    week = (1 << WEEK) - 1 if ability.available is None else slots(ability.available)
    return week, float("inf") if ability.most_minutes is None else ability.most_minutes


def _covers(free: Sequence[tuple[int, float]], rotas: Sequence[Rota]) -> NDArray[np.bool_]:
    weeks = [slots(rota.windows) for rota in rotas]
    needed = np.array(
        [
            total(week) if rota.minutes is None else rota.minutes
            for rota, week in zip(rotas, weeks, strict=True)
        ]
    )
    asked = _bits(weeks)
    used = asked.any(axis=0)
    asked = asked[:, used]
    fits = np.empty((len(free), len(rotas)), dtype=np.bool_)
    most = np.array([minutes for _, minutes in free])
    for start in range(0, len(free), _ROWS):
        some = _bits([week for week, _ in free[start : start + _ROWS]])[:, used]
        covered = some @ asked.T * SLOT
        fits[start : start + _ROWS] = covered >= needed
    fits &= most[:, None] >= needed
    return fits


def _bits(weeks: Sequence[int]) -> NDArray[np.float32]:
    """Sets of quarter-hours as rows of noughts and ones."""
    packed = b"".join(week.to_bytes(WEEK // 8, "little") for week in weeks)
    rows = np.frombuffer(packed, dtype=np.uint8).reshape(len(weeks), WEEK // 8)
    return np.unpackbits(rows, axis=1, bitorder="little").astype(np.float32)
