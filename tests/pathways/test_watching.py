"""Alerts of running secondments: when, to whom, in which words, and when they are over."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused
from ponte.pathways import actions
from ponte.pathways.actions.watching import watch_secondments
from ponte.pathways.models import HoursEntry, Interview, Pathway, Transition
from ponte.pathways.public import waiting_for
from ponte.pathways.queries.watching import KIND
from ponte.pathways.rules.health_words import health_words
from ponte.pathways.rules.watching import Alert, Watched, alerts
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make

START, A = date(2026, 3, 2), Alert
LATER = START + timedelta(days=14)
CALM = {"worker_talk": LATER, "company_talk": LATER}


def watched(**changed) -> Watched:
    told = {"starts_on": START, "planned_hours": 300, "weekly_hours": 20, "done_minutes": 2400}
    return Watched(**{**told, **CALM, **changed})


@pytest.mark.parametrize(
    "changed, expected",
    [
        ({}, set()),
        ({"done_minutes": 2040}, set()),
        ({"done_minutes": 2039}, {A.HOURS}),
        ({"done_minutes": 2761}, {A.HOURS}),
        ({"ratings": (2, 2)}, {A.RATINGS}),
        ({"ratings": (2, 3)}, set()),
        ({"ratings": (1,)}, set()),
    ],
)
def test_hours_and_ratings(changed, expected):
    assert alerts(watched(**changed), LATER) == expected


@pytest.mark.parametrize("days, expected", [(15, set()), (16, {A.WORKER_TALK})])
def test_a_talk_with_the_worker_every_fifteen_days(days, expected):
    told = watched(worker_talk=None, weekly_hours=0, done_minutes=0)
    assert alerts(told, START + timedelta(days=days)) == expected


@pytest.mark.parametrize("days, expected", [(30, set()), (31, {A.COMPANY_TALK})])
def test_a_talk_with_the_company_every_thirty_days(days, expected):
    day = START + timedelta(days=days)
    told = watched(company_talk=None, worker_talk=day, weekly_hours=0, done_minutes=0)
    assert alerts(told, day) == expected


@pytest.mark.parametrize("days, expected", [(29, set()), (30, {A.PAUSE}), (31, {A.PAUSE})])
def test_a_pause_is_looked_at_after_thirty_days_and_nothing_else_then(days, expected):
    told = watched(rests=True, review_on=START + timedelta(days=30), ratings=(1, 1))
    assert alerts(told, START + timedelta(days=days)) == expected


def test_days_of_rest_are_nobodys_delay():
    day = LATER + timedelta(days=60)
    assert A.HOURS in alerts(watched(worker_talk=day, company_talk=day), day)
    rested = watched(rested_days=60, resumed_on=day - timedelta(days=1))
    assert alerts(rested, day) == set()


@given(st.integers(0, 30_000), st.integers(0, 13))
def test_the_first_days_are_too_few_to_judge_hours(minutes, days):
    assert A.HOURS not in alerts(watched(done_minutes=minutes), START + timedelta(days=days))


@pytest.mark.parametrize("language", ["it", "en", "fr", "nl", "hr", "sl", "pl"])
def test_no_alert_says_a_word_about_health(language):
    with translation.override(language):
        said = " ".join([*(str(one.label) for one in Alert), *Alert.values])
    assert health_words(said) == []


pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def running(rows):
    one = make.cast()
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    Pathway.objects.filter(pk=case.pk).update(starts_on=make.today() - timedelta(days=40))
    return one, Pathway.objects.get(pk=case.pk)


def look() -> int:
    with acting(Actor.job("test")) as context:
        return watch_secondments(by=context.actor)


def seen(one, who) -> set[str]:
    with one.as_(who) as by:
        return {line.verb for line in waiting_for(by)} & {str(alert.label) for alert in Alert}


def test_the_tutor_reads_them_nobody_of_the_company_does(running):
    one, case = running
    assert look() == 3
    wanted = {str(A.HOURS.label), str(A.WORKER_TALK.label), str(A.COMPANY_TALK.label)}
    assert seen(one, "tutor") == wanted
    for who in ("signatory", "referent", "worker", "operator", "officer"):
        assert seen(one, who) == set(), who
        with one.as_(who):
            assert not Duty.objects.filter(kind__startswith=KIND).exists(), who
    kept = Duty.objects.filter(kind__startswith=KIND)
    assert {one.organization_id for one in kept} == {case.cooperative_id}


def test_looked_at_twice_they_are_there_once_and_end_with_their_reason(running):
    one, case = running
    assert look() == look() == 3
    assert Duty.objects.filter(kind__startswith=KIND).count() == 3
    with one.as_("tutor") as by:
        for kind in ("worker", "company"):
            actions.hold_interview(pathway=case, kind=kind, held_on=make.today(), rating=2, by=by)
    assert look() == 1
    assert seen(one, "tutor") == {str(A.HOURS.label)}
    with one.as_("tutor") as by:
        actions.hold_interview(pathway=case, kind="worker", held_on=make.today(), rating=1, by=by)
    assert look() == 2
    assert Interview.objects.count() == 3
    with one.as_("tutor") as by:
        actions.suspend_secondment(pathway=case, pause="holiday", by=by)
    assert look() == 0
    assert seen(one, "tutor") == set()
    Pathway.objects.filter(pk=case.pk).update(review_on=make.today())
    assert (look(), seen(one, "tutor")) == (1, {str(A.PAUSE.label)})
    with one.as_("tutor") as by:
        case = actions.review_suspension(pathway=case, by=by)
    assert case.review_on == make.today() + timedelta(days=30)
    assert look() == 0


def test_a_case_taken_up_again_has_time_for_its_talks(running):
    one, case = running
    long_ago = timezone.now() - timedelta(days=39)
    told = {"pathway": case, "by_kind": "person", "by_id": one.tutor.pk}
    with one.as_("tutor"):
        Transition.objects.create(old="110", new="111", at=long_ago, **told)
        Transition.objects.create(old="111", new="110", **told)
    assert look() == 0


def test_hours_as_planned_are_no_alert(running):
    one, case = running
    HoursEntry.objects.bulk_create(
        HoursEntry(
            pathway=case,
            client_id=Pathway._meta.pk.get_default(),
            day=make.today() - timedelta(days=number),
            minutes=600,
            entered_by_id=one.tutor.pk,
        )
        for number in range(11)
    )
    look()
    assert str(A.HOURS.label) not in seen(one, "tutor")


def test_a_stranger_looks_at_nothing(running):
    one, _case = running
    with one.as_("officer") as by, pytest.raises(Refused):
        watch_secondments(by=by)
