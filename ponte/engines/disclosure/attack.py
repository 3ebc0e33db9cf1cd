"""What somebody can work out who has all that is printed: the least and most of each hidden count.

The attacker knows every sum, that counts are whole and never below zero, and every printed
count and rate. Each limit is the exact optimum of an integer programme.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

from ponte.engines.disclosure.table import Printing, Rule, Table, unsafe

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """All an attacker can say of a count; `most` is None when nothing limits it."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A printed percentage with one decimal: `tenths` is 828 for 82.8 %."""

    part: str
    whole: str
    tenths: int


class Attacker:
    """Holds what is printed and finds, one by one, how far the hidden counts may lie."""

    def __init__(
        self, table: Table, printed: Collection[str], rates: Sequence[Rate] = (), reach: int = 0
    ) -> None:
        self._names = sorted(table.counts)
        self._place = {name: place for place, name in enumerate(self._names)}
        self._counts = np.array([table.counts[name] for name in self._names], dtype=float)
        known = np.array([name in printed for name in self._names])
        # Beyond this nothing hidden can matter, and a programme without end has no optimum.
        self._ceiling = self._counts + max(reach, 2 * int(self._counts.max(initial=0)) + 10)
        least, most = np.where(known, self._counts, 0), np.where(known, self._counts, self._ceiling)
        self._bounds = Bounds(least, most)
        self._constraints = [*self._sums(table), *self._rates(rates)]
        # The truth is possible; so is each answer of the solver, for every count at once.
        self._least, self._most = self._counts.copy(), self._counts.copy()

    def interval(self, name: str) -> Interval:
        """The least and the most that a count can be."""
        place = self._place[name]
        self._push(place, up=True)
        self._push(place, up=False)
        most = self._most[place]
        unlimited = most >= self._ceiling[place]
        return Interval(int(self._least[place]), None if unlimited else int(most))

    def knows_within(self, name: str, width: int) -> bool:
        """Whether the count is known to lie within fewer than `width` steps."""
        place = self._place[name]
        for up in (True, False):
            if self._width(place) >= width:
                return False
            self._push(place, up=up)
        return self._width(place) < width

    def _width(self, place: int) -> float:
        return float(self._most[place] - self._least[place])

    def _push(self, place: int, *, up: bool) -> None:
        aim = np.zeros(len(self._names))
        aim[place] = -1 if up else 1
        found = milp(
            aim,
            constraints=self._constraints,
            bounds=self._bounds,
            integrality=np.ones(len(self._names)),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:  # pragma: no cover - the table itself is always a solution
            raise ArithmeticError(f"The limits of {self._names[place]} were not found.")
        point = np.rint(found.x)
        self._least = np.minimum(self._least, point)
        self._most = np.maximum(self._most, point)

    def _sums(self, table: Table) -> Iterator[LinearConstraint]:
        if table.sums:
            yield LinearConstraint(sum_rows(table, self._place), 0, 0)

    def _rates(self, rates: Sequence[Rate]) -> Iterator[LinearConstraint]:
        """A rate of t tenths of a percent was rounded from between t - 1/2 and t + 1/2."""
        for rate in rates:
            for step, low, high in ((-1, 0, np.inf), (1, -np.inf, 0)):
                row = np.zeros(len(self._names))
                row[self._place[rate.part]] = 2000
                row[self._place[rate.whole]] = -(2 * rate.tenths + step)
                yield LinearConstraint(row, low, high)


def sum_rows(table: Table, place: dict[str, int]) -> Values:
    """One row a sum: the whole less its parts, which is nothing."""
    rows = np.zeros((len(table.sums), len(place)))
    for row, one in zip(rows, table.sums, strict=True):
        row[place[one.whole]] += 1
        for part in one.parts:
            row[place[part]] -= 1
    return rows


def width_asked(name: str, risky: Collection[str], rule: Rule) -> int:
    """How many steps must lie between the limits of a hidden count."""
    least = 2 * rule.margin + 1
    return max(least, rule.at_least) if name in risky else least


def exposed(
    table: Table, printed: Collection[str], rule: Rule, rates: Sequence[Rate] = ()
) -> tuple[str, ...]:
    """The audit: hidden or unsafe counts that what is printed gives away, in order of name.

    >>> from ponte.engines.disclosure.table import Cell, Sum
    >>> cells = Cell("all", 20), Cell("hired", 17), Cell("not hired", 3)
    >>> table = Table(cells, (Sum("all", ("hired", "not hired")),))
    >>> exposed(table, {"all", "hired"}, Rule()), exposed(table, {"all"}, Rule())
    (('not hired',), ())
    """
    return tuple(each_exposed(table, printed, rule, rates))


def each_exposed(
    table: Table, printed: Collection[str], rule: Rule, rates: Sequence[Rate] = ()
) -> Iterator[str]:
    """The same one by one, for who needs the first only."""
    risky = unsafe(table, rule)
    attacker = Attacker(table, printed, rates, reach=4 * (rule.at_least + 2 * rule.margin))
    hidden = table.named(Printing.IF_SAFE) - set(printed)
    for name in sorted(risky | hidden):
        if attacker.knows_within(name, width_asked(name, risky, rule)):
            yield name
