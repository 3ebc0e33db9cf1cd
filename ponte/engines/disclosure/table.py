"""Counts of persons, the sums that tie them, and which of them are unsafe to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


class Printing(Enum):
    """What may become of a count."""

    IF_SAFE = "if safe"
    NEVER = "never"  # not in the table, but a reader can think of it: a difference, say
    ALREADY = "already"  # printed in the past, and nobody can take it back


@dataclass(frozen=True, slots=True)
class Cell:
    """One count, and how much a reader would lose with it."""

    name: str
    count: int
    printing: Printing = Printing.IF_SAFE
    worth: int = 1


@dataclass(frozen=True, slots=True)
class Sum:
    """The whole is the sum of its parts; `kinds` when being of one part says something of people.

    A difference is written so too: those involved are the hired and those not hired.
    """

    whole: str
    parts: tuple[str, ...]
    kinds: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """No count from 1 to one below `at_least` is printed, nor known within `margin`."""

    at_least: int = 5
    margin: int = 2


HEALTH_AND_JUSTICE = Rule(at_least=10)


@dataclass(frozen=True)
class Table:
    """Counts with every sum among them that a reader knows; refused unless it adds up."""

    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...]

    def __post_init__(self) -> None:
        if len(self.counts) != len(self.cells):
            raise ValueError("Two cells have one name.")
        if any(cell.count < 0 for cell in self.cells):
            raise ValueError("A count of persons is never below zero.")
        for one in self.sums:
            if self.counts[one.whole] != sum(self.counts[part] for part in one.parts):
                raise ValueError(f"{one.whole} is not the sum of its parts.")

    @cached_property
    def counts(self) -> dict[str, int]:
        """Each count by its name."""
        return {cell.name: cell.count for cell in self.cells}

    def named(self, printing: Printing) -> frozenset[str]:
        """The cells of which one thing may become."""
        return frozenset(cell.name for cell in self.cells if cell.printing is printing)


def unsafe(table: Table, rule: Rule) -> frozenset[str]:
    """Counts nobody may learn: few persons, or a group that is wholly of one kind.

    >>> cells = Cell("involved", 12), Cell("hired", 9), Cell("not hired", 3, Printing.NEVER)
    >>> sorted(unsafe(Table(cells, (Sum("involved", ("hired", "not hired")),)), Rule()))
    ['not hired']
    """
    few = {cell.name for cell in table.cells if 0 < cell.count < rule.at_least}
    return frozenset(few.union(*(_of_one_kind(table, one) for one in table.sums)))


def _of_one_kind(table: Table, one: Sum) -> Iterable[str]:
    """Everybody is of one part, so whoever is known to be counted is known to be so."""
    filled = [part for part in one.parts if table.counts[part]]
    alone = one.kinds and len(filled) == 1 and len(one.parts) > 1
    return one.parts if alone else ()
