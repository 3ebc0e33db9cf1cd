"""Groups under a proposal: shown from five up, floors with their price."""

import random
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from making import given, scored

from ponte.engines.matching.arcs import arcs_from
from ponte.engines.matching.assign import Placed, Proposal, assign, blocking_pairs
from ponte.engines.matching.fairness import floor, placement_rates


def made(groups, placed):
    """A proposal of so many placed workers, in the order of the labels."""
    keys = [f"w{number:03}" for number in range(len(groups))]
    pairs = tuple(Placed(key, "o", 500) for key in keys[:placed])
    return Proposal(pairs, 500 * placed, tuple(keys[placed:])), dict(zip(keys, groups, strict=True))


def shown(groups, placed, **more):
    proposed, labels = made(groups, placed)
    rates = placement_rates(proposed, labels, **more)
    return [(rate.labels, rate.members, rate.placed) for rate in rates]


def test_groups_of_five_are_shown():
    assert shown("aaaaaabbbbb", 8) == [(("a",), 6, 6), (("b",), 5, 2)]


def test_smaller_groups_stand_together():
    assert shown("aaaaaabbbcc", 11) == [(("a",), 6, 6), (("b", "c"), 5, 5)]


def test_one_small_group_hides_behind_the_next():
    """Else it would be the total less what is shown."""
    assert shown("aaaaaabbbbbbbc", 14) == [(("b",), 7, 7), (("a", "c"), 7, 7)]


def test_fewer_than_five_in_all_are_not_shown():
    assert shown("aabb", 2) == []
    assert shown("", 0) == []


def test_the_office_may_ask_for_larger_groups():
    assert shown("aaaaaabbbbb", 0, least=6) == [(("a", "b"), 11, 0)]


def test_a_worker_without_a_label_is_counted():
    proposed, labels = made("aaaaabbbbb", 5)
    del labels["w000"]
    assert [rate.labels for rate in placement_rates(proposed, labels)] == [("b",), ("", "a")]


def test_a_rate_is_a_fraction():
    proposed, labels = made("aaaaaa", 4)
    assert placement_rates(proposed, labels)[0].share == Fraction(2, 3)


@given(st.lists(st.sampled_from("abcdef"), max_size=40), st.integers(1, 8))
def test_no_group_below_the_least_is_ever_shown(labels, least):
    rows = shown(labels, len(labels) // 2, least=least)
    assert all(members >= least for _, members, _ in rows)
    if len(labels) >= least and labels:
        assert sum(members for _, members, _ in rows) == len(labels)


def biased(seed=1, workers=60, jobs=8, seats=3, lead=60):
    """Two groups of which one scores lower everywhere, and seats for half of all."""
    chance = random.Random(seed)
    labels = {f"w{n:02}": "ab"[n % 2] for n in range(workers)}
    scores = {
        (w, f"o{o}"): chance.randint(100, 500) + (lead if group == "a" else 0)
        for w, group in labels.items()
        for o in range(jobs)
        if chance.random() < 0.8
    }
    return arcs_from(scores, {f"o{o}": seats for o in range(jobs)}, labels), labels


def test_a_floor_lifts_the_group_that_was_left_out():
    found, labels = biased(lead=400)
    told = floor(found, labels, per_cent=95)
    [(_, before)] = [(r.labels, r.placed) for r in told.before if r.labels == ("b",)]
    [(_, after)] = [(r.labels, r.placed) for r in told.after if r.labels == ("b",)]
    assert before == 0
    assert told.asked == (11, 11)
    assert after >= 11
    assert told.missing == (0, 0)
    assert told.cost == told.best.total - told.floored.total > 0


def test_a_floor_tells_the_pairs_it_breaks_and_the_blocking_pairs_it_creates():
    found, labels = biased(lead=400)
    told = floor(found, labels, per_cent=80)
    assert set(told.broken) == set(told.best.pairs) - set(told.floored.pairs)
    assert set(told.made) == set(told.floored.pairs) - set(told.best.pairs)
    before = set(blocking_pairs(found, told.best))
    assert set(told.blocking) == set(blocking_pairs(found, told.floored)) - before
    assert told.blocking_before == len(before)
    assert told.blocking


def test_a_floor_that_is_kept_already_costs_nothing():
    found, labels = biased(lead=0)
    told = floor(found, labels, per_cent=10)
    assert (told.cost, told.broken, told.made, told.blocking) == (0, (), (), ())
    assert told.floored == told.best == assign(found)


def test_a_floor_never_splits_a_group_too_small_to_show():
    found, _ = biased()
    labels = {key: "c" if key < "w03" else "a" for key in found.workers}
    told = floor(found, labels, per_cent=100)
    assert [rate.labels for rate in told.before] == [("a", "c")]
    assert told.cost == 0


def test_a_floor_that_cannot_be_reached_says_by_how_many():
    labels = {f"w{n}": "ab"[n >= 5] for n in range(10)}
    scores = {(f"w{n}", "o"): 500 + n for n in range(5)} | {("w5", "o"): 100}
    told = floor(arcs_from(scores, {"o": 4}, labels), labels, per_cent=100)
    assert told.asked == (2, 2)
    assert told.missing == (0, 1)
    assert [rate.placed for rate in told.after] == [3, 1]


@pytest.mark.parametrize("per_cent", [-1, 101])
def test_a_floor_is_a_share(per_cent):
    with pytest.raises(ValueError):
        floor(arcs_from({}, {}), {}, per_cent=per_cent)


@given(scored(workers=20, openings=4, seats=3), st.sampled_from([50, 95, 100]), st.data())
def test_a_floor_is_kept_or_named_and_never_gains(found, per_cent, data):
    labels = {key: data.draw(st.sampled_from("ab")) for key in found.workers}
    told = floor(found, labels, per_cent=per_cent, least=2)
    assert told.cost >= 0
    for rate, asked, missing in zip(told.after, told.asked, told.missing, strict=True):
        assert rate.placed + missing >= asked
    taken = [one.worker for one in told.floored.pairs]
    assert len(set(taken)) == len(taken)
    for key, seats in zip(found.openings, found.seats.tolist(), strict=True):
        assert sum(one.opening == key for one in told.floored.pairs) <= seats


def test_a_floor_costs_no_more_than_the_best_that_keeps_it():
    """Beside brute force over every proposal of a small case."""
    labels = {f"w{n}": "ab"[n >= 2] for n in range(4)}
    scores = {("w0", "x"): 900, ("w1", "y"): 800, ("w2", "x"): 500, ("w3", "y"): 600}
    scores |= {("w2", "y"): 450, ("w0", "y"): 700}
    told = floor(arcs_from(scores, {"x": 1, "y": 1}), labels, per_cent=100, least=2)
    assert told.asked == (1, 1)
    assert (told.best.total, told.floored.total, told.cost) == (1700, 1500, 200)
    assert {(one.worker, one.opening) for one in told.floored.pairs} == {("w0", "x"), ("w3", "y")}
