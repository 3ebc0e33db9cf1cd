"""Tables to attack: drawn at random, and the one of the Modena pathways with invented ends."""

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ponte.engines.disclosure.table import Cell, Printing, Sum, Table

TIMES = 2_000 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 12
patient = settings(max_examples=TIMES, suppress_health_check=list(HealthCheck))

STEPS = ("involved", "concluded", "hired")
GAPS = (("involved", "concluded"), ("involved", "hired"), ("concluded", "hired"))
MODENA = {
    "PSYCHIC": (14, 10, 9),
    "PSYCHO_PHYSICAL": (3, 2, 1),
    "PHYSICAL": (8, 6, 5),
    "SOCIAL_ADDICTION": (10, 8, 7),
    "PHYSICAL_AND_SOCIAL": (4, 3, 2),
}
TOTAL = "total"
# Few and many side by side: what is unsafe must lie among what is not.
counts = st.one_of(st.integers(0, 6), st.integers(0, 40))


def crossed(values: list[list[int]]) -> Table:
    """Rows and columns with all their margins."""
    rows = {f"r{i}": dict(zip("abcde", row, strict=False)) for i, row in enumerate(values)}
    columns = list(rows["r0"])
    for row in rows.values():
        row["all"] = sum(row.values())
    rows[TOTAL] = {c: sum(row[c] for row in rows.values()) for c in [*columns, "all"]}
    cells = [
        Cell(f"{r}.{c}", n, worth=(1 + 9 * (r == TOTAL)) * (1 + 9 * (c == "all")))
        for r, row in rows.items()
        for c, n in row.items()
    ]
    sums = [Sum(f"{r}.all", tuple(f"{r}.{c}" for c in columns)) for r in rows]
    kinds = [r for r in rows if r != TOTAL]
    sums += [Sum(f"{TOTAL}.{c}", tuple(f"{r}.{c}" for r in kinds)) for c in [*columns, "all"]]
    return Table(tuple(cells), tuple(sums))


def linked(rows: dict[str, tuple[int, int, int]]) -> Table:
    """Involved, concluded, hired by kind and in all, with the differences a reader can make."""
    every = {**rows, TOTAL: tuple(map(sum, zip(*rows.values(), strict=True)))}
    cells, sums = [], []
    for kind, row in every.items():
        found = dict(zip(STEPS, row, strict=True))
        worth = 10 if kind == TOTAL else 1
        cells += [Cell(f"{kind}.{step}", found[step], worth=worth) for step in STEPS]
        for more, less in GAPS:
            gap = f"{kind}.{more}-{less}"
            cells.append(Cell(gap, found[more] - found[less], Printing.NEVER))
            sums.append(Sum(f"{kind}.{more}", (f"{kind}.{less}", gap)))
    sums += [Sum(f"{TOTAL}.{s}", tuple(f"{k}.{s}" for k in rows), kinds=True) for s in STEPS]
    return Table(tuple(cells), tuple(sums))


@st.composite
def any_crossed(draw) -> Table:
    columns = draw(st.integers(2, 3))
    row = st.lists(counts, min_size=columns, max_size=columns)
    return crossed(draw(st.lists(row, min_size=2, max_size=4)))


@st.composite
def any_linked(draw) -> Table:
    rows = {}
    for kind in "ABCD"[: draw(st.integers(2, 4))]:
        hired, unhired, running = draw(counts), draw(counts), draw(counts)
        rows[kind] = (hired + unhired + running, hired + unhired, hired)
    return linked(rows)


any_table = st.one_of(any_crossed(), any_linked())
