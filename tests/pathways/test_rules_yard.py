"""What a phone may have sealed: read strictly, and looked at before it counts."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from ponte.pathways.rules.yard import (
    NotSaid,
    There,
    choices,
    problem_in_books,
    problem_in_time,
    read_said,
)
from ponte.pathways.states import HoursKind

WRITTEN = datetime(2026, 5, 4, 10, tzinfo=UTC)
HOURS = {"what": "hours", "day": "2026-05-04", "written": WRITTEN.isoformat()}
HOURS |= {"minutes": 90, "kind": "work"}
PAGE = {"what": "diary", "day": "2026-05-04", "written": WRITTEN.isoformat()}


def test_hours_and_pages_are_read_and_nothing_else_of_them():
    said = read_said({**HOURS, "admin": True})
    assert (said.day, said.minutes, said.kind) == (date(2026, 5, 4), 90, HoursKind.WORK)
    page = read_said({**PAGE, "feeling": 3, "did": "x" * 3000, "readers": ["tutor", "office"]})
    assert page.told == {"did": "x" * 2000, "feeling": 3}
    assert page.readers == ("office", "tutor")
    assert read_said(PAGE).told == {}


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        {**HOURS, "what": "wages"},
        {**HOURS, "day": "yesterday"},
        {**HOURS, "day": 4},
        {**HOURS, "written": "2026-05-04T10:00:00"},
        {**HOURS, "minutes": True},
        {**HOURS, "minutes": 0},
        {**HOURS, "minutes": 24 * 60 + 1},
        {**HOURS, "kind": "holiday"},
        {**PAGE, "feeling": 9},
        {**PAGE, "feeling": "3"},
        {**PAGE, "readers": "tutor"},
        {**PAGE, "readers": ["neighbour"]},
    ],
)
def test_whatever_is_no_entry_says_nothing(told):
    with pytest.raises(NotSaid):
        read_said(told)


def test_what_is_old_or_of_a_wrong_clock_is_looked_at():
    said = read_said(HOURS)
    assert problem_in_time(said, WRITTEN) == ""
    assert problem_in_time(said, WRITTEN - timedelta(days=1)) == ""
    assert problem_in_time(said, WRITTEN - timedelta(days=1, seconds=1)) == "clock"
    assert problem_in_time(said, WRITTEN + timedelta(days=7)) == ""
    assert problem_in_time(said, WRITTEN + timedelta(days=7, seconds=1)) == "old"


def test_hours_that_stand_in_the_books_already_are_never_counted_twice_unseen():
    said, own = read_said(HOURS), uuid4()
    same = There(uuid4(), 90, "work", False)
    other = There(uuid4(), 60, "work", False)
    confirmed = There(uuid4(), 60, "work", True)
    assert problem_in_books(said, own, []) == ""
    assert problem_in_books(said, own, [There(own, 60, "work", True)]) == ""
    assert problem_in_books(said, own, [other, same]) == "same"
    assert problem_in_books(said, own, [confirmed]) == "confirmed"
    assert problem_in_books(said, own, [other]) == "other"
    assert problem_in_books(read_said(PAGE), own, [same]) == ""


def test_what_waits_may_be_dropped_added_or_put_in_place_of_what_nobody_confirmed():
    said = read_said(HOURS)
    other, confirmed = There(uuid4(), 60, "work", False), There(uuid4(), 60, "work", True)
    assert list(choices("other", said, [other])) == ["drop", "replace", "add"]
    assert list(choices("other", said, [other, other])) == ["drop", "add"]
    assert list(choices("confirmed", said, [confirmed])) == ["drop", "add"]
    assert list(choices("old", read_said(PAGE), [])) == ["drop", "add"]
    assert list(choices("changed", said, [other])) == ["drop"]
    assert list(choices("unreadable", None, [])) == ["drop"]
