"""Profiles, candidates, reasons and ways out, reviews, proposals: what happens and what is kept."""

from dataclasses import fields

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ponte.engines.matching import changes as engine
from ponte.engines.matching.catalogue import default_weights
from ponte.engines.matching.profiles import AbilityProfile as Ability
from ponte.engines.matching.profiles import DemandProfile as Demand
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.sealing import guard
from ponte.pathways import actions
from ponte.pathways.models import (
    AbilityProfile,
    Document,
    Outcome,
    PairReview,
    Worker,
)
from ponte.pathways.queries import matching as reading
from ponte.pathways.queries import special
from ponte.pathways.rules import match_words as words
from ponte.pathways.rules.comparing import Comparison, compared
from ponte.pathways.rules.profiles import TERMS, AbilityFacts, ConditionFacts
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import matched as match
from tests.pathways import rows as row

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


def shortlist(one, opening):
    with one.as_("officer"):
        (job,) = reading.jobs(one.office.pk, only=[opening.pk])
        found, everyone = reading.candidates_for(one.office.pk, job)
        return found, [person for person in everyone if person.ability is None]


def test_a_worker_who_can_is_a_candidate_with_a_score_and_its_parts(one):
    worker, opening = match.able(one), match.post(one)
    found, waiting = shortlist(one, opening)
    assert [fit.worker for fit in found.fits] == [str(worker.pk)]
    assert (found.fits[0].score, found.refusals, waiting) == (1000, (), [])
    with one.as_("officer"):
        pair = reading.pair_of(one.office.pk, worker.pk, opening.pk)
    assert sum(line.points for line in pair.comparison.lines) == 1000
    assert pair.comparison.is_eligible and pair.lacking == []


def test_who_cannot_be_compared_yet_is_named_with_what_is_missing(one):
    opening = match.post(one)
    bare = make.worker(one, "Senza Profilo", person_id=None)
    lost = match.able(one, "Senza Casa")
    Worker.objects.filter(pk=lost.pk).update(municipality=None)
    match.able(one, "Senza Mezzi", travel={})
    found, waiting = shortlist(one, opening)
    assert found.fits == found.refusals == ()
    assert sorted(who.missing for who in waiting) == [("home",), ("profile",), ("travel",)]
    assert str(bare.pk) in {str(who.id) for who in waiting}
    assert all(who.lacking for who in waiting)


REFUSED = {
    "months": {"employed_since": make.today()},
    "hours": {"times": ("0.evening",)},
    "limit": {"limits": {"noise": 1}},
    "no_transport": {"travel": {"bicycle": 2}},
}


@pytest.mark.parametrize("code", REFUSED)
def test_each_reason_has_a_way_out_that_makes_the_pair_eligible(one, code):
    """What is suggested is done, and the pair is eligible: in words, and in the engine."""
    told = dict(REFUSED[code])
    since = told.pop("employed_since", None)
    worker = match.able(one, **told)
    if since:
        Worker.objects.filter(pk=worker.pk).update(employed_since=since)
    ways = ("public_transport", "car")
    opening = match.post(one, loads={"noise": 3}, eased={}, reached_by=ways)
    found, _waiting = shortlist(one, opening)
    assert [reason.code for reason in found.refusals[0].reasons] == [code]
    with one.as_("officer"):
        pair = reading.pair_of(one.office.pk, worker.pk, opening.pk)
    assert not pair.comparison.is_eligible
    assert words.reason(pair.comparison.reasons[0].code, pair.comparison.reasons[0].facts)
    assert words.change(pair.comparison.ways[0].code, pair.comparison.ways[0].facts)
    ability, demand = pair.person.ability, pair.job.demand
    after = engine.apply(engine.counterfactual(ability, demand, TERMS), ability, demand)
    assert compared(*after, default_weights(), TERMS).is_eligible


def test_hours_that_the_officer_widens_as_suggested_make_the_worker_eligible(one):
    worker, opening = match.able(one, times=("0.morning",)), match.post(one)
    assert shortlist(one, opening)[0].fits == ()
    with one.as_("officer") as by:
        actions.write_abilities(worker=worker, facts=match.abilities(), by=by)
    assert [fit.worker for fit in shortlist(one, opening)[0].fits] == [str(worker.pk)]


PROTECTED = {"sex", "gender", "age", "birth", "nation", "origin", "citizen", "religion", "belief",
             "family", "care", "health", "diagnosis", "disadvantage", "kind", "service", "justice",
             "name", "language_of_birth", "union", "orientation", "pregnan"}  # fmt: skip


def test_nothing_that_is_compared_can_hold_a_protected_attribute(one):
    """Neither the values that are compared nor the columns that are read for them."""
    for kind in (AbilityFacts, ConditionFacts, Ability, Demand):
        for name in (field.name for field in fields(kind)):
            assert not [word for word in PROTECTED if word in name], (kind, name)
    match.able(one), match.post(one)
    with one.as_("officer"), CaptureQueriesContext(connection) as asked:
        reading.people(one.office.pk)
        reading.jobs(one.office.pk)
    told = " ".join(query["sql"] for query in asked)
    for column in ("birth_year", "disadvantage", "referring_service", "justice", "support_actions",
                   '"name"', "person_id", "age_reason"):  # fmt: skip
        assert column not in told.replace('"territory_municipality"."name"', "").replace(
            '"pathways_opportunity"."referent_name"', ""
        ), column
    with pytest.raises(RuleBroken), one.as_("officer") as by:
        facts = AbilityFacts(abilities={"sex": 1})
        actions.write_abilities(worker=match.able(one, "Altra"), facts=facts, by=by)


def test_a_score_is_the_same_whatever_the_disadvantage_and_the_year_of_birth(one):
    opening = match.post(one)
    workers = [match.able(one, f"Persona {n}") for n in range(3)]
    for worker, kind, year in zip(
        workers, ("PSYCHIC", "PHYSICAL", "SOCIAL_ADDICTION"), (1970, 1985, 2000), strict=True
    ):
        Worker.objects.filter(pk=worker.pk).update(birth_year=year)
        with one.as_("officer") as by:
            actions.record_disadvantage(worker=worker, kind=kind, by=by)
    assert {fit.score for fit in shortlist(one, opening)[0].fits} == {1000}


def test_candidates_are_found_in_few_questions_however_many(one):
    opening = match.post(one)
    made = [match.able(one, f"Persona {n}") for n in range(3)]

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            shortlist(one, opening)
        return len([query for query in asked if "pathways_" in query["sql"]])

    few = questions()
    for n in range(6):
        match.able(one, f"Altra {n}")
    assert questions() == few <= 8
    assert len(made) == 3


def test_a_place_promised_to_another_is_no_longer_offered(one):
    opening = match.post(one)
    match.able(one, "Chi aspetta")
    make.case_at(one, P.AGREEMENT_DRAFT, opportunity=opening)
    with one.as_("officer"):
        (job,) = reading.jobs(one.office.pk, only=[opening.pk])
    assert (job.seats, job.missing) == (0, ("seats",))


def test_who_was_hired_has_left_the_list(one):
    worker, opening = match.able(one), match.post(one)
    case = row.pathway(one.office, one.cooperative, one.company, worker=worker, state=P.HIRED)
    contract = {"contract_type": "x", "weekly_hours": 20, "collective_agreement": "x"}
    Outcome.objects.create(
        pathway=case, kind="hired", on=make.today(), recorded_by_id=one.officer.pk, **contract
    )
    found, waiting_ = shortlist(one, opening)
    assert found.fits == found.refusals == ()
    assert worker.pk not in {who.id for who in waiting_}
    with one.as_("officer"):
        pair = reading.pair_of(one.office.pk, worker.pk, opening.pk)
    assert pair.person.missing == ("left",) and pair.lacking


def test_the_profile_is_taken_from_the_assessment_and_keeps_the_limits(one):
    case = make.case_at(one, P.ORIENTATION)
    worker = case.worker
    with one.as_("officer") as by:
        with pytest.raises(RuleBroken):
            actions.take_from_assessment(worker=worker, by=by)
        make.sheet(case, "I4", by, seen_tools=3, seen_relations=2, school="lower",
                   work_times=["morning"], hours_a_week=20, transport=["bus"],
                   travel_minutes=30)  # fmt: skip
        facts = AbilityFacts(abilities={"relations": 0}, limits={"noise": 2})
        actions.write_abilities(worker=worker, facts=facts, by=by, limits_agreed_on=make.today())
        kept = actions.take_from_assessment(worker=worker, by=by)
    found = AbilityFacts.read(special.kept_profile(kept))
    told = {"hand_tools": 3, "machines": 3, "relations": 2, "schooling": 2}
    assert told.items() <= found.abilities.items()
    assert found.travel == {"public_transport": 10}
    assert found.times == match.MORNINGS and found.hours_a_week == 20
    assert found.limits == {"noise": 2} and kept.limits_agreed_on == make.today()
    assert kept.written_by_id == one.officer.pk and kept.from_sheet


def test_limits_need_the_workers_agreement_and_the_worker_takes_them_back(one):
    worker = make.case_at(one, P.PROPOSED).worker
    facts = AbilityFacts(abilities={"relations": 2}, limits={"noise": 1})
    with one.as_("officer") as by:
        with pytest.raises(RuleBroken):
            actions.write_abilities(worker=worker, facts=facts, by=by)
        actions.write_abilities(worker=worker, facts=facts, by=by, limits_agreed_on=make.today())
    with one.as_("worker") as by:
        actions.withdraw_limits(worker=worker, by=by)
    kept = AbilityProfile.objects.get(worker=worker)
    limits = AbilityFacts.read(special.kept_profile(kept)).limits
    assert limits == {} and kept.limits_agreed_on is None
    with one.as_("signatory") as by, pytest.raises(Refused):
        actions.withdraw_limits(worker=worker, by=by)


WRONG = (
    {"abilities": {"relations": 5}},
    {"abilities": {"beauty": 1}},
    {"travel": {"carriage": 2}},
    {"travel": {"car": 0}},
    {"hours_a_week": 90},
    {"times": ("9.morning",)},
)


@pytest.mark.parametrize("changed", WRONG)
def test_what_no_profile_holds_is_refused(one, changed):
    worker = make.worker(one)
    with one.as_("officer") as by, pytest.raises(RuleBroken):
        actions.write_abilities(worker=worker, facts=match.abilities(**changed), by=by)


@pytest.mark.parametrize(
    "changed",
    [
        {"hours": ((0, 610, 700),)},
        {"hours": ((7, 0, 60),)},
        {"reached_by": ("balloon",)},
        {"loads": {"noise": 9}},
        {"eased": {"x": 1}},
    ],
)
def test_what_no_opening_asks_is_refused(one, changed):
    opening = make.opening(one)
    with one.as_("officer") as by, pytest.raises(RuleBroken):
        actions.write_conditions(opportunity=opening, facts=ConditionFacts(**changed), by=by)


def test_weights_are_published_in_versions_and_change_the_score(one):
    worker = match.able(one, abilities={"schooling": 2, "hand_tools": 0, "relations": 2})
    opening = match.post(one)
    before = shortlist(one, opening)[0].fits[0].score
    weights = dict(default_weights().dimensions)
    with one.as_("lead") as by:
        for wrong in ({"essential": 0}, {"why": " "}, {"weights": {"schooling": 3}}):
            told = {"weights": weights, "essential": 3, "why": "As agreed"} | wrong
            with pytest.raises(RuleBroken):
                actions.publish_weights(office=one.office, by=by, **told)
        told = {"essential": 10, "why": "Tools first", "weights": weights | {"hand_tools": 100}}
        first = actions.publish_weights(office=one.office, by=by, **told)
        second = actions.publish_weights(office=one.office, by=by, **told)
    assert (first.version, second.version) == (1, 2)
    found = shortlist(one, opening)[0].fits[0]
    assert found.score < before and found.worker == str(worker.pk)
    with one.as_("officer"):
        assert reading.pair_of(one.office.pk, worker.pk, opening.pk).comparison.version == "2"


def test_a_reviewed_pair_keeps_its_comparison_and_the_reason(one):
    worker, opening = match.able(one, travel={"bicycle": 1}), match.post(one, loads={"noise": 1})
    Worker.objects.filter(pk=worker.pk).update(employed_since=make.today())
    with one.as_("officer") as by:
        for wrong in ({"verdict": "perhaps"}, {"reason": " "}):
            told = {"verdict": "fits_not", "reason": "Too early"} | wrong
            with pytest.raises(RuleBroken):
                actions.review_pair(worker=worker, opportunity=opening, by=by, **told)
        actions.review_pair(
            worker=worker, opportunity=opening, verdict="fits_not", reason="Too early", by=by
        )
    kept = PairReview.objects.get()
    with guard.opening():
        found, why = Comparison.read(kept.comparison["comparison"]), kept.reason
    assert [reason.code for reason in found.reasons] == ["months"]
    assert (why, kept.verdict, kept.reviewed_by_id) == (
        "Too early", "fits_not", one.officer.pk)  # fmt: skip
    foreign = match.post(make.cast(" Altrove"))
    with one.as_("officer") as by, pytest.raises(Refused):
        actions.review_pair(worker=worker, opportunity=foreign, verdict="fits", reason="x", by=by)


def test_a_decision_on_a_case_keeps_the_match_sheet(one):
    opening = match.post(one, seats=2)
    worker = match.able(one)
    Worker.objects.filter(pk=worker.pk).update(person=one.worker)
    worker.refresh_from_db()
    case = make.case_at(one, P.MATCH_REVIEW, worker=worker, opportunity=opening)
    with one.as_("officer") as by:
        actions.reject_match(pathway=case, reason="The shift begins too early", by=by)
    sheet = Document.objects.get(pathway=case, instrument="match")
    assert sheet.state == "complete" and sheet.author_id == one.officer.pk
    kept = PairReview.objects.get(pathway=case)
    with guard.opening():
        assert kept.verdict == "fits_not" and kept.comparison["comparison"]["score"] == 1000
    with one.as_("signatory"):
        assert not Document.objects.filter(instrument="match").exists()
        assert not PairReview.objects.exists()
    with one.as_("worker"):
        assert Document.objects.filter(instrument="match").exists()


def test_a_decision_without_profiles_says_what_was_missing(one):
    case = make.case_at(one, P.AGREEMENT_DRAFT)
    kept = PairReview.objects.get(pathway=case)
    with guard.opening():
        assert kept.verdict == "fits" and kept.comparison["comparison"] is None
        assert kept.comparison["missing"] == ["profile", "place", "demand"]
