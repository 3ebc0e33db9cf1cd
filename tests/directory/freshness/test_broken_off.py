"""Asking and retiring, broken off in the middle and taken up again: nobody twice, nobody never."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from ponte.directory import tasks
from ponte.directory.actions import freshness
from ponte.directory.models import ServiceCard
from ponte.kit import mail
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from tests.directory.editing import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


class Killed(BaseException):
    """As a job ends whose process is killed: nothing of it is caught on the way."""


@pytest.fixture
def brittle(monkeypatch):
    """From the first letter on, every second one is never handed over: the job ends there."""
    send, asked = mail.send, []

    def sometimes(**told):
        asked.append(told["to"])
        if len(asked) % 2 == 0:
            raise Killed
        send(**told)

    monkeypatch.setattr(mail, "send", sometimes)


@pytest.fixture
def keepers(rows):
    """Five organizations, each with somebody who keeps its one listing, soon stale."""
    found = {}
    for number in range(5):
        organization = make.organization(f"Coop {number}")
        card = make.published(organization, days_ago=175, name=f"Servizio {number}")
        found[make.member(organization, name=f"Ada {number}").email] = card
    return found


def until_done(job, most: int = 30) -> int:
    """Take a job up again until it comes to its end; return how often it was broken off."""
    for times in range(most):
        try:
            job(timestamp=0)
        except Killed:
            continue
        return times
    raise AssertionError("it never came to its end")


def received(mailoutbox) -> Counter:
    return Counter(letter.to[0] for letter in mailoutbox)


def test_each_keeper_is_asked_once(keepers, mailoutbox, brittle):
    broken = until_done(tasks.remind_stale_listings)
    assert broken == len(keepers) - 1, "broken off after each letter but the last"
    assert received(mailoutbox) == dict.fromkeys(keepers, 1)
    assert set(Duty.objects.values_list("sent", flat=True)) == {1}
    tasks.remind_stale_listings(timestamp=0)
    assert len(mailoutbox) == len(keepers), "done, and asked for once more"


@pytest.mark.parametrize("job", [tasks.remind_stale_listings, tasks.retire_stale_listings])
def test_an_address_that_is_refused_holds_up_nobody_else(keepers, mailoutbox, monkeypatch, job):
    send, refused = mail.send, [next(iter(keepers))]
    if job is tasks.retire_stale_listings:
        ServiceCard.objects.update(verified_on=timezone.localdate() - timedelta(days=400))

    def sometimes(**told):
        if told["to"] in refused:
            raise OSError("no such mailbox")
        send(**told)

    monkeypatch.setattr(mail, "send", sometimes)
    with pytest.raises(OSError, match="no such mailbox"):
        job(timestamp=0)
    assert received(mailoutbox) == dict.fromkeys(set(keepers) - set(refused), 1)
    refused.clear()
    job(timestamp=0)
    assert received(mailoutbox) == dict.fromkeys(keepers, 1)


def test_a_listing_hidden_while_letters_leave_is_not_asked_about(keepers, mailoutbox, monkeypatch):
    send = mail.send

    def hiding(**told):
        ServiceCard.objects.exclude(pk=keepers[told["to"]].pk).update(state="suspended")
        send(**told)

    monkeypatch.setattr(mail, "send", hiding)
    tasks.remind_stale_listings(timestamp=0)
    assert len(mailoutbox) == 1
    later = timezone.now() + timedelta(days=8)
    freshness.remind_stale_listings(by=Actor.job("test"), now=later)
    ended = Counter(Duty.objects.values_list("ended_how", flat=True))
    assert ended == {"withdrawn": len(keepers) - 1, "": 1}


def test_what_nobody_confirms_is_retired_and_told_once(keepers, mailoutbox, brittle):
    long_ago = timezone.localdate() - timedelta(days=400)
    ServiceCard.objects.update(verified_on=long_ago)
    broken = until_done(tasks.retire_stale_listings)
    assert broken == len(keepers) - 1
    assert received(mailoutbox) == dict.fromkeys(keepers, 1)
    assert set(ServiceCard.objects.values_list("state", flat=True)) == {"retired"}
