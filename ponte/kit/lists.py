"""Long lists, one way: filters in the address, a page of rows with its true count, a file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.utils import timezone

from ponte.kit.downloads import download
from ponte.kit.spreadsheets import CsvLines

LINES = 25


class Narrowing(forms.Form):
    """The filters of a list, as its address says them; what is unknown counts as not asked."""

    standing: ClassVar[dict[str, str]] = {}  # what holds while the address says nothing

    def __init__(self, asked: Mapping[str, Any]):
        typed = {name: asked[name] for name in self.base_fields if name in asked}
        super().__init__({**self.standing, **typed}, use_required_attribute=False)

    def wanted(self) -> dict[str, Any]:
        """Return each filter's value, blank where nothing was asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    @property
    def is_narrowed(self) -> bool:
        """Say whether another list is shown than the one without filters; its order is none."""
        return any(
            value != self.standing.get(name, "")
            for name, value in self.wanted().items()
            if name != "sort"
        )


def page_of(rows: Any, wanted: str | None, most: int = LINES) -> tuple[list[Any], dict[str, Any]]:
    """Return one page of rows, and what the pagination component and the count need."""
    page = Paginator(rows, most).get_page(wanted)
    return list(page.object_list), page_shown(page)


def page_shown(page: Page[Any]) -> dict[str, Any]:
    """Return what the pagination component needs, with the count of all rows."""
    return {
        "count": page.paginator.count,
        "number": page.number,
        "pages": page.paginator.num_pages,
        "has_previous": page.has_previous(),
        "previous": page.number - 1,
        "has_next": page.has_next(),
        "next": page.number + 1,
    }


def csv_file(name: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return rows as a file that no cache keeps, named after the list and the day.

    It is whole before it is sent: rows hide once the request is over, and a fault on the way is
    an error page, never half a file.
    """
    day = f"{timezone.localdate():%Y-%m-%d}"
    content = b"".join(CsvLines(header, rows))
    return download(content, media="text/csv; charset=utf-8", name=f"ponte-{name}-{day}.csv")
