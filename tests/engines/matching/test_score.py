"""The score of a pair, its parts, and the levels that would raise it."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import strategies as st
from making import DIMENSIONS, WEIGHTS, abilities, demands, given, opening, worker

from ponte.engines.matching import score
from ponte.engines.matching.catalogue import Weights
from ponte.engines.matching.profiles import Demand
from ponte.engines.matching.score import Verdict

SIMPLE = Weights("simple", {"machines": 10, "numbers": 10, "relations": 20}, essential=2)


@pytest.mark.parametrize(
    "has, asked, points",
    [
        ({"machines": 4}, {"machines": Demand(4)}, 1000),
        ({"machines": 1}, {"machines": Demand(4)}, 250),
        ({"machines": 1}, {"machines": Demand(3)}, 333),
        ({"machines": 4}, {"machines": Demand(1)}, 1000),
        ({"machines": 0}, {"machines": Demand(1)}, 0),
        ({"machines": None}, {"machines": Demand(1)}, 0),
        ({}, {"machines": Demand(1)}, 0),
        ({"machines": 4}, {"machines": Demand(4), "relations": Demand(4)}, 333),
        ({"machines": 4}, {"machines": Demand(4, True), "relations": Demand(4)}, 500),
        ({}, {}, 1000),
    ],
)
def test_a_score_is_the_share_earned_of_what_is_asked(has, asked, points):
    assert score.score(worker(abilities=has), opening(demands=asked), SIMPLE) == points


@given(abilities(), demands(), st.sampled_from(DIMENSIONS))
def test_raising_an_ability_never_lowers_a_score(ability, demand, dimension):
    has = ability.abilities.get(dimension)
    raised = replace(ability, abilities={**ability.abilities, dimension: min(4, (has or 0) + 1)})
    before = score.score(ability, demand, WEIGHTS)
    after = score.score(raised, demand, WEIGHTS)
    assert after >= before
    asked = demand.demands.get(dimension)
    if asked is None or (has or 0) >= asked.level:
        assert after == before


@given(abilities(), demands())
def test_assessing_at_level_nought_changes_no_score(ability, demand):
    known = replace(ability, abilities={k: v or 0 for k, v in ability.abilities.items()})
    assert score.score(known, demand, WEIGHTS) == score.score(ability, demand, WEIGHTS)


@given(abilities(), demands())
def test_the_parts_add_up_to_the_score(ability, demand):
    told = score.explain(ability, demand, WEIGHTS)
    assert told.score == score.score(ability, demand, WEIGHTS)
    assert {part.dimension for part in told.parts} == set(demand.demands)
    if told.parts:
        assert sum(part.points for part in told.parts) == told.score
        assert sum(part.most for part in told.parts) == 1000
    assert 0 <= told.score <= 1000
    assert all(part.points >= 0 for part in told.parts)


def test_each_part_says_how_ability_stands_to_demand():
    mine = worker(abilities={"machines": 3, "numbers": 1, "relations": None})
    asked = {
        "machines": Demand(3),
        "numbers": Demand(4, essential=True),
        "relations": Demand(2),
        "adaptation": Demand(1),
        "learning": Demand(1),
    }
    mine = replace(mine, abilities={**mine.abilities, "learning": 4})
    told = score.explain(mine, opening(demands=asked), WEIGHTS)
    assert [(part.dimension, part.verdict, part.by) for part in told.parts] == [
        ("numbers", Verdict.SHORT, 3),
        ("adaptation", Verdict.NOT_ASSESSED, 1),
        ("machines", Verdict.MET, 0),
        ("relations", Verdict.NOT_ASSESSED, 2),
        ("learning", Verdict.EXCEEDED, 3),
    ]
    assert [part.dimension for part in told.gaps()] == ["numbers", "adaptation", "relations"]
    assert [part.dimension for part in told.gaps(essential=True)] == ["numbers"]
    assert [part.dimension for part in told.gaps(essential=False)] == ["adaptation", "relations"]
    assert told.version == "default"


@given(abilities(), demands(), st.integers(0, 1000))
def test_the_levels_told_bring_the_score_to_the_target(ability, demand, target):
    gained = score.raises(ability, demand, WEIGHTS, target)
    after = score.score(score.learned(ability, gained), demand, WEIGHTS)
    assert after >= target
    if not gained:
        assert score.score(ability, demand, WEIGHTS) >= target


levels = st.none() | st.integers(0, 4)
asked = st.builds(Demand, st.integers(1, 4), st.booleans())


@given(
    st.fixed_dictionaries({name: levels for name in SIMPLE.dimensions}),
    st.dictionaries(st.sampled_from(sorted(SIMPLE.dimensions)), asked, min_size=1),
    st.integers(0, 1000),
)
def test_no_fewer_levels_would_do(has, wanted, target):
    """Beside brute force over every higher profile."""
    mine, site = worker(abilities=has), opening(demands=wanted)
    gained = score.raises(mine, site, SIMPLE, target)
    told = sum(one.to - (one.had or 0) for one in gained)
    fewest = min(
        sum(higher) - sum(level or 0 for level in has.values())
        for higher in product(*(range(level or 0, 5) for level in has.values()))
        if score.score(worker(abilities=dict(zip(has, higher, strict=True))), site, SIMPLE)
        >= target
    )
    assert told == fewest


def test_nothing_brings_a_score_beyond_a_thousand():
    assert score.raises(worker(), opening(), WEIGHTS, 1001) is None


def test_a_raise_tells_what_it_adds():
    site = opening(demands={"machines": Demand(4), "relations": Demand(2)})
    [gained] = score.raises(worker(abilities={"relations": 1}), site, SIMPLE, 600)
    assert gained == score.Raise("relations", 1, 2, 333)
    first, second = score.raises(worker(), site, SIMPLE, 700)
    assert (first.dimension, first.had, first.to) == ("relations", None, 2)
    assert (second.dimension, second.to, second.points) == ("machines", 1, 83)
