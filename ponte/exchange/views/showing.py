"""From staged lines to what a page shows: labels, old and new values in words."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ponte.directory.public import CostUnit
from ponte.exchange.importers import lists
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.importers.places import Places
from ponte.exchange.models import ImportRun, StagedRow
from ponte.exchange.states import ASKED, ImportState, Verdict
from ponte.kit.spreadsheets.values import day

LONGEST = 300
MOODS = {
    ImportState.UPLOADED: "waiting",
    ImportState.PREVIEWED: "waiting",
    ImportState.APPLIED: "good",
    ImportState.UNDONE: "stopped",
    ImportState.FAILED: "bad",
    ImportState.CANCELLED: "stopped",
}
ORDER = (
    Verdict.ERROR,
    Verdict.IDENTITY,
    Verdict.DUPLICATE,
    Verdict.ADD,
    Verdict.CHANGE,
    Verdict.REMOVE,
    Verdict.UNCHANGED,
    Verdict.JOINED,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A field with its old and its new value in words; blank where there was none."""

    label: str
    old: str
    new: str


@dataclass(slots=True)
class Line:
    """A staged line as the preview shows it."""

    row: StagedRow
    title: str
    verdict: str
    mood: str
    changes: list[Said] = field(default_factory=list)


def state_of(run: ImportRun) -> dict[str, str]:
    """Return an import's state for the state component."""
    return {"word": run.get_state_display(), "mood": MOODS.get(run.state, "waiting")}


def lines_of(run: ImportRun, rows) -> list[Line]:
    """Return rows with their changes in words."""
    moods = {Verdict.ERROR: "bad", Verdict.REMOVE: "stopped"}
    moods |= dict.fromkeys(ASKED, "waiting")
    places = Places()
    return [
        Line(
            row,
            row.title or next((cell for cell in row.raw if cell.strip()), "")[:120],
            Verdict(row.verdict).label,
            moods.get(row.verdict, "plain"),
            [_said(run, change, places) for change in row.changes],
        )
        for row in rows
    ]


def _said(run: ImportRun, change: dict[str, Any], places: Places) -> Said:
    name = change["field"]
    known = KINDS[run.kind].fields.get(name)
    titles = {
        "offers": _("Products and services"),
        "contacts": _("Phone and contacts"),
        "card_places": _("Place"),
        "municipality_id": _("Municipality"),
    }
    label = str(known.label) if known else titles.get(name, name)
    catalogue = known.catalogue if known else ""
    old, new = (words_of(name, change[side], catalogue, places) for side in ("old", "new"))
    return Said(label, old, new)


def words_of(name: str, value: Any, catalogue: str, places: Places) -> str:
    """Write a stored value as a reader would say it."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(words_of(name, one, catalogue, places) for one in value)[:LONGEST]
    if name == "cost_options":
        return f"{value['label']}: {value['amount']} € {CostUnit(value['unit']).label}"
    if isinstance(value, dict):
        shown = ("name", "value", "address", "cap")
        return ", ".join(str(value[part]) for part in shown if value.get(part))
    if name in ("municipality_id",):
        return places.name_of(str(value))
    if name == "served":
        return places.label(str(value))
    if catalogue:
        return lists.title(catalogue, str(value))
    if name in ("valid_from", "valid_to") and (found := day(str(value))):
        return date_format(found, "DATE_FORMAT")
    return str(value)[:LONGEST]


def tabs_of(run: ImportRun, current: str) -> list[dict[str, Any]]:
    """Return the verdicts that occur, each with its count, as links."""
    found = [{"label": _("all"), "url": "?", "current": not current}]
    for verdict in ORDER:
        if number := run.counts.get(verdict):
            found.append(
                {
                    "label": f"{verdict.label} ({number})",
                    "url": f"?verdict={verdict}",
                    "current": verdict == current,
                }
            )
    return found


def examples(run: ImportRun) -> dict[str, list[str]]:
    """Return, for each column, what the first lines of the file say."""
    return {
        column: [row[place][:60] for row in run.samples if row[place].strip()]
        for place, column in enumerate(run.header)
    }
