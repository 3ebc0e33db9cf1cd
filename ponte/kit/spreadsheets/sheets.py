"""XLSX and ODS through calamine, after their measures were taken from the XML itself.

A cell far away would make the parser reserve the whole rectangle, so the extent is counted
first; the same pass notes which cells are formulas, because the parser gives only values.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from ponte.kit.spreadsheets import packages
from ponte.kit.spreadsheets.kinds import FileKind
from ponte.kit.spreadsheets.limits import Limits, Unreadable

TOO_FAR = _(
    "This table is larger than we read at once (%(rows)s lines, %(columns)s columns). "
    "Delete empty lines and columns at its edge, or split it."
)
NO_SHEET = _("This file has no sheet with lines in it.")
TAG = re.compile(rb"<(?:\w+:)?(row|c|f|sheetData|table-row|table-cell|table|covered-table-cell)"
                 rb"(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")  # fmt: skip
REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{0,3})(\d{1,8})[\"']")
ROWS_REPEATED = re.compile(rb"number-rows-repeated\s*=\s*[\"'](\d{1,9})")
COLUMNS_REPEATED = re.compile(rb"number-columns-repeated\s*=\s*[\"'](\d{1,9})")
LONGEST_TAG = 1_000_000


@dataclass(slots=True)
class Extent:
    """How far a sheet reaches, and its formula cells by (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    formulas: dict[int, set[int]] = field(default_factory=dict)

    def grow(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def read(path: Path, kind: FileKind, limits: Limits) -> tuple[str, CalamineSheet, Extent]:
    """Return the name of the first sheet with lines, its rows of values, and its extent."""
    packages.inspect(path, limits)
    extents = dict(_extents(path, kind))
    for extent in extents.values():
        if (
            extent.rows > limits.rows + 1000
            or extent.columns > limits.columns
            or extent.rows * extent.columns > limits.cells
        ):
            sizes = {"rows": limits.rows, "columns": limits.columns}
            raise Unreadable(TOO_FAR % sizes)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            for position, meta in enumerate(workbook.sheets_metadata):
                sheet = workbook.get_sheet_by_index(position)
                if meta.visible is SheetVisibleEnum.Visible and sheet.total_height:
                    extent = _extent_of(extents, position, path, kind)
                    return meta.name, sheet, extent
    except (CalamineError, ValueError, OSError):
        raise Unreadable(packages.BROKEN) from None
    raise Unreadable(NO_SHEET)


def _extents(path: Path, kind: FileKind) -> Iterator[tuple[str, Extent]]:
    with ZipFile(path) as package:
        for member in package.infolist():
            if kind is FileKind.XLSX and member.filename.startswith("xl/worksheets/"):
                yield member.filename, _measure_xlsx(packages.unpacked(path, member))
            elif kind is FileKind.ODS and member.filename == "content.xml":
                for number, extent in enumerate(_measure_ods(packages.unpacked(path, member))):
                    yield str(number), extent


def _extent_of(extents: dict[str, Extent], position: int, path: Path, kind: FileKind) -> Extent:
    """The extent of the sheet at a position, through the workbook's own list."""
    if kind is FileKind.ODS:
        return extents.get(str(position), Extent())
    with ZipFile(path) as package:
        workbook = package.read("xl/workbook.xml")
        try:
            links = package.read("xl/_rels/workbook.xml.rels")
        except KeyError:
            return Extent()
    sheets = re.findall(rb"<(?:\w+:)?sheet\s[^>]*?\br?:?id\s*=\s*[\"']([^\"']+)[\"']", workbook)
    if position >= len(sheets):
        return Extent()
    for relation in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", links):
        if re.search(rb"\bId\s*=\s*[\"']" + re.escape(sheets[position]) + rb"[\"']", relation):
            target = re.search(rb"Target\s*=\s*[\"']/?(?:xl/)?([^\"']+)", relation)
            return extents.get("xl/" + target[1].decode(), Extent()) if target else Extent()
    return Extent()


def _tags(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name, attributes) of the tags that measure a sheet."""
    rest = b""
    for piece in pieces:
        text = rest + piece
        last = 0
        for match in TAG.finditer(text):
            last = match.end()
            yield match[1], match[2]
        rest = text[max(last, text.rfind(b"<")) :]
        if len(rest) > LONGEST_TAG:
            raise Unreadable(packages.BROKEN)


def _measure_xlsx(pieces: Iterator[bytes]) -> Extent:
    extent = Extent()
    row = column = 0
    for name, attributes in _tags(pieces):
        if name == b"row":
            found = REFERENCE.search(attributes)
            row, column = int(found[2]) if found else row + 1, 0
        elif name == b"c":
            found = REFERENCE.search(attributes)
            column = _column(found[1]) if found and found[1] else column + 1
            row = int(found[2]) if found and found[1] else row
            if not attributes.endswith(b"/"):
                extent.grow(row, column)
        elif name == b"f":
            extent.formulas.setdefault(row - 1, set()).add(column - 1)
    return extent


def _measure_ods(pieces: Iterator[bytes]) -> list[Extent]:
    extents: list[Extent] = []
    row = column = repeated = 0
    for name, attributes in _tags(pieces):
        if name == b"table":
            extents.append(Extent())
            row = column = repeated = 0
        elif name == b"table-row":
            found = ROWS_REPEATED.search(attributes)
            row, column = row + repeated, 0
            repeated = int(found[1]) if found else 1
        elif extents and name.endswith(b"table-cell"):
            found = COLUMNS_REPEATED.search(attributes)
            if b"value-type" in attributes:
                extents[-1].grow(row + repeated, column + (int(found[1]) if found else 1))
            if b":formula" in attributes:
                extents[-1].formulas.setdefault(row, set()).add(column)
            column += int(found[1]) if found else 1
    return extents


def _column(letters: bytes) -> int:
    """
    >>> _column(b"A"), _column(b"AA")
    (1, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
