"""A table printed again: readers keep the old one, and subtract."""

from collections.abc import Collection, Iterator

from ponte.engines.disclosure.suppress import Release, protect
from ponte.engines.disclosure.table import Cell, Printing, Rule, Sum, Table

BEFORE, NOW, SINCE = "before/", "now/", "since/"


def joined(before: Table, printed: Collection[str], now: Table) -> Table:
    """Both tables and what lies between them: the old one is as it was printed, for ever."""
    fate = {True: Printing.ALREADY, False: Printing.NEVER}
    cells = [Cell(BEFORE + c.name, c.count, fate[c.name in printed]) for c in before.cells]
    cells += [Cell(NOW + c.name, c.count, c.printing, c.worth) for c in now.cells]
    sums = [*_renamed(before, BEFORE), *_renamed(now, NOW)]
    for name in sorted(before.counts.keys() & now.counts.keys()):
        old, new = before.counts[name], now.counts[name]
        cells.append(Cell(SINCE + name, abs(new - old), Printing.NEVER))
        more, less = (NOW, BEFORE) if new >= old else (BEFORE, NOW)
        sums.append(Sum(more + name, (less + name, SINCE + name)))
    return Table(tuple(cells), tuple(sums))


def protect_next(before: Table, printed: Collection[str], now: Table, rule: Rule) -> Release:
    """What may be printed now by somebody whose readers have what was printed before."""
    made = protect(joined(before, printed, now), rule)
    return Release(
        printed={n.removeprefix(NOW): made.printed[n] for n in made.printed if n.startswith(NOW)},
        hidden=frozenset(n.removeprefix(NOW) for n in made.hidden),
    )


def _renamed(table: Table, prefix: str) -> Iterator[Sum]:
    for one in table.sums:
        yield Sum(prefix + one.whole, tuple(prefix + part for part in one.parts), one.kinds)
