from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.directory.rules.freshness import Age, add_months, freshness

CHECKED = date(2026, 1, 31)


@pytest.mark.parametrize(
    "today, age",
    [
        (date(2026, 1, 31), Age.FRESH),
        (date(2026, 7, 16), Age.FRESH),
        (date(2026, 7, 17), Age.DUE),
        (date(2026, 7, 30), Age.DUE),
        (date(2026, 7, 31), Age.STALE),
        (date(2026, 10, 30), Age.STALE),
        (date(2026, 10, 31), Age.EXPIRED),
    ],
)
def test_a_listing_is_asked_about_then_stale_then_out_of_the_results(today, age):
    assert freshness(CHECKED, 6, today).age is age


def test_a_listing_that_nobody_confirmed_has_no_age():
    assert freshness(None, 6, CHECKED).age is Age.UNCONFIRMED


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 24), st.integers(0, 2000))
def test_a_listing_only_grows_older(checked, months, days):
    order = [Age.FRESH, Age.DUE, Age.STALE, Age.EXPIRED]
    today = checked + timedelta(days=days)
    assert order.index(freshness(checked, months, today).age) <= order.index(
        freshness(checked, months, today + timedelta(days=1)).age
    )


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_months_are_added_without_leaving_the_month(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
