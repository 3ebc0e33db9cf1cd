"""What of the figures of pathways may be published, so that nobody can be worked out from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ponte.engines.disclosure.releases import protect_next
from ponte.engines.disclosure.suppress import protect
from ponte.engines.disclosure.table import Cell, Printing, Rule, Sum, Table
from ponte.pathways.states import DisadvantageType

TOTAL, COMBINED, UNRECORDED = "TOTAL", "COMBINED", "NOT_RECORDED"
STEPS = ("involved", "concluded", "hired")
GAPS = (("involved", "concluded"), ("involved", "hired"), ("concluded", "hired"))
# What a reader loses with a count: totals last, and those involved before the others.
WORTH = {"involved": 3, "hired": 2, "concluded": 1}
WORTH_OF_TOTALS = 100


@dataclass(frozen=True, slots=True)
class Row:
    """The three counts of one type; None is a count that may not be published."""

    type: str
    involved: int | None = 0
    concluded: int | None = 0
    hired: int | None = 0

    def count(self, step: str) -> int:
        """One of the counts before any is hidden."""
        return _told(getattr(self, step))

    @property
    def hired_of_concluded(self) -> float | None:
        """In percent with one decimal; nothing where a count is hidden, or nobody concluded."""
        return percent(self.hired, self.concluded)

    @property
    def hired_of_involved(self) -> float | None:
        """The rate that does not leave out who broke off or is still on the way."""
        return percent(self.hired, self.involved)


@dataclass(frozen=True, slots=True)
class PathwayFigures:
    """One row a type and the total; `combined` joins the types too small to be shown alone."""

    types: tuple[Row, ...]
    total: Row
    companies: int | None
    tutors: int | None
    combined: Row | None = None
    combines: tuple[str, ...] = ()


def _told(count: int | None) -> int:
    assert count is not None, "a count that was hidden"
    return count


def percent(part: int | None, whole: int | None) -> float | None:
    """Round half up to one decimal, in whole numbers until the last step.

    >>> percent(24, 29), percent(24, 39), percent(1, None), percent(0, 0)
    (82.8, 61.5, None, None)
    """
    if part is None or not whole:
        return None
    return (2000 * part + whole) // (2 * whole) / 10


def published_figures(figures: PathwayFigures, rule: Rule) -> PathwayFigures:
    """What may be published of them: the rest cannot be worked out from it."""
    combines = combined_of(figures, rule)
    return shown_of(protect(table_of(figures, combines), rule).printed, figures, combines)


def published_next(
    before: PathwayFigures, shown: PathwayFigures, figures: PathwayFigures, rule: Rule
) -> PathwayFigures:
    """The same, for readers who keep what was shown of the figures before."""
    combines = combined_of(figures, rule)
    old = table_of(before, shown.combines)
    release = protect_next(old, printed_names(shown), table_of(figures, combines), rule)
    return shown_of(release.printed, figures, combines)


def combined_of(figures: PathwayFigures, rule: Rule) -> tuple[str, ...]:
    """Return the types that are too small to be shown alone, where together they are not."""
    small = tuple(row for row in figures.types if 0 < row.count("involved") < rule.at_least)
    return tuple(row.type for row in small) if _joins(small, rule) else ()


def shown_of(
    printed: Mapping[str, int], figures: PathwayFigures, combines: tuple[str, ...]
) -> PathwayFigures:
    """Return the figures with only those counts that are printed."""

    def row(name: str) -> Row:
        return Row(name, *(printed.get(f"{name}.{step}") for step in STEPS))

    return PathwayFigures(
        types=tuple(row(one.type) for one in figures.types),
        total=row(TOTAL),
        companies=printed.get("companies"),
        tutors=printed.get("tutors"),
        combined=row(COMBINED) if combines else None,
        combines=combines,
    )


def counts_of(figures: PathwayFigures) -> dict[str, int | None]:
    """Return every count by its name, as a release keeps them; hidden ones are None."""
    rows = [*figures.types, figures.total, *([figures.combined] if figures.combined else [])]
    found = {f"{row.type}.{step}": getattr(row, step) for row in rows for step in STEPS}
    return {**found, "companies": figures.companies, "tutors": figures.tutors}


def printed_names(shown: PathwayFigures) -> frozenset[str]:
    """Return the names of the counts that were printed."""
    return frozenset(name for name, count in counts_of(shown).items() if count is not None)


def figures_from(counts: Mapping[str, int | None], combines: Sequence[str] = ()) -> PathwayFigures:
    """Return the figures that `counts_of` was made from."""

    def row(name: str) -> Row:
        return Row(name, *(counts[f"{name}.{step}"] for step in STEPS))

    types = [*DisadvantageType.values, UNRECORDED]
    return PathwayFigures(
        types=tuple(row(name) for name in types if f"{name}.{STEPS[0]}" in counts),
        total=row(TOTAL),
        companies=counts["companies"],
        tutors=counts["tutors"],
        combined=row(COMBINED) if combines else None,
        combines=tuple(combines),
    )


def _joins(small: tuple[Row, ...], rule: Rule) -> bool:
    return len(small) > 1 and sum(row.count("involved") for row in small) >= rule.at_least


def _added(name: str, rows: tuple[Row, ...]) -> Row:
    return Row(name, *(sum(row.count(step) for row in rows) for step in STEPS))


def table_of(figures: PathwayFigures, combines: Sequence[str]) -> Table:
    """Every count with every difference that a reader can make of two of them."""
    rows = {row.type: row for row in (*figures.types, figures.total)}
    if combines:
        rows[COMBINED] = _added(COMBINED, tuple(rows[name] for name in combines))
    cells = [Cell(name, _told(getattr(figures, name))) for name in ("companies", "tutors")]
    sums = []
    for name, row in rows.items():
        worth = WORTH_OF_TOTALS if name == TOTAL else 1
        cells += [Cell(f"{name}.{s}", row.count(s), worth=worth * WORTH[s]) for s in STEPS]
        for difference, one in _differences(row):
            cells.append(difference)
            sums.append(one)
    types = [row.type for row in figures.types]
    for step in STEPS:
        # That all are of one type would tell the type of each.
        sums.append(Sum(f"{TOTAL}.{step}", tuple(f"{t}.{step}" for t in types), kinds=True))
        if COMBINED in rows:
            sums.append(Sum(f"{COMBINED}.{step}", tuple(f"{t}.{step}" for t in combines)))
    return Table(tuple(cells), tuple(sums))


def _differences(row: Row) -> Iterator[tuple[Cell, Sum]]:
    """Hired without concluding happens: then the greater of the two is the sum."""
    for first, second in GAPS:
        more, less = sorted((first, second), key=lambda step: -row.count(step))
        gap = f"{row.type}.{first}-{second}"
        yield (
            Cell(gap, row.count(more) - row.count(less), Printing.NEVER),
            Sum(f"{row.type}.{more}", (f"{row.type}.{less}", gap)),
        )
