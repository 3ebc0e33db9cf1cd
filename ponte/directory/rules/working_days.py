"""Counting working days in Italy: no Saturdays, Sundays or national holidays."""

from datetime import date, timedelta

# Month and day of the holidays of Law 260/1949 as in force; patron saints are local.
FIXED = frozenset(
    {(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (10, 4), (11, 1), (12, 8)}
    | {(12, 25), (12, 26)}
)


def easter(year: int) -> date:
    """Return Easter Sunday (the anonymous Gregorian rule).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def is_working(day: date) -> bool:
    """Say whether offices are open."""
    return not (
        day.weekday() >= 5
        or (day.month, day.day) in FIXED
        or day == easter(day.year) + timedelta(days=1)
    )


def add_working_days(day: date, count: int) -> date:
    """Return the day that comes `count` working days later.

    >>> add_working_days(date(2026, 12, 24), 2)
    datetime.date(2026, 12, 29)
    """
    while count:
        day += timedelta(days=1)
        count -= is_working(day)
    return day
