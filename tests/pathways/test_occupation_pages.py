"""Occupations on the pages: of openings, in ability profiles, beside a comparison."""

import pytest
from django.test import Client

from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.sealing import guard
from ponte.pathways import actions
from ponte.pathways.models import AbilityProfile, Document, JobConditions, PairReview, Worker
from ponte.pathways.queries import matching as reading
from ponte.pathways.queries import special
from ponte.pathways.queries.sheet_beginnings import beginning
from ponte.pathways.rules.occupations import Kinship
from ponte.pathways.rules.profiles import AbilityFacts
from ponte.pathways.states import Instrument, PathwayState
from tests.pathways import factories as make
from tests.pathways import matched as match
from tests.pathways.browsers import browser
from tests.pathways.test_occupations import COOK, PIPE_WELDER, WELDER

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
BASE = "/en/pathways/"


@pytest.fixture
def one():
    return make.cast()


def drafted(one):
    opening = make.lead(one)
    with one.as_("officer") as by:
        actions.contact_company(opportunity=opening, by=by)
        actions.interview_company(opportunity=opening, facts=make.points(), by=by)
        actions.find_available(opportunity=opening, by=by)
    return opening


def test_the_job_profile_keeps_an_occupation_and_shows_it_to_each_in_their_language(one):
    opening = drafted(one)
    path = f"{BASE}openings/{opening.pk}/steps/draft_profile/"
    client = browser(one.officer)
    answer = client.post(path, {"occupation": "saldatrice", "hand_tools": "2!"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert JobConditions.objects.get(opportunity=opening).occupation == WELDER
    assert 'value="welder"' in client.get(path).content.decode()
    shown = client.get(f"{BASE}openings/{opening.pk}/").content.decode()
    assert "welder (ESCO 7212.3)" in shown
    italian = client.get(f"/it/pathways/openings/{opening.pk}/").content.decode()
    assert "saldatore/saldatrice (ESCO 7212.3)" in italian
    assert client.post(path, {"occupation": "", "hand_tools": "2!"}).status_code == 302
    assert JobConditions.objects.get(opportunity=opening).occupation == ""


def test_what_may_mean_several_is_shown_to_choose_from_and_nothing_is_lost(one):
    opening = drafted(one)
    path = f"{BASE}openings/{opening.pk}/steps/draft_profile/"
    client = browser(one.officer)
    typed = {"occupation": "welding", "hand_tools": "2!"}
    answer = client.post(path, typed)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "Which one do you mean?" in shown
    assert 'value="welding"' in shown and f'value="{WELDER}"' in shown
    assert not JobConditions.objects.filter(opportunity=opening).exists()
    chosen = client.post(path, {**typed, "occupation-which": COOK})
    assert chosen.status_code == 422  # not among those offered
    assert client.post(path, {**typed, "occupation-which": WELDER}).status_code == 302
    assert JobConditions.objects.get(opportunity=opening).occupation == WELDER
    unknown = client.post(path, {**typed, "occupation": "xyzzyqq"})
    assert unknown.status_code == 422
    assert "No occupation of this name is known." in unknown.content.decode()


def test_conditions_and_occupation_leave_each_other_alone(one):
    opening = match.post(one)
    before = JobConditions.objects.get(opportunity=opening)
    JobConditions.objects.filter(pk=before.pk).update(occupation=WELDER)
    with one.as_("officer") as by:
        actions.write_conditions(opportunity=opening, facts=match.conditions(), by=by)
    assert JobConditions.objects.get(opportunity=opening).occupation == WELDER


def test_only_who_searches_names_an_occupation_and_only_one_of_the_list(one):
    opening = drafted(one)
    told = {"opportunity": opening, "demand": make.DEMAND}
    for stranger in ("tutor", "signatory"):
        with one.as_(stranger) as by, pytest.raises(Refused):
            actions.draft_profile(**told, occupation=WELDER, by=by)
    with one.as_("officer") as by:
        with pytest.raises(RuleBroken):
            actions.draft_profile(**told, occupation="welder", by=by)
        actions.draft_profile(**told, occupation=WELDER, by=by)
        actions.draft_profile(**told, by=by)  # says nothing about it
    kept = JobConditions.objects.get(opportunity=opening)
    assert (kept.occupation, kept.written_by_id) == (WELDER, one.officer.pk)


def test_openings_are_narrowed_by_an_occupation_in_any_language(one):
    opening, other = match.post(one), match.post(one)
    JobConditions.objects.filter(opportunity=opening).update(occupation=WELDER)
    client = browser(one.officer)
    for typed, found in (("soudeuse", [opening.pk]), ("kuhar", []), ("xyzzyqq", [])):
        answer = client.get(f"{BASE}openings/", {"work": typed})
        assert [line["opening"].pk for line in answer.context["lines"]] == found, typed
        assert f'value="{typed}"' in answer.content.decode()
    everything = client.get(f"{BASE}openings/", {"work": " "})
    assert {line["opening"].pk for line in everything.context["lines"]} == {
        opening.pk,
        other.pk,
    }
    assert "welder (ESCO 7212.3)" in everything.content.decode()


def test_suggestions_are_for_whoever_is_signed_in(one):
    for who in ("officer", "worker", "signatory"):
        answer = browser(getattr(one, who)).get("/fr/pathways/occupations/", {"q": "saldat"})
        assert answer.json()[0] == "soudeur/soudeuse", who
    assert Client().get("/fr/pathways/occupations/", {"q": "saldat"}).status_code == 302
    assert browser(one.officer).get(f"{BASE}occupations/").json() == []


def test_the_sheet_of_the_job_profile_begins_with_the_occupation(one):
    opening = match.post(one)
    JobConditions.objects.filter(opportunity=opening).update(occupation=WELDER)
    with one.as_("officer") as by:
        found = beginning(by, opening, Instrument.JOB_PROFILE)
    assert found == {"occupation_esco": "welder (ESCO 7212.3)"}


@pytest.fixture
def town(one):
    opening = match.post(one, seats=2)
    JobConditions.objects.filter(opportunity=opening).update(occupation=WELDER)
    worker = match.able(one, done=(WELDER,), wished=(PIPE_WELDER, COOK))
    Worker.objects.filter(pk=worker.pk).update(person=one.worker)
    worker.refresh_from_db()
    case = make.case_at(one, PathwayState.MATCH_REVIEW, worker=worker, opportunity=opening)
    return opening, worker, match.able(one, "Bruno Altro"), case


def test_points_are_the_same_with_and_without_an_occupation(one, town):
    opening, worker, other, _case = town
    with one.as_("officer"):
        with_it = reading.pair_of(one.office.pk, worker.pk, opening.pk)
        without = reading.pair_of(one.office.pk, other.pk, opening.pk)
    assert with_it.comparison == without.comparison
    assert [near.kin for near in with_it.kinship.near] == ["same", "group"]
    assert without.kinship == Kinship(WELDER)


def test_a_pair_a_list_and_the_profile_tell_it_in_words(one, town):
    opening, worker, other, case = town
    client = browser(one.officer)
    pair = f"{BASE}matching/workers/{{}}/openings/{opening.pk}/"
    same = client.get(pair.format(worker.pk)).content.decode()
    assert "Occupation asked: welder (ESCO 7212.3). The worker has done this work." in same
    assert "similar work: pipe welder (Welders and flamecutters)." in same
    nothing = client.get(pair.format(other.pk)).content.decode()
    assert "The ability profile names no occupation yet." in nothing
    for path in (f"openings/{opening.pk}/", f"workers/{worker.pk}/"):
        shown = client.get(f"{BASE}matching/{path}").content.decode()
        assert "The worker has done this work." in shown, path
    assert "cook (ESCO" in shown
    own = browser(one.worker).get(f"{BASE}{case.pk}/match/").content.decode()
    assert "The worker has done this work." in own


def test_the_officer_writes_occupations_and_the_assessment_leaves_them(one, town):
    opening, _worker, other, _case = town
    path = f"{BASE}matching/workers/{other.pk}/abilities/"
    client = browser(one.officer)
    wrong = client.post(path, {"done_1": "welding"})
    assert wrong.status_code == 422 and "Which one do you mean?" in wrong.content.decode()
    assert client.post(path, {"done_1": "saldatrice", "wished_1": "cook"}).status_code == 302
    kept = AbilityFacts.read(special.kept_profile(AbilityProfile.objects.get(worker=other)))
    assert (kept.done, kept.wished) == ((WELDER,), (COOK,))
    assert 'value="welder"' in client.get(path).content.decode()
    assert browser(one.signatory).get(path).status_code == 404
    with one.as_("officer") as by, pytest.raises(RuleBroken):
        facts = match.abilities(done=("welder",))
        actions.write_abilities(worker=other, facts=facts, by=by)


def test_the_match_sheet_keeps_the_occupation_and_the_codes_of_skills(one, town):
    _opening, _worker, _other, case = town
    with one.as_("officer") as by:
        actions.reject_match(pathway=case, reason="The shift begins too early", by=by)
    with guard.opening():
        kept = PairReview.objects.get(pathway=case).comparison
    assert kept["occupation"]["asked"] == WELDER
    lines = {line["dimension"]: line["esco"] for line in kept["comparison"]["lines"]}
    assert lines == {"schooling": "", "hand_tools": "S6.7", "relations": "T4.3"}
    assert Document.objects.filter(pathway=case, instrument="match").exists()
    shown = browser(one.tutor).get(f"{BASE}{case.pk}/match/").content.decode()
    assert "The worker has done this work." in shown


def test_the_assessment_keeps_the_occupations_as_told(one):
    case = make.case_at(one, PathwayState.ORIENTATION)
    with one.as_("officer") as by:
        make.sheet(case, "I4", by, seen_tools=3, school="lower")
        facts = match.abilities(done=(WELDER,), wished=(COOK,))
        actions.write_abilities(worker=case.worker, facts=facts, by=by)
        kept = actions.take_from_assessment(worker=case.worker, by=by)
    found = AbilityFacts.read(special.kept_profile(kept))
    assert (found.done, found.wished) == ((WELDER,), (COOK,))


def test_how_matching_works_names_the_groups_of_skills(one, town):
    shown = browser(one.worker).get(f"{BASE}matching/how/{one.office.pk}/").content.decode()
    assert 'Hand tools: S6.7, <span lang="en">using hand tools</span>' in shown
