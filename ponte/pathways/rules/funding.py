"""Money in whole cents: what hours cost, what a funder is told, what is left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from ponte.pathways.rules.reasons import Missing

WARN_DAYS = 30
SOON = timedelta(days=WARN_DAYS)


def wages_in_cents(minutes: int, hourly_cents: int) -> int:
    """Return what these minutes cost, rounded half up, once for all of them.

    >>> wages_in_cents(90, 1234), wages_in_cents(1, 1230)
    (1851, 21)
    """
    return (2 * minutes * hourly_cents + 60) // 120


def late_minutes(entries: Iterable[tuple[date, int]], paid: Iterable[tuple[date, date]]) -> int:
    """Return the minutes of days that lines before have paid for, each by its first and last day.

    >>> day = date(2026, 3, 1)
    >>> late_minutes([(day, 60), (day + timedelta(days=9), 30)], [(day, day)])
    60
    """
    ranges = list(paid)
    return sum(
        minutes for day, minutes in entries if any(first <= day <= last for first, last in ranges)
    )


@dataclass(frozen=True, slots=True)
class Paid:
    """One cost line as the report reads it."""

    case: str
    kind: str
    cents: int


@dataclass(frozen=True, slots=True)
class Report:
    """A row a case, a column a kind, sums of both ways that are the same to the cent."""

    kinds: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]
    sums: tuple[int, ...]
    total: int
    left: int


def report(lines: Iterable[Paid], kinds: Iterable[str], budget: int) -> Report:
    """Add up what was paid; `left` below zero is what the budget does not cover.

    >>> report([Paid("P-1", "wages", 101), Paid("P-1", "tutoring", 50)], ["wages", "tutoring"], 200)
    Report(kinds=('wages', 'tutoring'), rows=(('P-1', (101, 50), 151),), sums=(101, 50), \
total=151, left=49)
    """
    kinds = tuple(kinds)
    cells: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(kinds, 0))
    for line in lines:
        cells[line.case][line.kind] += line.cents
    rows = tuple(
        (case, tuple(cells[case].values()), sum(cells[case].values())) for case in sorted(cells)
    )
    sums = tuple(sum(row[1][place] for row in rows) for place in range(len(kinds)))
    return Report(kinds, rows, sums, sum(sums), budget - sum(sums))


def lacking_in_window(first: date, last: date, report_on: date, cents: int) -> Iterator[Missing]:
    """Name what is wrong with the days and the amount of a funding."""
    if last < first:
        yield Missing("days", _("The last day comes before the first."), "last_day")
    if report_on < first:
        yield Missing("report", _("The report is due before the first day."), "report_on")
    if cents < 1:
        yield Missing("budget", _("Write an amount above zero."), "budget")


def alarm(report_on: date, reported_on: date | None, today: date) -> str:
    """Say how a report stands: "" nothing to do yet, "soon", "late".

    >>> day = date(2026, 6, 30)
    >>> [alarm(day, None, day - timedelta(days=many)) for many in (60, 30, 0, -1)]
    ['', 'soon', 'soon', 'late']
    >>> alarm(day, day, day + SOON)
    ''
    """
    if reported_on is not None or today < report_on - SOON:
        return ""
    return "late" if today > report_on else "soon"


def outside(day: date | None, windows: Iterable[tuple[date, date]]) -> bool:
    """Say whether no call that pays has this day; a day that nobody has chosen is nowhere.

    >>> spring = (date(2026, 3, 1), date(2026, 5, 31))
    >>> summer = (date(2026, 6, 1), date(2026, 8, 31))
    >>> outside(date(2026, 6, 1), [spring]), outside(date(2026, 6, 1), [spring, summer])
    (True, False)
    >>> outside(None, [spring])
    False
    """
    return day is not None and not any(first <= day <= last for first, last in windows)


def closes(last_day: date, reported_on: date | None, today: date) -> bool:
    """Say whether the days of a call end soon or have ended, while its report is still to go.

    >>> day = date(2026, 6, 30)
    >>> [closes(day, None, day - timedelta(days=many)) for many in (31, 30, 0, -1)]
    [False, True, True, True]
    >>> closes(day, day, day)
    False
    """
    return reported_on is None and today >= last_day - SOON
