"""Counts of pathways by type of disadvantage: in full for who follows them, and to be published.

Counted are pathways by what ever happened to them, read from their steps: a case that went on
is not forgotten. The type is sealed, so each worker's is opened here and leaves as a number only.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from ponte.engines.disclosure.suppress import protect
from ponte.engines.disclosure.table import Cell, Printing, Rule, Sum, Table
from ponte.pathways.models import CaseRole, Pathway, Transition
from ponte.pathways.queries.special import counted_kinds
from ponte.pathways.states import CaseRoleKind, DisadvantageType, PathwayState

TOTAL, COMBINED, UNRECORDED = "TOTAL", "COMBINED", "NOT_RECORDED"
STEPS = ("involved", "concluded", "hired")
GAPS = (("involved", "concluded"), ("involved", "hired"), ("concluded", "hired"))
# Concluded is a secondment done to its end whose report is signed.
REACHED = {
    "involved": {PathwayState.AGREEMENT_SIGNED},
    "concluded": {PathwayState.COMPLETED, PathwayState.EVALUATED},
    "hired": {PathwayState.HIRED},
}
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


def percent(part: int | None, whole: int | None) -> float | None:
    """Round half up to one decimal, in whole numbers until the last step.

    >>> percent(24, 29), percent(24, 39), percent(1, None), percent(0, 0)
    (82.8, 61.5, None, None)
    """
    if part is None or not whole:
        return None
    return (2000 * part + whole) // (2 * whole) / 10


def pathway_figures(*, office: UUID | None = None) -> PathwayFigures:
    """Count all pathways that the row context shows, or those of one placement office."""
    reached = _reached(office)
    kinds = _kinds(reached["involved"])
    counts = {step: Counter(kinds[case] for case in cases) for step, cases in reached.items()}
    names = [*DisadvantageType.values, *({UNRECORDED} & set(kinds.values()))]
    involved = reached["involved"]
    tutors = CaseRole.objects.filter(pathway__in=involved, role=CaseRoleKind.TUTOR)
    return PathwayFigures(
        types=tuple(Row(name, *(counts[step][name] for step in STEPS)) for name in names),
        total=Row(TOTAL, *(counts[step].total() for step in STEPS)),
        companies=_distinct(Pathway.objects.filter(pk__in=involved), "company"),
        tutors=_distinct(tutors, "person"),
    )


def published_figures(figures: PathwayFigures, rule: Rule) -> PathwayFigures:
    """What may be published of them: the rest cannot be worked out from it."""
    small = tuple(row for row in figures.types if 0 < row.involved < rule.at_least)
    rows = {row.type: row for row in (*figures.types, figures.total)}
    combines = tuple(row.type for row in small)
    if _joins(small, rule):
        rows[COMBINED] = _added(COMBINED, small)
    printed = protect(_table(rows, combines, figures), rule).printed
    shown = {name: Row(name, *(printed.get(f"{name}.{step}") for step in STEPS)) for name in rows}
    return PathwayFigures(
        types=tuple(shown[row.type] for row in figures.types),
        total=shown[TOTAL],
        companies=printed.get("companies"),
        tutors=printed.get("tutors"),
        combined=shown.get(COMBINED),
        combines=combines if COMBINED in shown else (),
    )


def _reached(office: UUID | None) -> dict[str, set[UUID]]:
    """Which cases ever came to each step; who did not begin concluded nothing."""
    steps = Transition.objects.filter(pathway__isnull=False)
    if office is not None:
        steps = steps.filter(pathway__office=office)
    asked = {str(state.value): state for states in REACHED.values() for state in states}
    seen: dict[PathwayState, set[UUID]] = {state: set() for state in asked.values()}
    for case, new in steps.filter(new__in=asked).values_list("pathway_id", "new"):
        seen[asked[new]].add(case)
    involved = seen[PathwayState.AGREEMENT_SIGNED]
    return {
        step: involved.intersection(*(seen[state] for state in states))
        for step, states in REACHED.items()
    }


def _kinds(cases: set[UUID]) -> dict[UUID, str]:
    workers = dict(Pathway.objects.filter(pk__in=cases).values_list("pk", "worker_id"))
    kinds = counted_kinds(workers.values())
    return {case: kinds.get(worker) or UNRECORDED for case, worker in workers.items()}


def _distinct(rows, name: str) -> int:
    return rows.order_by().values(name).distinct().count()


def _joins(small: tuple[Row, ...], rule: Rule) -> bool:
    return len(small) > 1 and sum(row.involved for row in small) >= rule.at_least


def _added(name: str, rows: tuple[Row, ...]) -> Row:
    return Row(name, *(sum(getattr(row, step) for row in rows) for step in STEPS))


def _table(rows: Mapping[str, Row], combines: tuple[str, ...], figures: PathwayFigures) -> Table:
    """Every count with every difference that a reader can make of two of them."""
    cells = [Cell("companies", figures.companies), Cell("tutors", figures.tutors)]
    sums = []
    for name, row in rows.items():
        worth = WORTH_OF_TOTALS if name == TOTAL else 1
        cells += [Cell(f"{name}.{s}", getattr(row, s), worth=worth * WORTH[s]) for s in STEPS]
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
        more, less = sorted((first, second), key=lambda step: -getattr(row, step))
        gap = f"{row.type}.{first}-{second}"
        yield (
            Cell(gap, getattr(row, more) - getattr(row, less), Printing.NEVER),
            Sum(f"{row.type}.{more}", (f"{row.type}.{less}", gap)),
        )
