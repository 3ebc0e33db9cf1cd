"""What a profile may hold, and what it can never hold."""

from dataclasses import fields

import pytest
from hypothesis import strategies as st
from making import MODENA, given, opening, windows, worker

from ponte.engines.matching import profiles
from ponte.engines.matching.profiles import Demand, Place, Rota, Terms, Window


def names(kind):
    return {one.name for one in fields(kind)}


def test_no_protected_attribute_can_be_written_into_a_profile():
    """All that matching can know of a worker and of an opening; nobody adds to it unseen."""
    assert names(profiles.AbilityProfile) == {
        "key",
        "abilities",
        "place",
        "travel",
        "months_in_cooperative",
        "open_pathways",
        "available",
        "most_minutes",
        "limits",
    }
    assert names(profiles.DemandProfile) == {
        "key",
        "demands",
        "place",
        "reached_by",
        "seats",
        "rotas",
        "loads",
        "eased",
    }
    assert names(profiles.Terms) == {"least_months", "most_open_pathways"}


def test_a_profile_takes_no_further_attribute():
    with pytest.raises((AttributeError, TypeError)):
        worker().disadvantage_type = "PSYCHIC"
    with pytest.raises(TypeError):
        worker(gender="f")


@given(st.lists(windows(), max_size=8))
def test_windows_and_slots_say_the_same(spans):
    week = profiles.slots(spans)
    again = profiles.windows(week)
    assert profiles.slots(again) == week
    assert list(again) == sorted(again)
    assert profiles.total(week) == sum(one.end - one.start for one in again)
    # The fewest windows: none touches the next.
    for one, following in zip(again, again[1:], strict=False):
        assert one.day < following.day or one.end < following.start


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Place(91, 0),
        lambda: Place(0, 181),
        lambda: Window(7, 0, 60),
        lambda: Window(0, 60, 60),
        lambda: Window(0, 0, 1455),
        lambda: Window(0, 0, 50),
        lambda: Rota(()),
        lambda: Rota((Window(0, 0, 60),), minutes=61),
        lambda: Rota((Window(0, 0, 60),), minutes=0),
        lambda: Demand(0),
        lambda: Demand(5),
        lambda: worker(abilities={"machines": 5}),
        lambda: worker(limits={"noise": -1}),
        lambda: worker(months_in_cooperative=-1),
        lambda: worker(most_minutes=-15),
        lambda: opening(loads={"noise": 5}),
        lambda: opening(eased={"noise": 5}),
        lambda: opening(seats=0),
        lambda: Terms(-1, 1),
        lambda: Terms(6, 0),
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


def test_not_assessed_is_not_level_nought():
    assert worker(abilities={"machines": None}) != worker(abilities={"machines": 0})


def test_a_place_may_lie_anywhere():
    assert Place(-90, 180) != MODENA
