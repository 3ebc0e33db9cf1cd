"""The best proposal: as good as brute force and scipy, proven by its prices, always the same."""

from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import strategies as st
from making import TERMS, WEIGHTS, given, markets, scored
from scipy.optimize import linear_sum_assignment

from ponte.engines.matching import solve
from ponte.engines.matching.arcs import arcs, arcs_from
from ponte.engines.matching.assign import (
    Placed,
    assign,
    blocking_pairs,
    places,
    points_short,
    solution_of,
    weights,
)


def brute_force(found):
    """The greatest total over every way to give each worker a seat or none."""
    room = dict(zip(found.openings, found.seats.tolist(), strict=True))
    options = {key: [(None, 0)] for key in found.workers}
    for w, o, points in found.pairs():
        options[w].append((o, points))
    best = 0
    for choice in product(*options.values()):
        taken = [o for o, _ in choice if o]
        if all(taken.count(o) <= seats for o, seats in room.items()):
            best = max(best, sum(points for _, points in choice))
    return best


def by_scipy(found):
    """The same by scipy, every seat a column of its own."""
    first = np.concatenate([[0], np.cumsum(found.seats)])
    table = np.zeros((len(found.workers), int(first[-1])))
    for w, o, points in zip(found.worker, found.opening, found.score, strict=True):
        table[w, first[o] : first[o + 1]] = points
    return int(table[linear_sum_assignment(table, maximize=True)].sum())


def check(found, best):
    """A proposal keeps to the arcs, to one seat each and to the seats there are."""
    known = set(found.pairs())
    assert {(one.worker, one.opening, one.score) for one in best.pairs} <= known
    workers = [one.worker for one in best.pairs]
    assert len(set(workers)) == len(workers)
    for key, seats in zip(found.openings, found.seats.tolist(), strict=True):
        assert sum(one.opening == key for one in best.pairs) <= seats
    assert best.total == sum(one.score for one in best.pairs)
    assert sorted([*workers, *best.unplaced]) == sorted(found.workers)
    assert list(best.pairs) == sorted(best.pairs, key=lambda one: (one.worker, one.opening))


small = scored(workers=5, openings=4, seats=2) | scored(workers=5, openings=4, seats=2, highest=3)
larger = scored(workers=40, openings=12, seats=4) | scored(40, 12, 4, highest=2)


@given(small)
def test_as_good_as_brute_force(found):
    best = assign(found)
    check(found, best)
    assert best.total == brute_force(found)


@given(larger)
def test_as_good_as_scipy(found):
    best = assign(found)
    check(found, best)
    assert best.total == by_scipy(found)


@given(markets(most=12))
def test_as_good_as_scipy_on_profiles(market):
    found = arcs(*market, weights=WEIGHTS, terms=TERMS)
    best = assign(found)
    check(found, best)
    assert best.total == by_scipy(found)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("alike", [False, True])
def test_as_good_as_scipy_when_the_auction_is_at_work(seed, alike):
    found = crowd(seed, alike)
    best = assign(found)
    check(found, best)
    assert best.total == by_scipy(found)
    proven(found)


@cache
def crowd(seed, alike):
    """More workers than the auction leaves alone; `alike` scores differ by little."""
    chance = np.random.default_rng(seed)
    workers, jobs = int(chance.integers(60, 200)), int(chance.integers(5, 60))
    good, easy = chance.random(workers), chance.random(jobs)
    scores = {}
    for w in range(workers):
        for o in chance.choice(jobs, size=int(chance.integers(0, jobs + 1)), replace=False):
            points = 600 * good[w] + 300 * easy[o] if alike else 900 * chance.random()
            scores[f"w{w}", f"o{o}"] = int(points + 100 * chance.random())
    seats = {f"o{o}": int(chance.integers(1, 8)) for o in range(jobs)}
    return arcs_from(scores, seats, [f"w{w}" for w in range(workers)])


def proven(found):
    """Duality: no proposal can weigh more than gains and prices, and this one weighs as much."""
    weight, _point = weights(found)
    one = solution_of(found)
    assert (one.gains >= 0).all()
    assert (one.prices >= 0).all()
    assert (one.gains[found.worker] + one.prices[found.opening] >= weight).all()
    seated = np.flatnonzero(one.opening >= 0)
    total = weight[places(found, seated, one.opening[seated])].sum()
    assert total == one.gains.sum() + (one.prices * found.seats).sum()


@given(small | larger)
def test_the_prices_prove_the_proposal(found):
    proven(found)


@given(larger, st.sampled_from([0, 10**6]), st.integers(1, 200))
def test_an_auction_to_the_end_and_none_at_all_end_alike(found, tail, step):
    weight, _point = weights(found)
    before = solve._TAIL
    try:
        solve._TAIL = tail
        one = solved(found, weight, step=step)
    finally:
        solve._TAIL = before
    assert weighed(found, weight, one) == weighed(found, weight, solution_of(found))


@given(larger, st.randoms())
def test_whatever_prices_it_starts_from_it_ends_best(found, chance):
    """Far too high, far too low: seats that nobody would pay for seek workers themselves."""
    weight, point = weights(found)
    wild = [chance.choice((0, chance.randrange(1100 * point))) for _ in found.openings]
    one = solved(found, weight, step=1, prices=np.array(wild, dtype=np.int64))
    assert weighed(found, weight, one) == weighed(found, weight, solution_of(found))
    assert (one.gains[found.worker] + one.prices[found.opening] >= weight).all()


def solved(found, weight, **more):
    return solve.solve(found.worker, found.opening, weight, found.seats, len(found.workers), **more)


def weighed(found, weight, one):
    seated = np.flatnonzero(one.opening >= 0)
    return weight[places(found, seated, one.opening[seated])].sum()


@given(small)
def test_of_all_best_totals_the_one_that_places_most(found):
    assert len(assign(found).pairs) == most_placed(found, assign(found).total)


def most_placed(found, total):
    room = dict(zip(found.openings, found.seats.tolist(), strict=True))
    options = {key: [(None, 0)] for key in found.workers}
    for w, o, points in found.pairs():
        options[w].append((o, points))
    best = 0
    for choice in product(*options.values()):
        taken = [o for o, _ in choice if o]
        fits = all(taken.count(o) <= seats for o, seats in room.items())
        if fits and sum(points for _, points in choice) == total:
            best = max(best, len(taken))
    return best


@pytest.mark.parametrize("kinds", [1, 2, 5])
def test_as_good_as_scipy_when_scores_are_all_alike(kinds):
    """Where many move for nothing, all who seek are served together."""
    chance = np.random.default_rng(kinds)
    scores = {
        (f"w{w}", f"o{o}"): int(chance.integers(1, kinds + 1)) * 200
        for w in range(150)
        for o in chance.choice(60, size=5, replace=False)
    }
    found = arcs_from(scores, {f"o{o}": 1 + o % 3 for o in range(60)})
    best = assign(found)
    check(found, best)
    assert best.total == by_scipy(found)
    proven(found)


@given(scored(highest=2), st.randoms())
def test_the_same_cases_give_the_same_proposal_in_any_order(found, chance):
    pairs = {(w, o): points for w, o, points in found.pairs()}
    seats = dict(zip(found.openings, found.seats.tolist(), strict=True))
    shuffled = dict(chance.sample(list(pairs.items()), len(pairs)))
    again = arcs_from(
        shuffled, dict(chance.sample(list(seats.items()), len(seats))), reversed(found.workers)
    )
    assert assign(again) == assign(found)


def test_nobody_and_nothing():
    assert assign(arcs_from({}, {})).pairs == ()
    assert assign(arcs_from({}, {"o": 2}, ["w"])).unplaced == ("w",)
    assert assign(arcs(*[[], []], weights=WEIGHTS, terms=TERMS)).total == 0


def test_the_total_counts_not_the_best_pair():
    found = arcs_from({("a", "x"): 900, ("a", "y"): 800, ("b", "x"): 700}, {"x": 1, "y": 1})
    assert [(one.worker, one.opening) for one in assign(found).pairs] == [("a", "y"), ("b", "x")]


@given(small)
def test_points_short_bring_a_pair_into_a_best_proposal(found):
    best = assign(found)
    for worker, opening, points in found.pairs():
        short = points_short(found, best, worker, opening)
        assert short >= 0
        if any((one.worker, one.opening) == (worker, opening) for one in best.pairs):
            assert short == 0
        if points + short <= 1000:
            raised = {pair[:2]: pair[2] for pair in found.pairs()}
            raised[worker, opening] = points + short
            seats = dict(zip(found.openings, found.seats.tolist(), strict=True))
            again = arcs_from(raised, seats, found.workers)
            assert points_short(again, assign(again), worker, opening) == 0


def test_a_pair_without_an_arc_is_not_short_of_points():
    found = arcs_from({("a", "x"): 5}, {"x": 1, "y": 1}, ["b"])
    assert points_short(found, assign(found), "a", "y") is None
    assert points_short(found, assign(found), "b", "y") is None


@given(small)
def test_blocking_pairs_are_those_that_would_both_rather(found):
    best = assign(found)
    has = {one.worker: one.score for one in best.pairs}
    seats = dict(zip(found.openings, found.seats.tolist(), strict=True))
    expected = []
    for worker, opening, points in found.pairs():
        there = [one.score for one in best.pairs if one.opening == opening]
        room = len(there) < seats[opening] or min(there) < points
        if points > has.get(worker, -1) and room:
            expected.append(Placed(worker, opening, points))
    assert sorted(blocking_pairs(found, best), key=str) == sorted(expected, key=str)


def test_a_best_total_may_leave_a_blocking_pair():
    found = arcs_from({("a", "x"): 900, ("a", "y"): 800, ("b", "x"): 700}, {"x": 1, "y": 1})
    assert blocking_pairs(found, assign(found)) == (Placed("a", "x", 900),)
