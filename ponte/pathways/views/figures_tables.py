"""The tables of a dashboard: what its pictures draw, and the same as files."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.kit.lists import csv_file
from ponte.pathways.figures import dashboards
from ponte.pathways.figures.dashboards import Dashboard
from ponte.pathways.rules.publishing import PathwayFigures, Row
from ponte.pathways.states import DisadvantageType

HIDDEN = "*"
KNOWN = {one.value: one.label for one in DisadvantageType}


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers as they were counted; `code` is part of the address of its file."""

    code: str
    caption: str
    columns: list[str]
    rows: list[list]


def tables_of(found: Dashboard) -> dict[str, Table]:
    """Return every table of a dashboard that has something to say, by its code."""
    return {one.code: one for one in _tables(found) if one.rows}


def _tables(found: Dashboard) -> Iterator[Table]:
    cases = _("Cases")
    states = [[state.label, count] for state, count in found.states]
    yield Table("states", _("Where the cases stand"), [_("State"), cases], states)
    for code, caption, head, counted in (
        ("cooperatives", _("By co-operative"), _("Co-operative"), found.cooperatives),
        ("companies", _("By company"), _("Company"), found.companies),
        ("tutors", _("Under way, by tutor"), _("Tutor"), found.tutors),
    ):
        yield Table(code, caption, [head, cases], [list(row) for row in counted])
    yield Table(
        "months",
        _("Secondments begun and completed, and hires, by month"),
        [_("Month"), _("Begun"), _("Completed"), _("Hired")],
        [[f"{day:%Y-%m}", *counts.values()] for day, counts in found.months],
    )
    yield Table(
        "waits",
        _("Cases that wait now, and the days that half of them have waited at least"),
        [_("State"), cases, _("Days")],
        [[state.label, count, days] for state, count, days in found.waits],
    )
    if found.types:
        caption = _("Involved, concluded and hired, by type")
        yield Table("types", caption, type_columns(), [_of(*one) for one in type_rows(found.types)])


def type_columns() -> list[str]:
    """Return the heads of a table by type."""
    return [
        _("Type"),
        *(_("Involved"), _("Concluded"), _("Hired")),
        *(_("Hired of concluded"), _("Hired of involved")),
    ]


def type_rows(found: PathwayFigures) -> list[tuple[str, Row]]:
    """Return the rows of a table by type with their names, the total last."""
    named = [(str(KNOWN.get(row.type, _("Not recorded"))), row) for row in found.types]
    if found.combined:
        named.append((_("The small types together"), found.combined))
    return [*named, (_("Total"), found.total)]


def _of(label: str, row: Row) -> list:
    """One row of a file: what may not be shown is a star, and has no rate."""
    counts = [HIDDEN if n is None else n for n in (row.involved, row.concluded, row.hired)]
    rates = [row.hired_of_concluded, row.hired_of_involved]
    return [label, *counts, *("" if rate is None else rate for rate in rates)]


@require_safe
def figures_table(request, table: str):
    """One table of my dashboard as a file, in the numbers of the page."""
    if not dashboards.may_see(request.actor):
        raise Http404
    found = tables_of(dashboards.dashboard(request.actor)).get(table)
    if found is None:
        raise Http404
    unprotected = "-not-to-be-published" if found.code == "types" else ""
    return csv_file(f"figures-{found.code}{unprotected}", found.columns, found.rows)
