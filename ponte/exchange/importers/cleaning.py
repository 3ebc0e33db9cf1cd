"""From a line to the values it means, or to the list of what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ponte.engines.text.normalise import fold
from ponte.exchange.importers.fields import Field, Kind
from ponte.exchange.importers.places import Places
from ponte.exchange.importers.reading import Cell, Wrong
from ponte.kit.spreadsheets import Row
from ponte.kit.spreadsheets.writing import unharmed

FORMULA = re.compile(r"=.|@\w+\(|[+\-]\w+\(")
LONGEST_SHOWN = 120


@dataclass(slots=True)
class Cleaned:
    """The values of a line by field, its errors, and the key of the record it describes."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: list[dict[str, str]] = field(default_factory=list)
    key: str = ""

    def wrong(self, text: str, column: str = "", value: str = "") -> None:
        """Note what is wrong, with the column and what was written in it."""
        self.errors.append({"column": column, "value": value[:LONGEST_SHOWN], "text": text})


def clean(
    kind: Kind, header: list[str], columns: Mapping[str, str], row: Row, places: Places
) -> Cleaned:
    """Read one line; every cell that cannot be read is named with a reason."""
    found = Cleaned()
    line = {
        columns[column]: cell.strip()
        for column, cell in zip(header, row.cells, strict=False)
        if column in columns
    }
    for position, (column, text) in enumerate(zip(header, row.cells, strict=False)):
        known = kind.fields.get(columns.get(column, ""))
        if known and text.strip():
            cell = Cell(unharmed(text.strip()), position in row.numbers, line, places)
            _read(found, known, column, cell)
    if row.surplus:
        found.wrong(
            ngettext(
                "This line has %(count)s cell more than the first line: perhaps a text with the "
                "separator in it is not between quotation marks.",
                "This line has %(count)s cells more than the first line: perhaps a text with the "
                "separator in it is not between quotation marks.",
                row.surplus,
            )
            % {"count": row.surplus}
        )
    _require(found, kind, columns)
    found.key = key_of(kind, found.values, row.number)
    return found


def _read(found: Cleaned, known: Field, column: str, cell: Cell) -> None:
    if FORMULA.match(cell.text):
        found.wrong(_("This cell holds a formula. Write its value instead."), column, cell.text)
        return
    try:
        found.values[known.name] = known.read(cell)
    except Wrong as wrong:
        found.wrong(str(wrong), column, cell.text)


def _require(found: Cleaned, kind: Kind, columns: Mapping[str, str]) -> None:
    said = {error["column"] for error in found.errors}
    for known in kind.fields.values():
        column = next((one for one, name in columns.items() if name == known.name), "")
        if known.required and known.name not in found.values and column not in said:
            found.wrong(
                _("“%(field)s” is missing. Every line needs it.") % {"field": known.label}, column
            )


def key_of(kind: Kind, values: Mapping[str, Any], line: int) -> str:
    """Return what tells records of one file apart: the source's identifier before all else."""
    own = ("local_id", "tax_code", "vat_number") if kind.listing == "enterprise" else ("local_id",)
    for name in own:
        if value := values.get(name):
            return f"{name}:{value}"
    named = fold(str(values.get("name", ""))).strip()
    if not named:
        return f"line:{line}"
    where = values.get("municipality", {}).get("code", "")
    whose = values.get("tax_code") or fold(str(values.get("provider_name", "")))
    return f"name:{named}|{where}|{whose}"[:300]
