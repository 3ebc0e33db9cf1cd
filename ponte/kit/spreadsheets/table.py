"""A table read row by row: a header, then lines of text with their numbers."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineSheet

from ponte.kit.spreadsheets import lines, packages, sheets
from ponte.kit.spreadsheets.kinds import EMPTY, FileKind, kind_of
from ponte.kit.spreadsheets.limits import Limits, Unreadable

NO_HEADER = _("The first line must name the columns, and there must be lines under it.")
TOO_MANY_ROWS = _("This table has more than %(rows)s lines. Split it into smaller files.")
TOO_MANY_COLUMNS = _("This table has more than %(columns)s columns. Delete those not needed.")
LOOK_FOR_HEADER = 20
NUMBERS_STAY_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Row:
    """One line; `numbers` and `formulas` are positions of cells that were not plain text."""

    number: int
    cells: tuple[str, ...]
    numbers: frozenset[int] = frozenset()
    formulas: frozenset[int] = frozenset()
    surplus: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read;"""

    path: Path
    kind: FileKind
    header: tuple[str, ...]
    header_line: int
    encoding: str
    delimiter: str
    sheet: str
    doubled: tuple[str, ...]
    limits: Limits
    opened: tuple[CalamineSheet, sheets.Extent] | None = field(
        default=None, compare=False, repr=False
    )

    def rows(self) -> Iterator[Row]:
        """Yield the lines under the header that are not blank."""
        width, count = len(self.header), 0
        for number, cells, numbers, formulas in _raw(self):
            if number <= self.header_line or not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > self.limits.rows:
                raise Unreadable(TOO_MANY_ROWS % {"rows": self.limits.rows})
            beyond = sum(1 for cell in cells[width:] if cell.strip())
            padded = (*cells[:width], *("" for _missing in range(width - len(cells))))
            yield Row(number, padded, numbers, formulas, beyond)


def size_inside(path: Path, *, limits: Limits | None = None) -> int:
    """Return how many bytes opening a file would read; what is no table or a bomb is refused."""
    kind = kind_of(path)
    if kind is FileKind.CSV:
        return path.stat().st_size
    return packages.declared_size(path, limits or Limits())


def open_table(path: Path, *, limits: Limits | None = None) -> Table:
    """Look at a file and return its table; whatever is wrong with it is said in words."""
    limits = limits or Limits()
    kind = kind_of(path)
    name = encoding = delimiter = ""
    opened = None
    if kind is FileKind.CSV:
        encoding = lines.encoding_of(path)
        delimiter = lines.delimiter_of(path, encoding)
    else:
        name, sheet, extent = sheets.read(path, kind, limits)
        opened = (sheet, extent)
    draft = Table(path, kind, (), 0, encoding, delimiter, name, (), limits, opened)
    first: list[tuple[int, list[str]]] = []
    below = False
    for number, cells, _numbers, _formulas in _raw(draft):
        if len(first) == LOOK_FOR_HEADER:
            below = True
            break
        if any(cell.strip() for cell in cells):
            first.append((number, cells))
    if not first:
        raise Unreadable(EMPTY)
    line, names = _header(first)
    if not below and line == first[-1][0]:
        raise Unreadable(NO_HEADER)
    header, doubled = _unique(names)
    if len(header) > limits.columns:
        raise Unreadable(TOO_MANY_COLUMNS % {"columns": limits.columns})
    return replace(draft, header=header, header_line=line, doubled=doubled)


def _header(first: list[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """The first line that fills most of the width and holds names, not numbers."""
    width = max(sum(1 for cell in cells if cell.strip()) for _number, cells in first)
    for number, cells in first:
        named = [cell for cell in cells if cell.strip()]
        plain = not any(_is_number(cell) for cell in named)
        if plain and len(named) * 2 >= width and len(named) >= min(2, width):
            return number, cells
    raise Unreadable(NO_HEADER)


def _is_number(cell: str) -> bool:
    return cell.strip().replace(".", "").replace(",", "").lstrip("-").isdigit()


def _unique(names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names cut at the last filled one; a repeated name gets a number, a blank one too."""
    last = max(position for position, name in enumerate(names) if name.strip()) + 1
    header: list[str] = []
    doubled: list[str] = []
    for position, name in enumerate(names[:last], 1):
        plain = " ".join(name.split())[:120] or f"({position})"
        found, number = plain, 1
        while found.casefold() in {one.casefold() for one in header}:
            number += 1
            found = f"{plain} ({number})"
        if number > 1:
            doubled.append(plain)
        header.append(found)
    return tuple(header), tuple(doubled)


def _raw(table: Table) -> Iterator[tuple[int, list[str], frozenset[int], frozenset[int]]]:
    none: frozenset[int] = frozenset()
    if table.opened is None:
        source = lines.read(table.path, table.encoding, table.delimiter, table.limits)
        for number, cells in source:
            if number == 1 and len(cells) == 1 and cells[0][:4].lower() == "sep=":
                continue
            yield number, cells, none, none
        return
    sheet, extent = table.opened
    left = (sheet.start or (0, 0))[1]
    # calamine gives the empty lines above the first filled one, but no empty columns before it.
    for position, values in enumerate(sheet.iter_rows()):
        cells = [text_of(value) for value in values]
        numbers = frozenset(
            at for at, value in enumerate(values) if isinstance(value, (int, float))
            and not isinstance(value, bool)
        )  # fmt: skip
        formulas = frozenset(at - left for at in extent.formulas.get(position, ()) if at >= left)
        yield position + 1, cells, numbers, formulas


def text_of(value: object) -> str:
    """Write a cell's value as a person would have typed it.

    >>> text_of(893140400.0), text_of(1.5), text_of(True), text_of(datetime.date(2024, 5, 1))
    ('893140400', '1.5', 'true', '2024-05-01')
    """
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < NUMBERS_STAY_EXACT
        return str(int(value)) if whole else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, datetime.time):
        return value.isoformat(timespec="minutes")
    return str(value)
