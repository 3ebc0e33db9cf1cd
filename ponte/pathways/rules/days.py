"""Days that count."""

from datetime import date, timedelta

SATURDAY = 5


def working_days_after(day: date, count: int) -> date:
    """Return the day some working days later; holidays are not known here.

    >>> working_days_after(date(2026, 11, 19), 2)
    datetime.date(2026, 11, 23)
    """
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
