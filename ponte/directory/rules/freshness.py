"""How long what a listing says may be trusted, and what happens then.

A listing is asked about before its review day, says that it is stale after it, and leaves the
results three months later; its address stays. These lengths are the house's own decision.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

VERIFIED_DAYS = 180
REVIEW_CHOICES = (1, 3, 6, 12)
ASK_DAYS_BEFORE = 14
RETIRE_MONTHS_AFTER = 3
REMINDER_CAP = 3
REMINDER_EVERY_DAYS = 7


class Age(StrEnum):
    """How a reader should take a listing's facts."""

    FRESH = "fresh"
    DUE = "due"
    STALE = "stale"
    EXPIRED = "expired"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Freshness:
    """The age of a listing, and the days on which it is asked about, stale, and retired."""

    age: Age
    ask_on: date | None = None
    stale_on: date | None = None
    retire_on: date | None = None


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last day.

    >>> add_months(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_verified(verified_on: date | None, today: date) -> bool:
    """Say whether a confirmation is recent enough to publish on."""
    return verified_on is not None and 0 <= (today - verified_on).days <= VERIFIED_DAYS


def freshness(verified_on: date | None, review_months: int, today: date) -> Freshness:
    """Say how old a listing's last confirmation is; without one it is unconfirmed."""
    if verified_on is None:
        return Freshness(Age.UNCONFIRMED)
    stale_on = add_months(verified_on, review_months)
    ask_on = stale_on - timedelta(days=ASK_DAYS_BEFORE)
    retire_on = add_months(stale_on, RETIRE_MONTHS_AFTER)
    if today >= retire_on:
        age = Age.EXPIRED
    elif today >= stale_on:
        age = Age.STALE
    elif today >= ask_on:
        age = Age.DUE
    else:
        age = Age.FRESH
    return Freshness(age, ask_on, stale_on, retire_on)
