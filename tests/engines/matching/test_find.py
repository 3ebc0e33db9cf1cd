"""Candidates for an opening and openings for a worker, with the refusals and their reasons."""

from making import BOLOGNA, TERMS, WEIGHTS, given, markets, opening, worker

from ponte.engines.matching import constraints, find, score
from ponte.engines.matching.profiles import Demand, Means


@given(markets(strict=True, most=5))
def test_everybody_is_eligible_or_refused_with_reasons(market):
    workers, jobs = market
    for job in jobs:
        told = find.candidates(job, workers, weights=WEIGHTS, terms=TERMS)
        by_key = {one.key: one for one in workers}
        keys = [fit.worker for fit in told.fits] + [no.worker for no in told.refusals]
        assert sorted(keys) == sorted(by_key)
        for fit in told.fits:
            assert fit.score == score.score(by_key[fit.worker], job, WEIGHTS)
            assert not constraints.reasons(by_key[fit.worker], job, TERMS)
        for no in told.refusals:
            assert no.reasons == constraints.reasons(by_key[no.worker], job, TERMS)
            assert no.reasons
        points = [fit.score for fit in told.fits]
        assert points == sorted(points, reverse=True)
        broken = [len(no.reasons) for no in told.refusals]
        assert broken == sorted(broken)


@given(markets(strict=True, most=5))
def test_both_sides_see_the_same_pairs(market):
    workers, jobs = market
    given_ = {"weights": WEIGHTS, "terms": TERMS}
    from_jobs = {fit for job in jobs for fit in told(find.candidates(job, workers, **given_))}
    from_workers = {fit for one in workers for fit in told(find.openings(one, jobs, **given_))}
    assert from_jobs == from_workers


def told(shortlist):
    return [(fit.worker, fit.opening, fit.score) for fit in shortlist.fits]


def test_a_fit_says_what_is_not_met_yet():
    job = opening(
        demands={
            "machines": Demand(3, essential=True),
            "numbers": Demand(2),
            "relations": Demand(1, essential=True),
            "learning": Demand(1, essential=True),
        },
        loads={"noise": 3},
        eased={"noise": 1},
    )
    mine = worker(abilities={"machines": 2, "relations": 1}, limits={"noise": 2})
    [fit] = find.candidates(job, [mine], weights=WEIGHTS, terms=TERMS).fits
    assert fit.essential_gaps == ("learning", "machines")
    assert fit.unassessed == ("learning", "numbers")
    assert fit.eased == {"noise": 2}


def test_a_refused_worker_is_told_why():
    far = worker("far", travel={Means.WALK: 2})
    shortlist = find.openings(far, [opening(place=BOLOGNA)], weights=WEIGHTS, terms=TERMS)
    [refusal] = shortlist.refusals
    assert shortlist.fits == ()
    assert [reason.code.value for reason in refusal.reasons] == ["too_far"]
