"""Which counts to hide beside the unsafe ones, losing as little as can be."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

from ponte.engines.disclosure.attack import each_exposed, sum_rows, width_asked
from ponte.engines.disclosure.table import Printing, Rule, Table, unsafe


class CannotProtect(ValueError):
    """What was printed before gives a count away, whatever is hidden now."""


@dataclass(frozen=True, slots=True)
class Release:
    """What may be printed, and the names of what stays hidden; it does not say why."""

    printed: Mapping[str, int]
    hidden: frozenset[str]


def protect(table: Table, rule: Rule) -> Release:
    """Hide unsafe counts and, of the rest, as few as keep them hidden; the same each time.

    >>> from ponte.engines.disclosure.table import Cell, Sum
    >>> cells = Cell("all", 40, worth=9), Cell("a", 3), Cell("b", 9), Cell("c", 28)
    >>> sorted(protect(Table(cells, (Sum("all", ("a", "b", "c")),)), Rule()).printed)
    ['all', 'c']
    """
    already = table.named(Printing.ALREADY)
    risky = unsafe(table, rule)
    printed = already | (table.named(Printing.IF_SAFE) - risky)
    while name := next(each_exposed(table, printed, rule), None):
        if (more := _to_hide(table, printed, name, rule)) is None:
            raise CannotProtect(name)
        printed -= more
    printed = _printed_again(table, printed, risky, rule)
    return Release(
        printed={name: table.counts[name] for name in sorted(printed)},
        hidden=table.named(Printing.IF_SAFE) - printed,
    )


def _to_hide(table: Table, printed: frozenset[str], name: str, rule: Rule) -> frozenset[str] | None:
    """The cheapest counts to hide so that two possible tables differ enough in one count."""
    problem = _Problem(table, printed, rule)
    risky = unsafe(table, rule)
    return problem.solve(name, width_asked(name, risky, rule))


class _Problem:
    """Two possible tables, high and low, and for each printed count whether it is hidden."""

    def __init__(self, table: Table, printed: frozenset[str], rule: Rule) -> None:
        self._names = sorted(table.counts)
        self._place = {name: place for place, name in enumerate(self._names)}
        self._counts = np.array([table.counts[name] for name in self._names], dtype=float)
        worths = {cell.name: cell.worth for cell in table.cells}
        self._free = sorted(printed & table.named(Printing.IF_SAFE))
        self._fixed = printed
        count = len(self._names)
        # Ties go by name: the same table in another order hides the same.
        self._costs = [worths[n] * count**2 + self._place[n] + 1 for n in self._free]
        self._reach = 4.0 * (rule.at_least + 2 * rule.margin)
        self._rows = sum_rows(table, self._place)

    def solve(self, name: str, width: int) -> frozenset[str] | None:
        """None when hiding everything is not enough."""
        count, free = len(self._names), len(self._free)
        held = np.array([n in self._fixed and n not in self._free for n in self._names])
        least = np.where(held, self._counts, np.maximum(self._counts - self._reach, 0))
        most = np.where(held, self._counts, self._counts + self._reach)
        found = milp(
            np.concatenate([np.zeros(2 * count), self._costs]),
            constraints=self._constraints(name, width),
            bounds=Bounds(
                np.concatenate([least, least, np.zeros(free)]),
                np.concatenate([most, most, np.ones(free)]),
            ),
            integrality=np.ones(2 * count + free),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            return None
        return frozenset(
            n for n, y in zip(self._free, found.x[2 * count :], strict=True) if y > 0.5
        )

    def _constraints(self, name: str, width: int) -> list[LinearConstraint]:
        count, free = len(self._names), len(self._free)
        none, choice = np.zeros((len(self._rows), count)), np.zeros((len(self._rows), free))
        apart = np.zeros(2 * count + free)
        apart[self._place[name]], apart[count + self._place[name]] = 1, -1
        made = [LinearConstraint(apart, width, np.inf)]
        if len(self._rows):  # pragma: no branch - without sums nothing gives a count away
            made.append(LinearConstraint(np.hstack([self._rows, none, choice]), 0, 0))
            made.append(LinearConstraint(np.hstack([none, self._rows, choice]), 0, 0))
        if free:
            made += self._held_unless_hidden()
        return made

    def _held_unless_hidden(self) -> list[LinearConstraint]:
        count, free = len(self._names), len(self._free)
        made = []
        for table in range(2):
            moves = np.zeros((free, 2 * count + free))
            for row, name in enumerate(self._free):
                moves[row, table * count + self._place[name]] = 1
            gate = np.hstack([np.zeros((free, 2 * count)), self._reach * np.eye(free)])
            counts = np.array([self._counts[self._place[name]] for name in self._free])
            made.append(LinearConstraint(moves - gate, -np.inf, counts))
            made.append(LinearConstraint(moves + gate, counts, np.inf))
        return made


def _printed_again(
    table: Table, printed: frozenset[str], risky: frozenset[str], rule: Rule
) -> frozenset[str]:
    """Print what later choices made needless to hide, the worthiest first."""
    worths = {cell.name: cell.worth for cell in table.cells}
    spare = table.named(Printing.IF_SAFE) - printed - risky
    for name in sorted(spare, key=lambda n: (-worths[n], n)):
        if next(each_exposed(table, printed | {name}, rule), None) is None:
            printed |= {name}
    return printed
