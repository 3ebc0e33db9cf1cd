"""Steps past their day: in the lists of who can help, and by letter to who has an address."""

from collections import Counter
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ponte.accounts.models import Person
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.pathways import actions
from ponte.pathways.actions.reminding import ANSWER, TURN, remind_of_turns
from ponte.pathways.models import CaseRole, Pathway
from ponte.pathways.public import waiting_for
from ponte.pathways.rules.health_words import health_words
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.test_restriction import answered, asked

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P, JOB = PathwayState, Actor.job("test")
AGAIN = "Ask the worker about the proposal again"


@pytest.fixture
def one():
    return make.cast()


def waiting(one, state: int, days: int) -> Pathway:
    """A case that came to its state so many days ago."""
    case = make.case_at(one, state)
    with acting(JOB):
        since = timezone.now() - timedelta(days=days)
        Pathway.objects.filter(pk=case.pk).update(state_since=since)
    return case


def letters(mailoutbox, later: int = 0) -> Counter:
    mailoutbox.clear()
    sent = remind_of_turns(by=JOB, now=timezone.now() + timedelta(days=later))
    assert sent == len(mailoutbox)
    return Counter(letter.to[0] for letter in mailoutbox)


def lines(one, who: str) -> list:
    with one.as_(who) as by:
        return [line for line in waiting_for(by) if line.verb == AGAIN]


@pytest.mark.parametrize(("days", "is_told"), [(29, False), (31, True)])
def test_a_proposal_without_an_answer_stands_in_the_lists(one, days, is_told):
    case = waiting(one, P.PROPOSED, days)
    Person.objects.filter(pk=one.worker.pk).update(email=None)
    for who in ("tutor", "officer", "lead"):
        found = lines(one, who)
        assert [line.is_late for line in found] == [True] * is_told, who
        assert all(str(case.pk) in line.url and case.code in line.about for line in found)
    for who in ("worker", "manager", "operator", "referent", "signatory"):
        assert lines(one, who) == [], who
    elsewhere = make.cast(" Altrove")
    assert lines(elsewhere, "tutor") == lines(elsewhere, "officer") == []


def test_it_leaves_the_lists_with_the_answer(one):
    case = waiting(one, P.PROPOSED, 31)
    with one.as_("worker") as by:
        actions.accept_proposal(pathway=case, by=by)
    assert lines(one, "tutor") == lines(one, "officer") == []


def test_worker_and_tutor_are_asked_three_times_and_no_more(one, mailoutbox):
    waiting(one, P.PROPOSED, 31)
    counted = sum((letters(mailoutbox, day) for day in range(60)), Counter())
    assert counted == {one.worker.email: 3, one.tutor.email: 3}
    assert letters(mailoutbox, 61) == {}


def test_nobody_is_asked_before_the_day(one, mailoutbox):
    waiting(one, P.PROPOSED, 29)
    assert letters(mailoutbox) == {}
    assert letters(mailoutbox, 2) == {one.worker.email: 1, one.tutor.email: 1}


def test_a_worker_without_an_address_is_asked_by_the_tutor(one, mailoutbox):
    Person.objects.filter(pk=one.worker.pk).update(email=None)
    waiting(one, P.PROPOSED, 31)
    assert letters(mailoutbox) == {one.tutor.email: 1}


def test_the_answer_ends_it(one, mailoutbox):
    case = waiting(one, P.PROPOSED, 31)
    letters(mailoutbox)
    with one.as_("worker") as by:
        actions.accept_proposal(pathway=case, by=by)
    assert letters(mailoutbox, 8) == {}
    with acting(JOB):
        duties = Duty.objects.filter(kind__in=[ANSWER, TURN])
        assert set(duties.values_list("ended_how", flat=True)) == {"done"}


@pytest.mark.parametrize(
    ("state", "days"), [(P.REQUESTED, 15), (P.ORIENTATION, 30), (P.ASSESSED, 15)]
)
def test_the_office_is_asked_for_its_own_steps(one, mailoutbox, state, days):
    case = waiting(one, state, days - 1)
    assert letters(mailoutbox) == {}
    with acting(JOB):
        CaseRole.objects.filter(pathway=case, role="officer").update(until=timezone.now())
    told = letters(mailoutbox, 2)
    assert one.officer.email in told and set(told.values()) == {1}
    assert one.tutor.email not in told and one.worker.email not in told


def test_who_was_given_the_case_by_name_is_asked_alone(one, mailoutbox):
    case = waiting(one, P.REQUESTED, 16)
    with acting(JOB):
        CaseRole.objects.filter(pathway=case, role="officer").update(until=timezone.now())
        told = {"office": one.office, "cooperative": one.cooperative, "worker": case.worker}
        CaseRole.objects.create(pathway=case, person=one.lead, role="officer", **told)
    assert letters(mailoutbox) == {one.lead.email: 1}


def test_nobody_is_asked_while_a_restriction_stands(one, mailoutbox):
    case = waiting(one, P.REQUESTED, 16)
    request = asked(one, case)
    assert letters(mailoutbox) == {}
    answered(one, request, "refused")
    assert letters(mailoutbox) != {}


def test_a_letter_names_nobody_and_says_no_word_about_health(one, mailoutbox):
    case = waiting(one, P.PROPOSED, 31)
    letters(mailoutbox)
    assert len(mailoutbox) == 2
    for letter in mailoutbox:
        said = letter.subject + letter.body
        assert str(case.pk) in letter.body and str(case.pk) not in letter.subject
        assert not [word for word in (case.code, "Rosa", "Lavoratrice") if word in said]


@pytest.mark.parametrize("template", ["answer_reminder", "turn_reminder"])
@pytest.mark.parametrize("language", ["it", "en", "fr", "nl", "hr", "sl", "pl"])
def test_no_language_says_a_word_about_health(template, language):
    told = {"page": "", "last": True, "site_name": "", "territory_name": "", "site_address": ""}
    with translation.override(language):
        assert health_words(render_to_string(f"emails/pathways/{template}.txt", told)) == []
