"""Tables out: CSV and XLSX whose cells no program takes for a formula."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import xlsxwriter

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: object) -> str:
    """Return text that a spreadsheet shows and never runs; a number is none, below zero too.

    >>> harmless("=1+1"), harmless("+39 0171 123"), harmless(-12), harmless(None)
    ("'=1+1", "'+39 0171 123", '-12', '')
    """
    if isinstance(value, int | float | Decimal):
        return str(value)
    text = "" if value is None else str(value).replace("\x00", "")
    return "'" + text if text.startswith(STARTS_A_FORMULA) else text


def unharmed(text: str) -> str:
    """Take back the apostrophe that `harmless` wrote, so that a file comes back as it went.

    >>> unharmed(harmless("=1+1")), unharmed("'ndrangheta")
    ('=1+1', "'ndrangheta")
    """
    return text[1:] if text[:1] == "'" and text[1:].startswith(STARTS_A_FORMULA) else text


class _Echo:
    def write(self, text: str) -> str:
        return text


class CsvLines:
    """The lines of a CSV, one by one, for a response that streams."""

    def __init__(
        self,
        header: Iterable[object],
        rows: Iterable[Iterable[object]],
        *,
        delimiter: str = ";",
        bom: bool = True,
    ):
        self.header, self.rows, self.delimiter, self.bom = header, rows, delimiter, bom

    def __iter__(self) -> Iterator[bytes]:
        writer = csv.writer(_Echo(), delimiter=self.delimiter, lineterminator="\r\n")
        first = writer.writerow([harmless(cell) for cell in self.header])
        yield (("\ufeff" if self.bom else "") + first).encode()
        for row in self.rows:
            yield writer.writerow([harmless(cell) for cell in row]).encode()


class XlsxFile:
    """An XLSX written in constant memory, every cell as text."""

    def __init__(self, target: str | Path | BinaryIO, *, sheet: str = "Ponte"):
        where = str(target) if isinstance(target, Path) else target
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(where, options)
        self._sheet = self._book.add_worksheet(sheet[:31])
        self._line = 0

    def add(self, row: Iterable[object]) -> None:
        """Write one more line."""
        for column, cell in enumerate(row):
            if text := harmless(cell)[:32_767]:
                self._sheet.write_string(self._line, column, text)
        self._line += 1

    def __enter__(self) -> "XlsxFile":
        return self

    def __exit__(self, *_error: object) -> None:
        self._book.close()


def write_csv(
    path: Path,
    header: Iterable[object],
    rows: Iterable[Iterable[object]],
    *,
    delimiter: str = ";",
    bom: bool = True,
) -> None:
    """Write a whole CSV, UTF-8 with the mark that spreadsheet programs need."""
    with path.open("wb") as target:
        target.writelines(CsvLines(header, rows, delimiter=delimiter, bom=bom))


def write_xlsx(
    target: str | Path | BinaryIO,
    header: Iterable[object],
    rows: Iterable[Iterable[object]],
    *,
    sheet: str = "Ponte",
) -> None:
    """Write a whole XLSX."""
    with XlsxFile(target, sheet=sheet) as table:
        table.add(header)
        for row in rows:
            table.add(row)
