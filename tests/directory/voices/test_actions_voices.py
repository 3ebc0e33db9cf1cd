from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from ponte.directory.actions import voices
from ponte.directory.models import CallbackRequest, CardPlace, MistakeReport
from ponte.directory.queries import voices as queries
from ponte.directory.rules.working_days import add_working_days
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused, RuleBroken
from tests.directory.editing import factories as make

JOB = Actor.job("test")
MARIO = {"name": "Mario Rossi", "phone": "333 1234567", "best_time": "in the morning"}


@pytest.fixture
def coop(rows):
    return make.organization()


@pytest.fixture
def ada(coop):
    return make.member(coop)


def ask(card, **values):
    with acting(Actor.anonymous("en")) as context:
        return voices.request_callback(listing=card, values={**MARIO, **values}, by=context.actor)


def report(card):
    with acting(Actor.anonymous("en")) as context:
        return voices.report_mistake(
            listing=card, values={"text": "The phone is wrong"}, by=context.actor
        )


def test_a_claimed_provider_with_members_is_asked_itself(coop, ada):
    sent = ask(make.published(coop))
    voice = CallbackRequest.objects.get()
    assert (sent.route, voice.organization_id) == ("provider", coop.pk)
    assert timezone.localdate(sent.due_at) == add_working_days(timezone.localdate(), 2)


def test_without_a_provider_the_nearest_desk_that_answers_is_asked(coop):
    towns = {
        "far": make.municipality("015146", "Milano", latitude=45.46, longitude=9.19),
        "near": make.municipality("004215", "Savigliano", latitude=44.65, longitude=7.66),
        "deaf": make.municipality("004003", "Alba", latitude=44.40, longitude=7.56),
        "self-made": make.municipality("004029", "Bra", latitude=44.39, longitude=7.55),
    }
    desks = {}
    for name, town in towns.items():
        desks[name] = make.organization(name)
        if name != "deaf":
            make.member(desks[name], name=name)
        if name != "self-made":
            make.recognised_desk(desks[name])
        desk = make.published(desks[name], categories=["welfare_desks"])
        CardPlace.objects.filter(card=desk).update(municipality=town)
    sent = ask(make.published(coop))
    assert (sent.route, CallbackRequest.objects.get().organization_id) == ("desk", desks["near"].pk)


def test_with_neither_the_office_is_asked(coop):
    assert (
        ask(
            make.published(
                None,
                provider_name="A farm",
                origin="document",
                source="x",
                source_date=timezone.localdate(),
            )
        ).route
        == "office"
    )
    assert CallbackRequest.objects.get().organization_id is None


def test_the_words_to_those_who_answer_leave_in_a_job_of_the_same_transaction(coop, ada):
    ask(make.published(coop))
    job = ProcrastinateJob.objects.get(task_name="directory.tell_voice")
    voices.tell_voice(kind=job.args["kind"], voice_id=job.args["voice"], by=JOB)
    (message,) = mail.outbox
    assert message.to == [ada.email]
    for personal in MARIO.values():
        assert personal not in message.subject + message.body


@pytest.mark.parametrize("send", [ask, report])
def test_only_those_it_was_routed_to_see_it(coop, ada, send):
    send(make.published(coop))
    other = make.organization("Other")
    eve, olga = make.member(other, name="Eve"), make.officer()
    kind = "callback" if send is ask else "mistake"
    with make.as_person(ada, coop) as context:
        assert queries.voices_for(context.actor, kind).count() == 1
    with make.as_person(olga, platform=True) as context:
        assert queries.voices_for(context.actor, kind).count() == 1
    with make.as_person(eve, other) as context:
        assert queries.voices_for(context.actor, kind).count() == 0
        # The rows themselves are hidden, whatever a view may forget to filter.
        assert not CallbackRequest.objects.exists() and not MistakeReport.objects.exists()
    with acting(Actor.anonymous()):
        assert not CallbackRequest.objects.exists() and not MistakeReport.objects.exists()


def test_an_answer_closes_the_request_once(coop, ada):
    ask(make.published(coop))
    voice = CallbackRequest.objects.get()
    with make.as_person(ada, coop) as context:
        voices.answer_voice(voice=voice, outcome="reached", by=context.actor)
        with pytest.raises(RuleBroken):
            voices.answer_voice(voice=voice, outcome="reached", by=context.actor)
    voice.refresh_from_db()
    assert (voice.state, voice.outcome, voice.answered_by_id) == ("answered", "reached", ada.pk)


@pytest.mark.parametrize("outcome, state", [("no_contact", "closed"), ("passed_on", "answered")])
def test_what_came_of_it_says_whether_it_was_answered(coop, ada, outcome, state):
    ask(make.published(coop))
    with make.as_person(ada, coop) as context:
        voice = voices.answer_voice(
            voice=CallbackRequest.objects.get(), outcome=outcome, by=context.actor
        )
    assert voice.state == state


def test_an_unknown_outcome_is_no_answer(coop, ada):
    report(make.published(coop))
    with make.as_person(ada, coop) as context, pytest.raises(RuleBroken):
        voices.answer_voice(voice=MistakeReport.objects.get(), outcome="reached", by=context.actor)


def test_a_stranger_neither_answers_nor_runs_the_jobs(coop, ada):
    ask(make.published(coop))
    voice = CallbackRequest.objects.get()
    other = make.organization("Other")
    eve = make.member(other, name="Eve")
    by = Actor.of_person(eve)
    for refused in (
        lambda: voices.answer_voice(voice=voice, outcome="reached", by=by),
        lambda: voices.tell_voice(kind="callback", voice_id=voice.pk, by=by),
        lambda: voices.escalate_voices(by=by),
    ):
        with pytest.raises(Refused):
            refused()


def at(day):
    return timezone.make_aware(datetime.combine(day, time.max))


def test_two_working_days_bring_a_reminder_and_five_the_office(coop, ada):
    olga = make.officer()
    ask(make.published(coop))
    voice = CallbackRequest.objects.get()
    voices.tell_voice(kind="callback", voice_id=voice.pk, by=JOB)
    mail.outbox.clear()
    asked = timezone.localdate(voice.asked_at)
    reminded, escalated = {}, []
    for days in range(20):
        now = at(asked + timedelta(days=days))
        if voices.escalate_voices(by=JOB, now=now):
            escalated.append(now.date())
        for message in mail.outbox:
            reminded.setdefault(message.to[0], []).append(now.date())
        mail.outbox.clear()
    assert reminded[ada.email][0] == add_working_days(asked, 2)
    assert len(reminded[ada.email]) == 2
    assert escalated == [add_working_days(asked, 5)] == reminded[olga.email]


def test_an_answered_request_reminds_nobody(coop, ada):
    make.officer()
    ask(make.published(coop))
    voice = CallbackRequest.objects.get()
    voices.tell_voice(kind="callback", voice_id=voice.pk, by=JOB)
    with make.as_person(ada, coop) as context:
        voices.answer_voice(voice=voice, outcome="reached", by=context.actor)
    mail.outbox.clear()
    assert voices.escalate_voices(by=JOB, now=at(timezone.localdate() + timedelta(days=30))) == 0
    assert not mail.outbox


def test_the_policies_are_in_force_for_the_app(rows):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity FROM pg_class WHERE relname IN "
            "('directory_callbackrequest', 'directory_mistakereport')"
        )
        assert cursor.fetchall() == [(True,), (True,)]


def test_what_was_settled_half_a_year_ago_is_forgotten(coop, ada):
    card = make.published(coop)
    ask(card)
    report(card)
    voice = CallbackRequest.objects.get()
    with make.as_person(ada, coop) as context:
        voices.answer_voice(voice=voice, outcome="reached", by=context.actor)
        with pytest.raises(Refused):
            voices.forget_voices(by=context.actor)
    later = timezone.now() + timedelta(days=179)
    assert voices.forget_voices(by=JOB, now=later) == 0
    assert voices.forget_voices(by=JOB, now=later + timedelta(days=2)) == 1
    assert not CallbackRequest.objects.exists() and MistakeReport.objects.exists()


def test_what_nobody_ever_answered_is_forgotten_after_twelve_months(coop, ada):
    card = make.published(coop)
    ask(card)
    report(card)
    voice = CallbackRequest.objects.get()
    voices.tell_voice(kind="callback", voice_id=voice.pk, by=JOB)
    year = timezone.now() + timedelta(days=365)
    assert voices.forget_voices(by=JOB, now=year - timedelta(days=1)) == 0
    assert Duty.objects.filter(subject_id=voice.pk, ended_at=None).exists()
    assert voices.forget_voices(by=JOB, now=year + timedelta(days=1)) == 2
    assert not CallbackRequest.objects.exists() and not MistakeReport.objects.exists()
    assert not Duty.objects.filter(subject_id=voice.pk, ended_at=None).exists()
