"""What the sheets say to the matching: levels, parts of the day, ways, loads, windows."""

from datetime import date

import pytest

from ponte.engines.matching.profiles import Means, Place
from ponte.pathways.rules import profiles
from ponte.pathways.rules.profiles import AbilityFacts, ConditionFacts

HERE = Place(45.7, 9.67)


def test_a_skills_assessment_is_read_and_what_was_not_said_is_not_guessed():
    nothing = profiles.assessed({})
    assert (nothing.abilities, nothing.times, nothing.hours_a_week) == ({}, (), None)
    facts = profiles.assessed(
        {
            "seen_tools": 3,
            "seen_maths": True,
            "school": "upper",
            "courses": ["Forklift", "", "Safety"],
            "languages": [{"level": 2}, {"level": 4}, {}],
            "hours_a_week": 20,
        }
    )
    assert facts.abilities == {
        "hand_tools": 3,
        "machines": 3,
        "schooling": 3,
        "courses": 3,
        "other_languages": 4,
    }
    assert facts.hours_a_week == 20


def test_a_school_that_is_no_school_and_languages_without_a_level_say_nothing():
    assert profiles.assessed({"school": "unknown", "languages": [{}]}).abilities == {}
    assert profiles.assessed({"school": "none"}).abilities == {"schooling": 0}


def test_the_weekend_has_the_parts_that_were_chosen_or_the_whole_of_its_light():
    times = profiles.assessed({"work_times": ["evening"]}).times
    assert times == tuple(f"{day}.evening" for day in range(5))
    assert profiles.assessed({"work_times": ["evening", "weekend"]}).times[5:] == (
        "5.evening",
        "6.evening",
    )
    assert profiles.assessed({"work_times": ["weekend"]}).times == (
        "5.morning",
        "5.afternoon",
        "6.morning",
        "6.afternoon",
    )


def test_minutes_become_kilometres_by_each_way_and_no_farther_than_is_sensible():
    travel = profiles.assessed({"transport": ["foot", "bus", "rocket"], "travel_minutes": 30})
    assert travel.travel == {"walk": 2, "public_transport": 10}
    unasked = profiles.assessed({"transport": ["bicycle"]}).travel
    assert unasked == {"bicycle": 9}
    assert profiles.assessed({"transport": ["foot"], "travel_minutes": 1}).travel == {"walk": 1}
    far = profiles.assessed({"transport": ["car"], "travel_minutes": 600}).travel["car"]
    assert far < 400


def test_a_job_profile_asks_for_what_has_a_level():
    answers = {
        "tools": 2,
        "maths": 0,
        "autonomy": 3,
        "school_path": "vocational",
        "weights": [{"competence": "tools", "weight": "essential"}],
    }
    found = profiles.asked_by_sheet(answers)
    assert set(found) == {"hand_tools", "machines", "planning", "schooling"}
    assert found["machines"] == {"level": 2, "group": "technical", "essential": True}
    assert found["planning"]["essential"] is False
    assert profiles.asked_by_sheet({"school_path": "none"}) == {}


def test_what_a_job_asks_of_body_and_senses_takes_the_greater_of_two():
    found = profiles.conditions_of_sheet(
        {"lifting": 3, "walking": 0, "noise": 1, "surroundings": ["cold", "dust", "sea"]}
    )
    assert found.loads == {"lifting": 3, "noise": 1, "temperature": 2, "dust": 2}
    assert profiles.conditions_of_sheet({}).loads == {}


def test_a_code_leads_to_its_dimensions_or_is_left_out():
    assert profiles.dimensions_of("machines") == ("machines",)
    assert profiles.dimensions_of("tools") == ("hand_tools", "machines")
    assert profiles.uncompared(["tools", "juggling"]) == ("juggling",)
    found = profiles.demands({"tools": {"level": 2, "essential": True}, "maths": {"level": 0}})
    assert set(found) == {"hand_tools", "machines"}
    assert found["machines"].essential


@pytest.mark.parametrize(
    ("since", "today", "months"),
    [
        (date(2026, 1, 31), date(2026, 7, 30), 5),
        (date(2026, 1, 31), date(2026, 7, 31), 6),
        (date(2026, 7, 31), date(2026, 7, 1), 0),
    ],
)
def test_only_months_that_are_over_count(since, today, months):
    assert profiles.whole_months(since, today) == months


def test_a_worker_whose_times_nobody_asked_is_free_at_any():
    facts = AbilityFacts(travel={"walk": 2})
    told = {"place": HERE, "months": 7}
    free = profiles.ability_profile("w", facts, bound=False, **told)
    assert (free.available, free.most_minutes, free.open_pathways) == (None, None, 0)
    assert free.travel == {Means.WALK: 2}
    facts = AbilityFacts(times=("0.night",), hours_a_week=20)
    bound = profiles.ability_profile("w", facts, bound=True, **told)
    assert [(one.day, one.start, one.end) for one in bound.available] == [
        (0, 0, 6 * 60),
        (0, 22 * 60, 24 * 60),
    ]
    assert (bound.most_minutes, bound.open_pathways) == (20 * 60, 1)


def rota(facts: ConditionFacts, weekly: int | None):
    found = profiles.demand_profile("o", {}, facts, place=HERE, seats=1, weekly_hours=weekly)
    return found, [(len(one.windows), one.minutes) for one in found.rotas]


def test_an_opening_is_worked_within_its_hours_or_whenever_it_suits():
    morning = tuple((day, 8 * 60, 12 * 60) for day in range(5))
    assert rota(ConditionFacts(), None)[1] == []
    assert rota(ConditionFacts(), 20)[1] == [(7, 20 * 60)]
    assert rota(ConditionFacts(hours=morning), 10)[1] == [(5, 10 * 60)]
    assert rota(ConditionFacts(hours=morning), 99)[1] == [(5, 20 * 60)]
    assert rota(ConditionFacts(hours=morning, is_fixed=True), 10)[1] == [(5, None)]
    assert rota(ConditionFacts(hours=morning), None)[1] == [(5, None)]


def test_without_a_word_every_way_leads_to_an_opening():
    assert rota(ConditionFacts(), None)[0].reached_by == frozenset(Means)
    assert rota(ConditionFacts(reached_by=("car",)), None)[0].reached_by == {Means.CAR}


def test_facts_are_read_as_they_were_kept_and_an_older_row_may_lack_a_part():
    ability = AbilityFacts(times=("0.night",), done=("a",), limits={"noise": 1})
    assert AbilityFacts.read(ability.kept()) == ability
    assert AbilityFacts.read({}) == AbilityFacts()
    condition = ConditionFacts(hours=((0, 60, 120),), reached_by=("car",), loads={"noise": 1})
    assert ConditionFacts.read(condition.kept()) == condition
    assert ConditionFacts.read({}) == ConditionFacts()
