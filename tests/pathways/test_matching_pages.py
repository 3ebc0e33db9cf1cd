"""Pages of matching over HTTP: who is let in, what they find there, what they may not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ponte.engines.matching.catalogue import default_weights
from ponte.kit.sealing import guard
from ponte.pathways import actions
from ponte.pathways.models import (
    AbilityProfile,
    JobConditions,
    MatchingWeights,
    MatchProposal,
    PairReview,
    Worker,
)
from ponte.pathways.queries import special
from ponte.pathways.rules.profiles import AbilityFacts, ConditionFacts
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import matched as match
from tests.pathways.browsers import browser
from tests.pathways.test_special import log

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState
BASE = "/en/pathways/matching/"
COMPANY = ("signatory", "referent")
NOBODY = (*COMPANY, "operator", "auditor")


@pytest.fixture
def one():
    return make.cast()


def page(one, who: str, path: str, **posted):
    client = browser(getattr(one, who))
    return client.post(BASE + path, posted) if posted else client.get(BASE + path)


def text(one, who: str, path: str) -> str:
    answer = page(one, who, path)
    assert answer.status_code == 200, (who, path, answer.status_code)
    return answer.content.decode()


def let_in(one, path: str, *, people=("lead", "officer", "manager", "tutor", "worker", *NOBODY)):
    return {who for who in people if page(one, who, path).status_code == 200}


@pytest.fixture
def town(one):
    """An opening, a worker of it in review with an account and a tutor, another who waits."""
    opening = match.post(one, seats=2, loads={"noise": 3})
    worker = match.able(one)
    Worker.objects.filter(pk=worker.pk).update(person=one.worker)
    worker.refresh_from_db()
    case = make.case_at(one, P.MATCH_REVIEW, worker=worker, opportunity=opening)
    other = match.able(one, "Bruno Altro", limits={"noise": 1})
    return opening, worker, other, case


def test_only_the_office_finds_the_candidates_of_an_opening(one, town):
    opening, worker, other, _case = town
    path = f"openings/{opening.pk}/"
    assert let_in(one, path) == {"lead", "officer"}
    shown = text(one, "officer", path)
    assert worker.name in shown and other.name in shown
    assert "1 worker could go" in shown and "Noise: the work asks for it" in shown
    elsewhere = make.cast(" Altrove")
    assert page(elsewhere, "lead", path).status_code == 404


def test_the_openings_of_a_worker_are_for_the_worker_the_own_side_and_the_office(one, town):
    opening, worker, other, _case = town
    path = f"workers/{worker.pk}/"
    assert let_in(one, path) == {"lead", "officer", "manager", "tutor", "worker"}
    assert let_in(one, f"workers/{other.pk}/") == {"lead", "officer", "manager"}
    for who in ("worker", "tutor", "officer"):
        shown = text(one, who, path)
        assert "1 opening could suit" in shown and one.company.name in shown
        assert other.name not in shown
    assert "Write the ability profile" not in text(one, "worker", path)


def test_one_pair_is_explained_and_what_would_change_it(one, town):
    opening, worker, other, _case = town
    path = f"workers/{other.pk}/openings/{opening.pk}/"
    shown = text(one, "officer", path)
    assert "What stands in the way, and what would change it" in shown
    assert "The company could bring “Noise”" in shown or "Noise" in shown
    assert let_in(one, path) == {"lead", "officer", "manager"}
    own = f"workers/{worker.pk}/openings/{opening.pk}/"
    assert let_in(one, own) == {"lead", "officer", "manager", "tutor", "worker"}
    assert "Nothing stands in the way." in text(one, "worker", own)
    assert "A person decides, not a computer." in text(one, "worker", own)


def test_a_person_of_the_office_keeps_what_was_found_and_others_may_not(one, town):
    opening, worker, other, _case = town
    path = f"workers/{other.pk}/openings/{opening.pk}/"
    wrong = page(one, "officer", path, verdict="fits")
    assert wrong.status_code == 422 and PairReview.objects.count() == 0
    assert page(one, "officer", path, verdict="fits_not", reason="Noise").status_code == 302
    kept = PairReview.objects.get()
    with guard.opening():
        assert (kept.verdict, kept.reason) == ("fits_not", "Noise")
    assert "Noise" in text(one, "officer", path)
    for who in ("manager", *NOBODY):
        page(one, who, path, verdict="fits", reason="x")
    assert PairReview.objects.count() == 1


def test_the_worker_and_the_opening_lead_to_what_is_compared(one, town):
    opening, worker, _other, case = town
    own = browser(one.worker).get(f"/en/pathways/worker/{case.pk}/").content.decode()
    assert f"matching/workers/{worker.pk}/" in own
    path = f"/en/pathways/openings/{opening.pk}/"
    for who, sees in (("officer", True), ("tutor", False), ("signatory", False)):
        shown = browser(getattr(one, who)).get(path).content.decode()
        assert (f"matching/openings/{opening.pk}/" in shown) == sees, who


def test_how_matching_works_is_for_everybody_of_the_case(one, town):
    path = f"how/{one.office.pk}/"
    assert {"lead", "officer", "manager", "tutor", "worker", "signatory"} <= let_in(one, path)
    shown = text(one, "worker", path)
    assert "Hand tools" in shown and "none of its own yet" in shown
    assert page(make.cast(" Altrove"), "tutor", path).status_code == 404


def test_the_head_of_the_office_publishes_weights_that_everybody_reads(one, town):
    path = f"how/{one.office.pk}/weights/"
    assert let_in(one, path) == {"lead"}
    given = {f"weight_{code}": weight for code, weight in default_weights().dimensions.items()}
    posted = {**given, "essential": 4, "explained": "Hands first"}
    assert page(one, "officer", path, **posted).status_code == 404
    assert page(one, "lead", path, **{**posted, "weight_numbers": 0}).status_code == 422
    assert page(one, "lead", path, **posted).status_code == 302
    made = MatchingWeights.objects.get()
    assert (made.version, made.essential, made.why) == (1, 4, "Hands first")
    assert "Hands first" in text(one, "tutor", f"how/{one.office.pk}/")


def test_the_officer_writes_an_ability_profile_and_who_did_is_shown(one, town):
    opening, worker, other, _case = town
    path = f"workers/{other.pk}/abilities/"
    assert let_in(one, path) == {"lead", "officer"}
    posted = {
        "level_hand_tools": "3",
        "travel_bicycle": "5",
        "times": ["0.morning", "1.morning"],
        "hours_a_week": "12",
        "limit_lifting": "2",
    }
    wrong = page(one, "officer", path, **posted)
    assert wrong.status_code == 422 and "agreed to share" in wrong.content.decode()
    day = make.today().isoformat()
    assert page(one, "officer", path, **posted, limits_agreed_on=day).status_code == 302
    kept = AbilityFacts.read(special.kept_profile(AbilityProfile.objects.get(worker=other)))
    assert kept.abilities == {"hand_tools": 3} and kept.travel == {"bicycle": 5}
    assert kept.times == ("0.morning", "1.morning") and kept.limits == {"lifting": 2}
    shown = text(one, "officer", f"workers/{other.pk}/")
    assert f"Written by {one.officer}" in shown and "Lifting and carrying: Part of the" in shown
    assert 'value="3" selected' in text(one, "officer", path)


def test_the_profile_comes_from_the_assessment_at_the_press_of_a_button(one, town):
    _opening, worker, other, case = town
    office = browser(one.officer)
    answer = office.post(f"{BASE}workers/{other.pk}/take/", follow=True)
    assert "No skills assessment of this worker is complete yet." in answer.content.decode()
    assert page(one, "tutor", f"workers/{worker.pk}/take/", sent="1").status_code == 404


def test_a_worker_takes_back_the_limits(one, town):
    opening, worker, other, _case = town
    with one.as_("officer") as by:
        facts = match.abilities(limits={"noise": 1})
        actions.write_abilities(worker=worker, facts=facts, by=by, limits_agreed_on=make.today())
    assert "Share no limit any more" in text(one, "worker", f"workers/{worker.pk}/")
    assert page(one, "worker", f"workers/{worker.pk}/limits/", sent="1").status_code == 302
    assert special.kept_profile(AbilityProfile.objects.get(worker=worker))["limits"] == {}
    assert page(one, "signatory", f"workers/{worker.pk}/limits/", sent="1").status_code == 404


def test_who_searches_writes_the_conditions_of_an_opening(one, town):
    opening = town[0]
    path = f"openings/{opening.pk}/conditions/"
    assert let_in(one, path) == {"lead", "officer"}
    wrong = page(one, "officer", path, from_0="09:00")
    assert wrong.status_code == 422 and "both hours" in wrong.content.decode()
    late = page(one, "officer", path, from_0="13:00", to_0="09:00")
    assert late.status_code == 422
    posted = {
        "from_0": "09:00",
        "to_0": "13:00",
        "is_fixed": "on",
        "reached_by": ["car"],
        "load_noise": "2",
        "eased_noise": "1",
    }
    assert page(one, "officer", path, **posted).status_code == 302
    kept = ConditionFacts.read(JobConditions.objects.get(opportunity=opening).conditions)
    assert kept == ConditionFacts(((0, 540, 780),), True, ("car",), {"noise": 2}, {"noise": 1})
    assert 'value="09:00"' in text(one, "officer", path)


def test_the_best_overall_proposal_is_the_offices_and_can_be_taken_away(one, town):
    opening, worker, other, _case = town
    path = f"offices/{one.office.pk}/"
    assert let_in(one, path) == {"lead", "officer"}
    assert "No proposal yet" in text(one, "officer", path)
    assert page(one, "signatory", path, sent="1").status_code == 404
    answer = page(one, "officer", path, sent="1")
    made = MatchProposal.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"].endswith(f"{made.pk}/")
    shown = text(one, "officer", f"proposals/{made.pk}/")
    assert worker.name in shown and "1 pair" in shown and "1,000 of 1,000 points" in shown
    assert "fewer than five people in all" in shown
    assert let_in(one, f"proposals/{made.pk}/") == {"lead", "officer"}
    file = page(one, "officer", f"proposals/{made.pk}/csv/")
    assert (
        file.headers["Content-Type"].startswith("text/csv") and worker.name in file.content.decode()
    )
    assert let_in(one, f"proposals/{made.pk}/csv/") == {"lead", "officer"}
    assert let_in(one, f"proposals/{made.pk}/groups/csv/") == {"lead", "officer"}
    assert "groups/csv/" not in shown, "nothing to take away"
    assert page(make.cast(" Altrove"), "lead", f"proposals/{made.pk}/").status_code == 404


def test_a_floor_is_asked_with_a_reason_and_shown_with_its_cost(one, town):
    path = f"offices/{one.office.pk}/"
    wrong = page(one, "officer", path, floor="80", floor_reason="")
    assert wrong.status_code == 422 and MatchProposal.objects.count() == 0
    assert page(one, "officer", path, floor="80", floor_reason="Nobody left out").status_code == 302
    made = MatchProposal.objects.get()
    shown = text(one, "officer", f"proposals/{made.pk}/")
    assert "Nobody left out" in shown and "0 points less in all" in shown


def test_a_proposal_that_is_not_worked_out_yet_says_how_far_it_is(one, town):
    made = MatchProposal.objects.create(office=one.office, asked_by_id=one.officer.pk)
    shown = text(one, "officer", f"proposals/{made.pk}/")
    assert "step 0 of 3" in shown and "waiting its turn" in shown


def test_matching_begins_with_what_each_may_look_at(one, town):
    opening, worker, other, _case = town
    officers = text(one, "officer", "")
    assert opening.title in officers and other.name in officers
    tutors = text(one, "tutor", "")
    assert worker.name in tutors and other.name not in tutors and opening.title not in tutors
    for who in COMPANY:
        assert "Nothing to compare yet" in text(one, who, "")


def test_the_case_keeps_its_match_sheet_on_a_page_that_no_company_has(one, town):
    opening, worker, other, case = town
    path = f"/en/pathways/{case.pk}/match/"

    def seen(who: str):
        return browser(getattr(one, who)).get(path)

    people = ("lead", "officer", "manager", "tutor", "worker")
    assert [seen(who).status_code for who in people] == [200] * 5
    assert "As it stands today" in seen("worker").content.decode()
    assert [seen(who).status_code for who in COMPANY] == [404, 404]
    with one.as_("officer") as by:
        actions.reject_match(pathway=case, reason="Too early a shift", by=by)
    for who in people:
        shown = seen(who).content.decode()
        assert "Too early a shift" in shown and "it does not fit" in shown, who


def test_readings_of_the_office_are_written_down_and_the_workers_own_are_not(one, town):
    opening, worker, other, _case = town

    def told() -> int:
        with log() as readings:
            return len([one for one in readings if "limits" in one.data])

    before = told()
    text(one, "officer", f"openings/{opening.pk}/")
    text(one, "tutor", f"workers/{worker.pk}/")
    assert told() == before + 2
    text(one, "worker", f"workers/{worker.pk}/")
    assert told() == before + 2


def test_candidates_are_shown_in_few_questions_however_many(one, town):
    opening = town[0]
    client = browser(one.officer)

    def questions() -> int:
        client.get(f"{BASE}openings/{opening.pk}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{BASE}openings/{opening.pk}/")
        return len([query for query in asked if '"pathways_' in query["sql"]])

    few = questions()
    for n in range(4):
        match.able(one, f"Altra Persona {n}")
    assert questions() == few <= 12
