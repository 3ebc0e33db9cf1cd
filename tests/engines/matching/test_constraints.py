"""Why a pair is refused: every broken constraint, with its facts."""

import pytest
from hypothesis import strategies as st
from making import (
    AFTERNOON,
    BOLOGNA,
    CARPI,
    MODENA,
    MORNING,
    TERMS,
    abilities,
    demands,
    given,
    opening,
    places,
    worker,
)

from ponte.engines.matching import distance
from ponte.engines.matching.constraints import ReasonCode, accommodations, best_rota, reasons
from ponte.engines.matching.profiles import Means, Rota, Window


def told(ability, demand):
    return {reason.code: dict(reason.facts) for reason in reasons(ability, demand, TERMS)}


def test_a_pair_that_breaks_nothing_has_no_reason():
    assert reasons(worker(), opening(), TERMS) == ()


@pytest.mark.parametrize("months, eligible", [(5, False), (6, True)])
def test_six_months_in_the_cooperative(months, eligible):
    found = told(worker(months_in_cooperative=months), opening())
    assert found == ({} if eligible else {ReasonCode.MONTHS: {"has": 5, "needed": 6}})


@pytest.mark.parametrize("number, eligible", [(0, True), (1, False)])
def test_at_most_one_open_pathway(number, eligible):
    found = told(worker(open_pathways=number), opening())
    assert found == ({} if eligible else {ReasonCode.OPEN_PATHWAY: {"has": 1, "most": 1}})


@pytest.mark.parametrize("km, eligible", [(15, False), (16, True)])
def test_as_far_as_the_worker_travels(km, eligible):
    found = told(worker(travel={Means.CAR: km, Means.WALK: 2}), opening(place=CARPI))
    facts = {"km": 16, "means": Means.CAR, "has": 15}
    assert found == ({} if eligible else {ReasonCode.TOO_FAR: facts})


def test_a_means_that_does_not_lead_there_is_no_transport():
    site = opening(place=CARPI, reached_by=frozenset({Means.CAR, Means.LIFT}))
    assert told(worker(travel={Means.PUBLIC_TRANSPORT: 60}), site) == {
        ReasonCode.NO_TRANSPORT: {"km": 16}
    }
    assert told(worker(travel={}), site) == {ReasonCode.NO_TRANSPORT: {"km": 16}}


def test_the_means_that_misses_least_is_named():
    mine = worker(travel={Means.BICYCLE: 9, Means.WALK: 1, Means.LIFT: 9})
    [reason] = reasons(mine, opening(place=BOLOGNA), TERMS)
    assert reason.facts == {"km": 38, "means": Means.BICYCLE, "has": 9}


@pytest.mark.parametrize(
    "available, rota, short",
    [
        ((MORNING,), Rota((MORNING,)), 0),
        ((MORNING,), Rota((AFTERNOON,)), 240),
        ((MORNING,), Rota((MORNING, AFTERNOON)), 240),
        ((MORNING,), Rota((MORNING, AFTERNOON), minutes=240), 0),
        ((MORNING,), Rota((MORNING, AFTERNOON), minutes=300), 60),
        ((), Rota((MORNING,)), 240),
        (None, Rota((MORNING,)), 0),
    ],
)
def test_hours_that_the_worker_has(available, rota, short):
    found = told(worker(available=available), opening(rotas=(rota,)))
    assert found.get(ReasonCode.HOURS, {}).get("short", 0) == short


@pytest.mark.parametrize("most, short", [(None, 0), (480, 0), (465, 15), (0, 480)])
def test_hours_a_week(most, short):
    found = told(worker(most_minutes=most), opening(rotas=(Rota((MORNING, AFTERNOON)),)))
    assert found.get(ReasonCode.HOURS, {}).get("short", 0) == short


def test_hours_are_told_with_what_is_missing():
    found = told(
        worker(available=(Window(0, 480, 660),), most_minutes=600),
        opening(rotas=(Rota((MORNING,)),)),
    )
    assert found == {
        ReasonCode.HOURS: {
            "rota": 0,
            "needed": 240,
            "covered": 180,
            "most": 600,
            "short": 60,
            "windows": (Window(0, 660, 720),),
        }
    }


def test_one_rota_that_fits_is_enough_and_the_nearest_is_told():
    rotas = (Rota((MORNING, AFTERNOON)), Rota((MORNING,)))
    assert told(worker(available=(MORNING,)), opening(rotas=rotas)) == {}
    fit = best_rota(worker(available=(Window(0, 480, 600),)), opening(rotas=rotas))
    assert (fit.index, fit.short) == (1, 120)
    assert best_rota(worker(), opening()) is None


@pytest.mark.parametrize(
    "limit, load, eased, eligible",
    [
        (2, 2, None, True),
        (2, 3, None, False),
        (2, 3, 2, True),
        (0, 3, 1, False),
        (4, 4, None, True),
    ],
)
def test_limits_that_the_worker_agreed_to_share(limit, load, eased, eligible):
    site = opening(loads={"noise": load}, eased={} if eased is None else {"noise": eased})
    found = told(worker(limits={"noise": limit}), site)
    asked = load if eased is None else eased
    facts = {"load": "noise", "asked": asked, "has": limit}
    assert found == ({} if eligible else {ReasonCode.LIMIT: facts})


def test_a_limit_that_is_not_shared_refuses_nothing():
    assert told(worker(limits={}), opening(loads={"noise": 4, "lifting": 4})) == {}


def test_loads_that_the_company_would_ease_are_named():
    site = opening(loads={"noise": 3, "pace": 3, "dust": 2}, eased={"noise": 0, "pace": 1})
    assert accommodations(worker(limits={"noise": 1, "pace": 3}), site) == {"noise": 1}
    assert accommodations(worker(limits={"dust": 1}), site) == {}


def test_every_broken_constraint_is_told_in_a_fixed_order():
    nobody = worker(
        months_in_cooperative=0,
        open_pathways=1,
        travel={Means.WALK: 1},
        available=(),
        limits={"pace": 0, "noise": 0},
    )
    site = opening(place=BOLOGNA, rotas=(Rota((MORNING,)),), loads={"pace": 1, "noise": 1})
    assert [(one.code.value, one.facts.get("load")) for one in reasons(nobody, site, TERMS)] == [
        ("months", None),
        ("open_pathway", None),
        ("too_far", None),
        ("hours", None),
        ("limit", "noise"),
        ("limit", "pace"),
    ]


@given(abilities(), demands())
def test_removing_what_a_reason_names_is_what_counts(ability, demand):
    """A slow, obvious twin: each constraint said again in its own words."""
    codes = {reason.code for reason in reasons(ability, demand, TERMS)}
    assert (ReasonCode.MONTHS in codes) == (ability.months_in_cooperative < 6)
    assert (ReasonCode.OPEN_PATHWAY in codes) == (ability.open_pathways >= 1)
    km = distance.km(ability.place, demand.place)
    there = [far for means, far in ability.travel.items() if means in demand.reached_by]
    assert (ReasonCode.NO_TRANSPORT in codes) == (not there)
    assert (ReasonCode.TOO_FAR in codes) == (bool(there) and max(there) < km)
    assert (ReasonCode.HOURS in codes) == (
        bool(demand.rotas) and not any(fits(ability, rota) for rota in demand.rotas)
    )
    assert (ReasonCode.LIMIT in codes) == any(
        min(level, demand.eased.get(load, 4)) > ability.limits.get(load, 4)
        for load, level in demand.loads.items()
    )


def fits(ability, rota):
    def quarters(windows):
        return {
            (window.day, minute)
            for window in windows
            for minute in range(window.start, window.end, 15)
        }

    asked = quarters(rota.windows)
    free = asked if ability.available is None else asked & quarters(ability.available)
    needed = 15 * len(asked) if rota.minutes is None else rota.minutes
    most = needed if ability.most_minutes is None else ability.most_minutes
    return 15 * len(free) >= needed and most >= needed


@given(places, places, st.integers(0, 90))
def test_whoever_accepts_the_kilometres_told_gets_there(here, there, km):
    told_km = distance.km(here, there)
    assert (distance.squared(here, there) <= distance.reach(km)) == (km >= told_km)


def test_distances_are_those_of_the_map():
    assert distance.km(MODENA, MODENA) == 0
    assert (distance.km(MODENA, CARPI), distance.km(BOLOGNA, MODENA)) == (16, 38)
