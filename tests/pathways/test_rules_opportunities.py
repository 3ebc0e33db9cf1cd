"""What each step of an opening asks for, from plain facts."""

from dataclasses import replace
from datetime import date

import pytest

from ponte.pathways.rules.opportunities import OpportunityFacts, lacking
from ponte.pathways.states import OpportunityState, Willingness

S = OpportunityState
TODAY = date(2026, 5, 4)
TOLD = OpportunityFacts(
    sector="Metal",
    activities="Welds gates",
    headcount=12,
    willingness=Willingness.YES,
    hire_willingness=Willingness.NO,
    contract_type="fixed term",
    referent_name="Ada Riva",
    context_adequate=True,
    times_agreed="mornings",
    objectives="Reads a drawing",
    review_meetings="each month",
    demand={
        "first_aid": {"group": "training", "level": 1},
        "weld": {"group": "technical", "level": 4},
        "punctual": {"group": "transversal", "level": 0},
    },
    seats_left=1,
    expires_on=date(2026, 5, 4),
    today=TODAY,
    reason="No desk free",
)


def codes(new: OpportunityState, **changed) -> list[str]:
    return [one.code for one in lacking(replace(TOLD, **changed), new)]


def test_an_interview_that_said_all_lacks_nothing_whatever_was_said_about_hiring():
    assert codes(S.AVAILABLE) == []
    assert codes(S.AVAILABLE, hire_willingness=Willingness.PERHAPS) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"sector": " "}, "sector"),
        ({"activities": ""}, "activities"),
        ({"headcount": None}, "headcount"),
        ({"willingness": Willingness.PERHAPS}, "willingness"),
        ({"referent_name": " "}, "referent"),
        ({"context_adequate": None}, "context"),
        ({"context_adequate": False}, "context"),
        ({"times_agreed": ""}, "times"),
        ({"objectives": ""}, "objectives"),
        ({"review_meetings": ""}, "reviews"),
        ({"hire_willingness": Willingness.UNASKED}, "hiring"),
        ({"contract_type": " "}, "contract"),
    ],
)
def test_each_point_of_the_interview_is_asked_for(changed, code):
    assert codes(S.AVAILABLE, **changed) == [code]


def test_a_profile_has_three_kinds_of_competences_each_with_a_level():
    assert codes(S.PROFILE_VALIDATED) == []
    assert codes(S.PROFILE_VALIDATED, demand=None) == [
        "demand_training",
        "demand_technical",
        "demand_transversal",
    ]
    without = {**TOLD.demand, "weld": {"group": "technical", "level": 5}}
    assert codes(S.PROFILE_VALIDATED, demand=without) == ["levels"]


def test_an_opening_stands_on_its_last_day_and_expires_after_it():
    assert codes(S.OPEN) == []
    assert codes(S.OPEN, expires_on=None) == []
    assert codes(S.EXPIRED) == ["not_yet"]
    assert codes(S.EXPIRED, expires_on=None) == ["not_yet"]
    assert codes(S.OPEN, today=date(2026, 5, 5)) == ["expired"]
    assert codes(S.EXPIRED, today=date(2026, 5, 5)) == []


def test_an_opening_with_a_free_seat_is_not_filled():
    assert codes(S.FILLED) == ["seats"]
    assert codes(S.FILLED, seats_left=0) == []


@pytest.mark.parametrize("new", [S.NOT_AVAILABLE, S.WITHDRAWN])
def test_a_no_has_a_reason(new):
    assert codes(new) == []
    assert codes(new, reason=" ") == ["reason"]


def test_other_steps_ask_for_nothing():
    assert codes(S.CONTACTED, reason="", demand=None) == []
