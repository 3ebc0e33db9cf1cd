"""One ledger of reminders: never over the cap, never after the end, never twice at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ponte.kit.duties.ledger import due_reminders, end_duties, open_duty, take_reminder, unanswered
from ponte.kit.duties.models import Duty
from ponte.territory.models import Region

NOW = timezone.now()


@pytest.fixture
def subject():
    return Region(name="Piemonte", code="01", slug="piemonte")


@pytest.fixture
def duty(rows, subject):
    return open_duty(
        kind="confirm", on=subject, addressee="a@example.org", due_at=NOW, cap=2, every_days=7
    )


def test_opening_again_returns_the_open_one(duty, subject):
    again = open_duty(kind="confirm", on=subject, addressee="a@example.org", due_at=NOW)
    assert again == duty


def test_reminders_stop_at_the_cap(duty):
    at, sent = NOW, 0
    for _week in range(5):
        for due in due_reminders("confirm", at):
            sent += take_reminder(due, at)
        at += timedelta(days=8)
    assert sent == 2


def test_two_workers_take_one_reminder_once(duty):
    same = Duty.objects.get(pk=duty.pk)
    assert take_reminder(duty, NOW) is True
    assert take_reminder(same, NOW) is False


def test_an_ended_duty_is_silent(duty, subject):
    assert end_duties(kind="confirm", on=subject, how="done") == 1
    assert list(due_reminders("confirm", NOW + timedelta(days=30))) == []
    assert list(unanswered("confirm", NOW + timedelta(days=30))) == []


def test_what_is_past_its_day_is_found_for_escalation(duty):
    assert list(unanswered("confirm", NOW - timedelta(days=1))) == []
    assert list(unanswered("confirm", NOW)) == [duty]


@pytest.mark.parametrize(
    "change, constraint",
    [
        ({"sent": 3}, "duty_sent_within_cap"),
        ({"ended_at": NOW}, "duty_ended_how_iff_ended"),
    ],
)
def test_the_database_keeps_the_ledger_true(duty, change, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(**change)


def test_an_open_duty_stands_once(duty):
    twin = Duty(kind=duty.kind, subject_id=duty.subject_id, addressee=duty.addressee, due_at=NOW)
    with pytest.raises(IntegrityError, match="duty_open_once_per_addressee"), transaction.atomic():
        twin.save()
