"""The lines to mend as a file: as they came, with one more column that says what is wrong."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from ponte.exchange.models import ImportRun, StagedRow
from ponte.exchange.states import Verdict
from ponte.kit.spreadsheets import CsvLines, write_xlsx


def bad_lines_file(run: ImportRun, target: BinaryIO) -> str:
    """Write the file and return its name; the same columns, so that it can be sent again.

    Lines that belong to one record come together, also those in which nothing is wrong.
    """
    header = [*run.header, _("What is wrong")]
    stem, _dot, ending = run.file_name.rpartition(".")
    name = f"{stem or ending}-{_('to-mend')}"
    if ending.lower() in ("xlsx", "ods"):
        held = io.BytesIO()
        write_xlsx(held, header, _lines(run))
        target.write(held.getvalue())
        return f"{name}.xlsx"
    target.writelines(CsvLines(header, _lines(run)))
    return f"{name}.csv"


def _lines(run: ImportRun) -> Iterator[list[str]]:
    wrong = StagedRow.objects.filter(run=run, verdict=Verdict.ERROR)
    found = StagedRow.objects.filter(run=run, key__in=wrong.values("key"), line__isnull=False)
    width = len(run.header)
    for row in found.order_by("line").iterator(chunk_size=2_000):
        cells = [*row.raw, *([""] * (width - len(row.raw)))]
        yield [*cells[:width], said(row)]


def said(row: StagedRow) -> str:
    """Return what is wrong with a line in one cell."""
    return " | ".join(
        f"{error['column']}: {error['text']}" if error["column"] else error["text"]
        for error in row.errors
    )
