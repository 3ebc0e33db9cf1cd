"""All pairs at once: the same pairs and points as one by one, in whatever order they are given."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import strategies as st
from making import TERMS, WEIGHTS, given, markets, opening, worker

from ponte.engines.matching import arcs as making_arcs
from ponte.engines.matching import constraints, score
from ponte.engines.matching.arcs import arcs, arcs_from
from ponte.engines.matching.catalogue import Weights
from ponte.engines.matching.profiles import Demand


def of(workers, jobs, most=None):
    return arcs(workers, jobs, weights=WEIGHTS, terms=TERMS, most=most)


def one_by_one(workers, jobs):
    return {
        (one.key, job.key, score.score(one, job, WEIGHTS))
        for one in workers
        for job in jobs
        if not constraints.reasons(one, job, TERMS)
    }


@given(markets(strict=True))
def test_an_arc_is_missing_where_there_is_a_reason(market):
    assert set(of(*market).pairs()) == one_by_one(*market)


@given(markets())
def test_points_are_those_of_the_score(market):
    found = of(*market)
    assert set(found.pairs()) == one_by_one(*market)
    assert len(found) == len(one_by_one(*market))


@given(markets(), st.randoms())
def test_the_order_of_the_lists_changes_nothing(market, chance):
    found = of(*market)
    shuffled = [chance.sample(side, len(side)) for side in market]
    again = of(*shuffled)
    assert (again.workers, again.openings) == (found.workers, found.openings)
    for name in ("seats", "worker", "opening", "score"):
        assert getattr(again, name).tolist() == getattr(found, name).tolist()


@given(markets(strict=True), st.integers(1, 4))
def test_at_most_so_many_of_the_best_of_each_worker(market, most):
    found = of(*market)
    best = of(*market, most=most)
    assert set(best.pairs()) <= set(found.pairs())
    for key in found.workers:
        points = sorted((s for w, _, s in found.pairs() if w == key), reverse=True)
        kept = sorted((s for w, _, s in best.pairs() if w == key), reverse=True)
        assert kept == points[:most]
    cells = best.worker * len(best.openings) + best.opening
    assert (np.diff(cells) > 0).all()


def test_large_lists_are_compared_in_blocks(monkeypatch):
    chance = random.Random(1)
    workers = [
        worker(f"w{n}", abilities={"machines": chance.randrange(5)}, limits={"noise": 2})
        for n in range(40)
    ]
    jobs = [
        opening(f"o{n}", demands={"machines": Demand(1 + n % 4)}, loads={"noise": n % 5})
        for n in range(10)
    ]
    whole, best = of(workers, jobs), of(workers, jobs, most=3)
    monkeypatch.setattr(making_arcs, "_CELLS", 37)
    assert list(of(workers, jobs).pairs()) == list(whole.pairs())
    assert list(of(workers, jobs, most=3).pairs()) == list(best.pairs())
    assert set(whole.pairs()) == one_by_one(workers, jobs)


def test_ties_at_the_border_do_not_all_fall_alike():
    """Fifty equal openings and room for five each: the workers do not crowd on the same five."""
    jobs = [opening(f"o{n}") for n in range(50)]
    found = of([worker(f"w{n}") for n in range(50)], jobs, most=5)
    assert len(found) == 250
    assert len(set(found.opening.tolist())) > 40


def test_scores_stay_exact_with_heavy_weights():
    """So many heavy demands that a small float could not tell them apart."""
    names = [f"d{n}" for n in range(600)]
    heavy = Weights("heavy", dict.fromkeys(names, 100), essential=10)
    job = opening(demands={name: Demand(1 + n % 4, True) for n, name in enumerate(names)})
    mine = [worker(f"w{n}", abilities=dict.fromkeys(names, n)) for n in range(5)]
    mine.append(worker("w5", abilities=dict.fromkeys(names[:-1], 4)))
    found = arcs(mine, [job], weights=heavy, terms=TERMS)
    assert set(found.pairs()) == {(one.key, "o", score.score(one, job, heavy)) for one in mine}


def test_many_loads_need_more_than_one_word():
    codes = [f"load{n}" for n in range(40)]
    mine = [worker(f"w{n}", limits={**dict.fromkeys(codes, 3), codes[n]: 1}) for n in range(40)]
    jobs = [opening(f"o{n}", loads={codes[n]: 2, "else": 4}) for n in range(40)]
    found = {(w, o) for w, o, _ in of(mine, jobs).pairs()}
    assert found == {(f"w{a}", f"o{b}") for a in range(40) for b in range(40) if a != b}


def test_twins_are_refused():
    with pytest.raises(ValueError):
        of([worker(), replace(worker(), months_in_cooperative=9)], [])
    with pytest.raises(ValueError):
        of([], [opening(), opening()])


def test_arcs_from_scores_given():
    found = arcs_from({("a", "x"): 5, ("b", "x"): 7}, {"x": 2, "y": 1}, ["c"])
    assert sorted(found.workers) == ["a", "b", "c"]
    assert dict(zip(found.openings, found.seats.tolist(), strict=True)) == {"x": 2, "y": 1}
    assert set(found.pairs()) == {("a", "x", 5), ("b", "x", 7)}
    assert len(arcs_from({}, {"x": 1})) == 0


@pytest.mark.parametrize(
    "scores, seats",
    [({("a", "x"): -1}, {"x": 1}), ({("a", "x"): 1001}, {"x": 1}), ({("a", "x"): 1}, {"x": 0})],
)
def test_arcs_that_make_no_sense_are_refused(scores, seats):
    with pytest.raises(ValueError):
        arcs_from(scores, seats)
