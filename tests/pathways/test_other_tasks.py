"""Other tasks than agreed: whoever notices says so, tutor and office are led to the agreement."""

import pytest
from django.urls import reverse
from django.utils import translation

from ponte.pathways import actions
from ponte.pathways.models import Issue
from ponte.pathways.queries.waiting import waiting_for
from ponte.pathways.states import IssueKind, PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    return make.case_at(one, PathwayState.IN_SECONDMENT)


def told(one, who: str) -> list[str]:
    with one.as_(who) as by:
        return [found.url for found in waiting_for(by) if found.verb.startswith("Look at the task")]


def test_ticked_at_a_talk_it_reaches_tutor_and_office_and_leads_to_the_agreement(one, case):
    terms = f"/en/pathways/{case.pk}/agreement/terms/"
    assert [told(one, who) for who in ("tutor", "officer", "lead")] == [[], [], []]
    typed = {"kind": "company", "held_on": f"{make.today():%Y-%m-%d}", "other_tasks": "on"}
    with translation.override("en"):
        address = reverse("pathways:interview-hold", args=[case.pk])
    for _twice in range(2):
        assert browser(one.tutor).post(address, typed).status_code == 302
    issue = Issue.objects.get(pathway=case, kind=IssueKind.TASKS)
    assert [told(one, who) for who in ("tutor", "officer", "lead")] == [[terms]] * 3
    for who in ("signatory", "referent", "worker", "auditor"):
        assert told(one, who) == [], who
    assert browser(one.tutor).get(terms).status_code == 200
    with one.as_("tutor") as by:
        actions.act_on_issue(issue=issue, action="Agreed with the company", by=by)
    assert [told(one, who) for who in ("tutor", "officer")] == [[], []]


def test_the_worker_says_it_with_one_press(one, case):
    page = f"/en/pathways/worker/{case.pk}/difficulty/"
    client = browser(one.worker)
    assert "I do other work than we agreed" in client.get(page).content.decode()
    assert client.post(page, {"kind": "tasks"}).status_code == 302
    assert len(told(one, "tutor")) == len(told(one, "officer")) == 1


def test_a_talk_without_the_tick_says_nothing(one, case):
    with one.as_("tutor") as by:
        actions.hold_interview(pathway=case, kind="company", held_on=make.today(), by=by)
    assert not Issue.objects.filter(kind=IssueKind.TASKS).exists()
