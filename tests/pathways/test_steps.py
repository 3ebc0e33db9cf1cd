"""Every step through its page: taken by whoever may, refused to others, told when it is stale."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ponte.pathways import actions
from ponte.pathways.models import Agreement, FollowUp, HoursEntry, Outcome, Pathway, Transition
from ponte.pathways.permissions import CASE_ACTIONS
from ponte.pathways.queries.steps import AGAIN, ASKED, LOOK_BACK, VERBS
from ponte.pathways.states import PathwayState
from ponte.pathways.views.steps import WAYS
from tests.pathways import factories as make
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


def address(case, action: str) -> str:
    return f"/en/pathways/{case.pk}/steps/{action}/"


def day(after: int = 0) -> str:
    return (make.today() + timedelta(days=after)).isoformat()


AGREED = {
    "reason": "Fits the bench",
    "legal_basis": "ART30_INTEREST",
    "legal_evidence": "Resolution 3",
    "planned_hours": "300",
    "weekly_hours": "20",
    "starts_on": day(),
    "ends_on": day(120),
    "objectives": "Works alone",
    "safety": "Eight hours",
    "cover": "INAIL",
    "tasks_change": "no",
    "distance_km": "10",
}


def with_request(one, case) -> dict:
    chosen = make.opening(one)
    with one.as_("tutor") as by:
        make.sheet(case, "I3", by)
    return {"opportunity": str(chosen.pk)}


def with_sheet(who: str, code: str):
    def prepare(one, case) -> dict:
        with one.as_(who) as by:
            make.sheet(case, code, by)
        return {}

    return prepare


def rejected(one, case) -> dict:
    with one.as_("officer") as by:
        actions.reject_match(pathway=case, reason="Noise", by=by)
    return {"opportunity": str(make.opening(one).pk)}


def resting(one, case) -> dict:
    with one.as_("tutor") as by:
        actions.suspend_secondment(pathway=case, pause="holiday", by=by)
    return {}


def worked(one, case) -> dict:
    make.work(one, case, 300)
    make.last_talks(one, case)
    return {}


def reported(one, case) -> dict:
    """The report is written and each party has signed it."""
    with one.as_("tutor") as by:
        make.sheet(case, "I10", by)
    make.state(one, case, "report")
    return {}


# The state it is taken from, who takes it, what is typed, the state it leads to, what comes first.
TAKEN = {
    "share_proposal": (P.CANDIDATE, "tutor", {"shared_on": day(), "support_actions": "x"}, 20),
    "accept_proposal": (P.PROPOSED, "worker", {}, 30),
    "decline_proposal": (P.PROPOSED, "worker", {"reason": "distance"}, 31),
    "request_activation": (P.ACCEPTED, "tutor", {}, 40, with_request),
    "begin_orientation": (P.REQUESTED, "officer", {"appointment_on": day(3)}, 50),
    "finish_assessment": (P.ORIENTATION, "officer", {}, 60, with_sheet("officer", "I4")),
    "begin_match_review": (P.ASSESSED, "officer", {}, 70),
    "reject_match": (P.MATCH_REVIEW, "officer", {"reason": "Noise"}, 71),
    "request_again": (P.MATCH_REVIEW, "tutor", {}, 40, rejected),
    "approve_match": (P.MATCH_REVIEW, "officer", AGREED, 80, with_sheet("officer", "I11")),
    "close_before_start": (P.ACCEPTED, "manager", {"reason": "No firm"}, 90),
    "give_up": (P.ACCEPTED, "worker", {"reason": ""}, 91),
    "start_secondment": (
        P.AGREEMENT_SIGNED,
        "tutor",
        {"notified_on": day(), "safety_checked_on": day(), "post": "Gardener"},
        110,
    ),
    "suspend_secondment": (P.IN_SECONDMENT, "tutor", {"pause": "holiday"}, 111),
    "resume_secondment": (P.IN_SECONDMENT, "tutor", {}, 110, resting),
    "review_suspension": (P.IN_SECONDMENT, "tutor", {}, 111, resting),
    "complete_secondment": (P.IN_SECONDMENT, "tutor", {"on": day()}, 120, worked),
    "interrupt_secondment": (
        P.IN_SECONDMENT,
        "tutor",
        {"side": "company", "reason": "Stopped", "on": day()},
        130,
    ),
    "evaluate_pathway": (
        P.COMPLETED,
        "officer",
        {},
        140,
        reported,
    ),
    "record_hire": (
        P.EVALUATED,
        "officer",
        {
            "on": day(),
            "contract_type": "permanent",
            "weekly_hours": "30",
            "collective_agreement": "Metal",
        },
        150,
    ),
    "record_return": (P.EVALUATED, "manager", {"on": day()}, 151),
    "record_other_exit": (P.EVALUATED, "officer", {"on": day(), "kind": "training"}, 152),
    "begin_follow_up": (P.HIRED, "tutor", {}, 160),
    "record_follow_up": (
        P.FOLLOW_UP,
        "tutor",
        {"month": "3", "checked_on": day(), "still_employed": "yes"},
        160,
    ),
    "close_pathway": (P.FOLLOW_UP, "officer", {"reason": "Moved abroad"}, 170),
}


def test_every_step_has_a_page_and_every_question_of_a_guard_a_field():
    verbs = {verb for verb, _label in [*VERBS.values(), *AGAIN.values(), LOOK_BACK]}
    assert set(WAYS) == verbs == set(TAKEN) <= set(CASE_ACTIONS)
    other = {"terms": "planned_hours", "accepted_on": "on", "accepted_means": "kept"}
    other |= {"interrupted_by": "side"}
    for action, asked in ASKED.items():
        names = {other.get(name, name) for name in asked}
        assert names <= set(WAYS[action].form.base_fields), action


def test_every_step_is_taken_on_its_page_and_is_shut_to_others(one):
    """One case goes down the road; at each state every step is tried, and taken back."""
    case = None
    stranger = browser(make.member(make.organization("Altrove"), "placement_lead"))
    tried = set()
    for state, reach in make.STEPS.items():
        case = reach(one, case, {}) or case
        case.refresh_from_db()
        if state == P.CANDIDATE:
            make.audited(one, case)
        for action, (taken_at, who, typed, leads_to, *prepare) in TAKEN.items():
            if taken_at != state:
                continue
            with transaction.atomic():
                typed = {**typed, **(prepare[0](one, case) if prepare else {})}
                is_shut_to(stranger, address(case, action), typed, 404)
                is_shut_to(browser(one.auditor), address(case, action), typed, 403)
                is_taken(browser(getattr(one, who)), case, action, typed, leads_to)
                transaction.set_rollback(True)
            tried.add(action)
    assert tried == set(WAYS)


def is_shut_to(client, path: str, typed: dict, status: int) -> None:
    assert client.get(path).status_code == status
    assert client.post(path, typed).status_code == status


def is_taken(client, case, action: str, typed: dict, leads_to: int) -> None:
    path = address(case, action)
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(path)
    assert shown.status_code == 200
    assert len([one for one in asked if "pathways_" in one["sql"]]) <= 15
    answer = client.post(path, {**typed, "seen": shown.context["form"]["seen"].value()})
    assert answer.status_code == 302, (action, answer.context["form"].errors)
    assert Pathway.objects.get(pk=case.pk).state == leads_to


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(one):
    case = make.case_at(one, P.MATCH_REVIEW)
    with one.as_("officer") as by:
        make.sheet(case, "I11", by)
    typed = {**AGREED, "ends_on": day(-2), "starts_on": day(-1), "safety": " "}
    answer = browser(one.officer).post(address(case, "approve_match"), typed)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert set(form.errors) == {"safety"}
    answer = browser(one.officer).post(address(case, "approve_match"), {**typed, "safety": "8 h"})
    assert set(answer.context["form"].errors) == {"ends_on", "backdated_because"}
    assert "Resolution 3" in answer.content.decode()
    assert not Agreement.objects.filter(pathway=case).exists()


def test_who_is_late_reads_who_was_quicker_and_keeps_what_was_typed(one):
    case = make.case_at(one, P.MATCH_REVIEW)
    client, path = browser(one.officer), address(case, "reject_match")
    seen = client.get(path).context["form"]["seen"].value()
    with one.as_("lead") as by:
        actions.reject_match(pathway=case, reason="Noise", by=by)
    answer = client.post(path, {"reason": "Too far for the bus", "seen": seen})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Worker and opening do not match." in text and one.lead.name in text
    assert "Too far for the bus" in text
    assert Transition.objects.filter(pathway=case, new="71").count() == 1


def test_a_step_that_is_still_possible_is_asked_once_more(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    client, path = browser(one.tutor), address(case, "interrupt_secondment")
    typed = {"side": "worker", "reason": "Too far", "on": day()}
    typed["seen"] = client.get(path).context["form"]["seen"].value()
    with one.as_("tutor") as by:
        actions.suspend_secondment(pathway=case, pause="holiday", by=by)
    answer = client.post(path, typed)
    assert answer.status_code == 409
    form = answer.context["form"]
    assert form["reason"].value() == "Too far"
    answer = client.post(path, {**typed, "seen": form["seen"].value()})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == P.INTERRUPTED


def test_a_step_of_another_state_says_that_it_cannot_be_taken(one):
    case = make.case_at(one, P.CANDIDATE)
    answer = browser(one.officer).get(address(case, "record_hire"))
    assert answer.status_code == 200
    assert "This step cannot be taken now." in answer.content.decode()
    answer = browser(one.officer).get(address(case, "no_such_step"))
    assert answer.status_code == 404


def test_what_is_missing_is_said_with_the_way_to_it(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    text = browser(one.tutor).get(address(case, "complete_secondment")).content.decode()
    assert "The planned hours are not done yet." in text
    assert "Hold the last interview with the worker." in text
    assert f"/en/pathways/{case.pk}/hours/" in text and "/tutoring/" in text
    assert '<form method="post" novalidate' not in text


def test_a_tutor_writes_down_only_a_yes_that_is_on_paper(one):
    case = make.case_at(one, P.PROPOSED)
    client, path = browser(one.tutor), address(case, "accept_proposal")
    assert client.post(path, {"on": day()}).status_code == 422
    assert client.post(path, {"on": day(-2), "kept": "on"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.accepted_means, case.accepted_on.isoformat()) == (
        P.ACCEPTED,
        "paper",
        day(-2),
    )


def test_only_hours_that_the_company_confirmed_complete_a_secondment(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    make.work(one, case, 300, confirmed=False)
    make.last_talks(one, case)
    client, path = browser(one.tutor), address(case, "complete_secondment")
    text = client.get(path).content.decode()
    assert "300.0 hours still to confirm" in text and f"/en/pathways/{case.pk}/hours/" in text
    assert client.post(path, {"on": day()}).status_code == 422
    with one.as_("signatory") as by:
        entries = [one.pk for one in case.hours.all()]
        actions.confirm_hours(pathway=case, entries=entries, by=by)
    assert client.post(path, {"on": day()}).status_code == 302


def test_an_early_end_asks_for_the_least_hours_confirmed(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    make.work(one, case, 240)
    with one.as_("tutor") as by:
        actions.enter_hours(pathway=case, day=make.today(), minutes=600, by=by)
    make.last_talks(one, case)
    client, path = browser(one.tutor), address(case, "complete_secondment")
    told = {"on": day()}
    make.state(one, case, "early_end")
    assert "10.0 hours still to confirm" in client.post(path, told).content.decode()
    HoursEntry.objects.filter(pathway=case, confirmed_at=None).update(
        confirmed_at=timezone.now(), confirmed_by_id=one.signatory.pk
    )
    assert client.post(path, told).status_code == 302


def test_an_early_end_is_agreed_by_all_or_not_taken(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    make.work(one, case, 250)
    make.last_talks(one, case)
    client, path = browser(one.tutor), address(case, "complete_secondment")
    told = client.post(path, {"on": day()})
    assert told.status_code == 422
    assert "The worker has not agreed to the early end yet." in told.content.decode()
    make.state(one, case, "early_end", "office", "cooperative", "company")
    assert client.post(path, {"on": day()}).status_code == 422
    make.state(one, case, "early_end", "worker")
    assert client.post(path, {"on": day()}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.early_end_agreed) == (P.COMPLETED, True)


def test_an_opening_without_a_seat_is_not_offered(one):
    taken = make.opening(one)
    make.case_at(one, P.REQUESTED, opportunity=taken)
    other = make.worker(one, "Nino Secondo", person_id=None)
    with one.as_("tutor") as by:
        case = actions.propose_candidate(worker=other, skills_adequate=True, by=by)
    Pathway.objects.filter(pk=case.pk).update(state=P.ACCEPTED)
    free = make.opening(one)
    with one.as_("tutor") as by:
        make.sheet(case, "I3", by)
    answer = browser(one.tutor).get(address(case, "request_activation"))
    assert list(answer.context["form"].openings) == [str(free.pk)]
    answer = browser(one.tutor).post(
        address(case, "request_activation"), {"opportunity": str(taken.pk)}
    )
    assert answer.status_code == 422


def test_the_hire_and_the_look_back_are_kept_as_typed(one):
    case = make.case_at(one, P.EVALUATED)
    make.agree_later(one, case)
    client = browser(one.officer)
    client.post(address(case, "record_hire"), TAKEN["record_hire"][2])
    kept = Outcome.objects.get(pathway=case)
    assert (kept.contract_type, kept.weekly_hours, kept.kind) == ("permanent", 30, "hired")
    assert browser(one.tutor).post(address(case, "begin_follow_up"), {}).status_code == 302
    typed = {"month": "6", "checked_on": day(), "still_employed": "no", "support_needed": "on"}
    client.post(address(case, "record_follow_up"), typed)
    found = FollowUp.objects.get(pathway=case)
    assert (found.month, found.still_employed, found.support_needed) == (6, False, True)
    months = client.get(address(case, "record_follow_up")).context["form"]["month"]
    assert [code for code, _label in months.field.choices] == ["3", "12", "24"]
