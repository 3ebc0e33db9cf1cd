"""What would have to change: applied, it opens the pair."""

import pytest
from making import (
    AFTERNOON,
    BOLOGNA,
    CARPI,
    MORNING,
    TERMS,
    abilities,
    demands,
    given,
    opening,
    worker,
)

from ponte.engines.matching import changes
from ponte.engines.matching.changes import ChangeCode
from ponte.engines.matching.constraints import ReasonCode, reasons
from ponte.engines.matching.profiles import Means, Rota, Terms, Window


@given(abilities(), demands())
def test_the_smallest_changes_together_make_the_pair_eligible(ability, demand):
    found = changes.counterfactual(ability, demand, TERMS)
    assert len(found) == len(reasons(ability, demand, TERMS))
    assert reasons(*changes.apply(found, ability, demand), TERMS) == ()


@given(abilities(), demands())
def test_each_way_out_removes_its_reason_and_adds_none(ability, demand):
    broken = reasons(ability, demand, TERMS)
    for reason in broken:
        options = changes.ways(reason, ability, demand)
        assert options
        for way in options:
            left = reasons(*changes.apply([way], ability, demand), TERMS)
            assert [keyed(one) for one in left] == [keyed(one) for one in broken if one != reason]


def keyed(reason):
    return reason.code, reason.facts.get("load")


@given(abilities(), demands())
def test_no_way_asks_the_worker_to_bear_more(ability, demand):
    for reason in reasons(ability, demand, TERMS):
        for way in changes.ways(reason, ability, demand):
            after, _ = changes.apply([way], ability, demand)
            assert after.limits == ability.limits


@given(abilities(), demands())
def test_a_change_as_small_as_told_is_needed(ability, demand):
    """One month, one kilometre or one level less, and the reason still stands."""
    smaller = {"months": 1, "km": 1, "level": -1}
    for reason in reasons(ability, demand, TERMS):
        for way in changes.ways(reason, ability, demand):
            [name] = [name for name in smaller if name in way.facts] or [None]
            if name is None or way.code is ChangeCode.ARRANGE_LIFT:
                continue  # a lift is arranged or not, however far the worker would be driven
            facts = {**way.facts, name: way.facts[name] - smaller[name]}
            if not 0 <= facts[name] <= 4 and name == "level" or facts[name] < 0:
                continue
            short = changes.Change(way.code, facts)
            left = reasons(*changes.apply([short], ability, demand), TERMS)
            same = {reason.code}
            if reason.code is ReasonCode.NO_TRANSPORT:
                same.add(ReasonCode.TOO_FAR)
            assert same & {one.code for one in left}


def ways(ability, demand):
    [reason] = reasons(ability, demand, TERMS)
    return [(way.code, dict(way.facts)) for way in changes.ways(reason, ability, demand)]


def test_waiting_and_closing():
    assert ways(worker(months_in_cooperative=4), opening()) == [
        (ChangeCode.WAIT, {"more": 2, "months": 6})
    ]
    assert ways(worker(open_pathways=2), opening()) == [(ChangeCode.CLOSE_PATHWAY, {"most": 0})]


def test_the_worker_goes_a_little_further_or_is_collected():
    mine = worker(travel={Means.CAR: 15, Means.WALK: 3})
    site = opening(place=CARPI, reached_by=frozenset({Means.WALK, Means.CAR}))
    assert ways(mine, site) == [
        (ChangeCode.TRAVEL_FURTHER, {"means": Means.CAR, "km": 16, "more": 1}),
        (ChangeCode.ARRANGE_LIFT, {"km": 16}),
    ]


def test_a_means_that_the_worker_has_comes_before_a_new_one():
    mine = worker(travel={Means.CAR: 1})
    site = opening(place=BOLOGNA, reached_by=frozenset({Means.PUBLIC_TRANSPORT, Means.CAR}))
    assert [facts.get("means") for _, facts in ways(mine, site)] == [
        Means.CAR,
        Means.PUBLIC_TRANSPORT,
        None,
    ]


def test_nobody_is_told_to_walk_to_bologna():
    site = opening(place=BOLOGNA, reached_by=frozenset({Means.WALK, Means.BICYCLE}))
    assert ways(worker(travel={Means.WALK: 4}), site) == [(ChangeCode.ARRANGE_LIFT, {"km": 38})]


def test_a_lift_that_is_offered_is_not_arranged_again():
    site = opening(place=BOLOGNA, reached_by=frozenset({Means.LIFT}))
    assert ways(worker(travel={Means.LIFT: 10}), site) == [
        (ChangeCode.TRAVEL_FURTHER, {"means": Means.LIFT, "km": 38, "more": 28})
    ]


def test_the_company_s_hours_give_way_first():
    mine = worker(available=(Window(0, 480, 660),))
    assert ways(mine, opening(rotas=(Rota((MORNING,)),))) == [
        (
            ChangeCode.ARRANGE_HOURS,
            {"rota": 0, "windows": (Window(0, 480, 660),), "minutes": -1, "fewer": 60},
        ),
        (
            ChangeCode.WIDEN_HOURS,
            {"rota": 0, "windows": (Window(0, 660, 720),), "minutes": 240, "more": 60},
        ),
    ]


def test_either_way_out_of_hours_opens_the_pair():
    mine = worker(available=(Window(0, 480, 660),), most_minutes=200)
    site = opening(rotas=(Rota((MORNING,)),))
    [reason] = reasons(mine, site, TERMS)
    company, own = changes.ways(reason, mine, site)
    _, after = changes.apply([company], mine, site)
    assert after.rotas == (Rota((Window(0, 480, 660),)),)
    wider, _ = changes.apply([own], mine, site)
    assert (wider.available[-1], wider.most_minutes) == (Window(0, 660, 720), 240)
    assert reasons(mine, after, TERMS) == reasons(wider, site, TERMS) == ()


def test_fewer_hours_than_half_is_not_a_small_change():
    mine = worker(available=(Window(0, 480, 495),))
    assert [code for code, _ in ways(mine, opening(rotas=(Rota((MORNING,)),)))] == [
        ChangeCode.WIDEN_HOURS
    ]


@pytest.mark.parametrize(
    "rota, minutes",
    [(Rota((MORNING, AFTERNOON)), 300), (Rota((MORNING, AFTERNOON), minutes=400), 300)],
)
def test_a_week_that_is_too_long_becomes_shorter(rota, minutes):
    found = ways(worker(most_minutes=300), opening(rotas=(rota,)))
    assert found[0][0] is ChangeCode.ARRANGE_HOURS
    assert found[0][1]["minutes"] == minutes
    assert found[1][1]["windows"] == ()


def test_only_the_work_gives_way_to_a_limit():
    site = opening(loads={"lifting": 3})
    assert ways(worker(limits={"lifting": 1}), site) == [
        (ChangeCode.EASE_LOAD, {"load": "lifting", "level": 1})
    ]


def test_several_pathways_may_be_allowed():
    terms = Terms(least_months=0, most_open_pathways=2)
    mine, site = worker(open_pathways=3), opening()
    [change] = changes.counterfactual(mine, site, terms)
    assert change.facts == {"most": 1}
    assert reasons(*changes.apply([change], mine, site), terms) == ()


def test_hours_that_fit_need_no_way():
    reason = reasons(worker(available=()), opening(rotas=(Rota((MORNING,)),)), TERMS)[0]
    assert changes.ways(reason, worker(), opening()) == ()
