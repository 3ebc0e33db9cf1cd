"""A restriction leaves data readable and nothing more; an objection stops the comparing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import now

from ponte.engines.disclosure.table import Rule
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import actions
from ponte.pathways.actions.consents import agreed_readers, give_consent
from ponte.pathways.actions.matching import review_pair
from ponte.pathways.actions.proposals import ask_proposal
from ponte.pathways.actions.reminding import remind_agreements
from ponte.pathways.actions.rights import (
    answer_request,
    ask_about_data,
    lift_restriction,
    use_again,
)
from ponte.pathways.figures.releases import publishable
from ponte.pathways.models import Document, Pathway, RightsRequest
from ponte.pathways.permissions import roles_in
from ponte.pathways.permissions.cases import CASE_ACTIONS
from ponte.pathways.queries.matching import person_of
from ponte.pathways.queries.restricting import is_restricted, not_compared, restricted_cases
from ponte.pathways.queries.rights import rights_waiting
from ponte.pathways.queries.steps import next_steps
from ponte.pathways.rules.restricting import STOPPED
from ponte.pathways.states import Completion, PathwayState
from ponte.project.cli.figures import counted
from tests.pathways import factories as make
from tests.pathways.calls import CALLS, furnished

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    return make.cast()


def asked(one, case, kind: str = "restriction") -> RightsRequest:
    with one.as_("worker") as by:
        return ask_about_data(worker=case.worker, kind=kind, note="Please wait", by=by)


def answered(one, request, outcome: str) -> RightsRequest:
    with one.as_("officer") as by:
        return answer_request(request=request, outcome=outcome, answer="So be it", by=by)


def lifted(one, request, who: str = "officer", why: str = "The data are right now"):
    with one.as_(who) as by:
        return lift_restriction(request=request, why=why, by=by)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def waits(name: str, one, things, by) -> bool:
    """Try an action, undo it, and say whether the restriction alone stood in its way."""
    try:
        with transaction.atomic():
            CALLS[name](one, things, by)
            transaction.set_rollback(True)
    except RuleBroken as broken:
        return "only" in str(broken) or "this step waits" in str(broken)
    except Refused:
        return False
    return False


def test_every_stopped_step_is_one_of_a_case():
    assert set(CASE_ACTIONS) >= STOPPED


def test_while_it_stands_every_new_use_is_refused_in_words(one):
    things = furnished(one)
    asked(one, things.case)
    told = {}
    for who in ("officer", "tutor", "manager"):
        with one.as_(who) as by:
            mine = {name for name in STOPPED if roles_in(by, things.case).may(name)}
            told |= {(who, name): waits(name, one, things, by) for name in mine}
    assert told
    assert [key for key, held in told.items() if not held] == []


def test_what_the_contract_asks_for_goes_on(one):
    things = furnished(one)
    asked(one, things.case)
    with one.as_("tutor") as by:
        actions.enter_hours(pathway=things.case, day=make.today(), minutes=30, by=by)
        actions.hold_interview(pathway=things.case, kind="worker", held_on=make.today(), by=by)
    for who in ("officer", "tutor", "referent", "worker"):
        answer = signed_in(getattr(one, who)).get(f"/it/pathways/{things.case.pk}/")
        assert answer.status_code == 200, who
        assert (answer.context["standing"] is None) == (who == "referent"), (
            "a company is told nothing"
        )


def test_the_worker_goes_on_as_before(one):
    case = make.case_at(one, PathwayState.PROPOSED)
    asked(one, case)
    with one.as_("worker") as by:
        assert actions.accept_proposal(pathway=case, by=by).state == PathwayState.ACCEPTED


def test_the_page_says_what_waits_and_why(one):
    case = make.case_at(one, PathwayState.ASSESSED)
    with one.as_("officer") as by:
        ready = {one.action for one in next_steps(case, roles_in(by, case)) if one.is_ready}
    assert "begin_match_review" in ready
    asked(one, case)
    with one.as_("officer") as by:
        held = {one.action: one.missing for one in next_steps(case, roles_in(by, case))}
    assert [one.code for one in held["begin_match_review"]] == ["restricted"]
    page = signed_in(one.officer).get(f"/it/pathways/{case.pk}/")
    assert f"/it/pathways/{case.pk}/steps/begin_match_review" not in page.content.decode()
    assert page.context["standing"].is_restricted
    signed_in(one.officer).post(f"/it/pathways/{case.pk}/steps/begin_match_review/", {})
    case.refresh_from_db()
    assert case.state == PathwayState.ASSESSED
    assert signed_in(one.referent).get(f"/it/pathways/{case.pk}/").status_code == 404


@pytest.mark.parametrize("kind", ["restriction", "objection"])
def test_nothing_compares_the_worker(one, kind):
    case = make.case_at(one, PathwayState.ASSESSED)
    request = asked(one, case, kind)
    worker, opening = case.worker, make.opening(one)
    with one.as_("officer") as by:
        assert person_of(one.office.pk, worker.pk).missing == ("stopped",)
        with pytest.raises(RuleBroken, match="compared"):
            review_pair(worker=worker, opportunity=opening, verdict="fits", reason="x", by=by)
        with pytest.raises(RuleBroken, match="compared"):
            actions.take_from_assessment(worker=worker, by=by)
        proposal = ask_proposal(office=one.office, by=by)
    assert proposal.found["people"][str(worker.pk)] == ["stopped"]
    assert str(worker.pk) not in str(proposal.found["pairs"])
    answered(one, request, "done")
    lifted(one, request)
    assert not_compared([worker.pk]) == set()


def test_an_objection_leaves_the_people_to_decide(one):
    case = make.case_at(one, PathwayState.ASSESSED)
    asked(one, case, "objection")
    assert not is_restricted(case.worker_id)
    with one.as_("officer") as by:
        assert actions.begin_match_review(pathway=case, by=by).state == PathwayState.MATCH_REVIEW


def test_it_ends_by_refusal_or_by_lifting_and_not_before(one):
    case = make.case_at(one, PathwayState.ASSESSED)
    request = asked(one, case)
    assert is_restricted(case.worker_id), "from the asking on"
    with pytest.raises(RuleBroken, match="Answer"):
        lifted(one, request)
    answered(one, request, "partly")
    assert is_restricted(case.worker_id)
    with pytest.raises(RuleBroken) as broken:
        lifted(one, request, why=" ")
    assert broken.value.field == "why"
    for who in ("tutor", "worker", "manager", "referent"):
        with pytest.raises(Refused):
            lifted(one, request, who)
    elsewhere = make.cast(" Altrove")
    with pytest.raises(Refused):
        lifted(elsewhere, request)
    lifted(one, request)
    assert not is_restricted(case.worker_id)
    with pytest.raises(RuleBroken, match="held up"):
        lifted(one, request)
    again = asked(one, case)
    answered(one, again, "refused")
    assert not is_restricted(case.worker_id)
    other = asked(one, case, "correction")
    answered(one, other, "done")
    with pytest.raises(RuleBroken, match="held up"):
        lifted(one, other)


def test_sheets_of_meanwhile_are_shared_when_it_is_lifted(one):
    case = furnished(one).case
    with one.as_("worker") as by:
        give_consent(
            worker=case.worker,
            purpose="share",
            recipient="service",
            data=["worker_interview"],
            by=by,
        )
    request = asked(one, case)
    assert agreed_readers(Document(pathway=case, instrument="I6", state=Completion.COMPLETE)) == []
    with one.as_("tutor") as by:
        sheet = make.sheet(case, "I6", by)
    assert Document.objects.get(pk=sheet.pk).shared_with == []
    answered(one, request, "done")
    lifted(one, request)
    assert Document.objects.get(pk=sheet.pk).shared_with == ["service"]


def test_nobody_is_reminded_of_a_text_that_may_not_be_used(one):
    case, later = make.case_at(one, PathwayState.AGREEMENT_DRAFT), now() + timedelta(days=10)
    with acting(Actor.job("test")) as context, transaction.atomic():
        assert remind_agreements(by=context.actor, now=later) > 0
        transaction.set_rollback(True)
    asked(one, case)
    with acting(Actor.job("test")) as context:
        assert remind_agreements(by=context.actor, now=later) == 0


def test_published_figures_leave_the_case_out(one):
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    before, _shown = publishable(one.office.pk, Rule())
    assert before.total.involved == 1
    asked(one, case)
    after, _shown = publishable(one.office.pk, Rule())
    assert after.total.involved == 0


def test_the_office_lifts_on_its_page_and_the_worker_reads_why(one):
    case = make.case_at(one, PathwayState.ASSESSED)
    request = answered(one, asked(one, case), "done")
    client, page = signed_in(one.officer), f"/it/pathways/requests/{request.pk}/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"why": ""}).status_code == 422
    assert client.post(page, {"why": "Tutto corretto"}).status_code == 302
    assert not is_restricted(case.worker_id)
    own = signed_in(one.worker).get(f"/it/pathways/mine/{case.worker_id}/requests/")
    assert "Tutto corretto" in own.content.decode()


@pytest.mark.parametrize("is_answered", [False, True])
@pytest.mark.parametrize("kind", ["restriction", "objection"])
def test_the_worker_takes_it_back_at_any_time(one, kind, is_answered):
    case = make.case_at(one, PathwayState.ASSESSED)
    request = asked(one, case, kind)
    if is_answered:
        request = answered(one, request, "done")
    for who in ("officer", "tutor", "manager"):
        with pytest.raises(Refused), one.as_(who) as by:
            use_again(request=request, by=by)
    page = f"/en/pathways/mine/{case.worker_id}/requests/"
    button = f"{page}{request.pk}/lift/"
    client = signed_in(one.worker)
    assert button in client.get(page).content.decode()
    assert signed_in(one.tutor).post(button).status_code == 404
    assert client.post(button).status_code == 302
    assert not not_compared([case.worker_id])
    after = client.get(page).content.decode()
    assert "The worker asked for it." in after and button not in after
    with one.as_("officer") as by:
        assert not rights_waiting(by)
    with pytest.raises(RuleBroken), one.as_("worker") as by:
        use_again(request=request, by=by)


def test_the_database_refuses_a_lifting_without_a_reason(one):
    case = make.case_at(one, PathwayState.CANDIDATE)
    request = answered(one, asked(one, case), "done")
    with (
        pytest.raises(IntegrityError, match="rights_request_lifted_with_a_reason"),
        transaction.atomic(),
    ):
        RightsRequest.objects.filter(pk=request.pk).update(lifted_at=now())


def test_the_worker_s_other_cases_are_meant_too(one):
    """A restriction is about the person."""
    case = make.case_at(one, PathwayState.ASSESSED)
    asked(one, case)
    old = Pathway.objects.get(pk=case.pk)
    old.state_since -= timedelta(days=1)
    assert is_restricted(old.worker_id)


def test_what_is_printed_for_the_public_leaves_it_out_too(one):
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    asked(one, case)
    assert restricted_cases() == {case.pk} == restricted_cases(one.office.pk)
    assert counted(public=False)["total"]["involved"] == 1, "the office's own books go on"
    assert counted(public=True)["total"]["involved"] in (0, None)
