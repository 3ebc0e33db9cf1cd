"""Tables that are taken along as files."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from ponte.kit.spreadsheets.writing import CsvLines


def csv_file(name: str, header: Iterable, rows: Iterable[Iterable]) -> HttpResponse:
    """Answer a CSV, read here and now: the row context ends with the request."""
    answer = HttpResponse(b"".join(CsvLines(header, rows)), content_type="text/csv; charset=utf-8")
    day = timezone.localdate()
    answer["Content-Disposition"] = f'attachment; filename="ponte-{name}-{day:%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def amount(cents: int) -> str:
    """Write an amount as spreadsheets read it.

    >>> amount(125050), amount(-5)
    ('1250.50', '-0.05')
    """
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"
