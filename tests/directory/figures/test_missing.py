"""Searches in vain are shown to the office, from five askers up, and to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ponte.directory.models.document import FailedSearch
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid7
from tests.directory.editing import factories

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def people():
    with acting(Actor.job("test")):
        yesterday = timezone.localdate() - timedelta(days=1)
        for words, askers in (("nido notturno", 5), ("trasporto barella", 4)):
            FailedSearch.objects.create(
                id=uuid7(), day=yesterday, words=words, language="it", askers=askers
            )
        return {
            "officer": factories.officer(),
            "manager": factories.member(factories.organization()),
        }


def test_the_office_sees_what_five_people_missed_and_not_what_four_did(client, people):
    client.force_login(people["officer"])
    page = client.get("/en/home/missing/").content.decode()
    assert "nido notturno" in page
    assert "trasporto barella" not in page


def test_a_period_of_before_holds_nothing_and_an_unknown_one_is_the_usual(client, people):
    client.force_login(people["officer"])
    assert "nido notturno" in client.get("/en/home/missing/?days=x").content.decode()


def test_a_stranger_to_the_office_is_refused(client, people):
    client.force_login(people["manager"])
    assert client.get("/en/home/missing/").status_code == 403
    client.logout()
    assert client.get("/en/home/missing/").status_code == 302


def test_the_left_hand_list_is_never_longer_than_seven(client, people):
    for person in people.values():
        client.force_login(person)
        page = client.get("/en/home/").content.decode()
        rail = page.split('class="rail"')[1].split("</nav>")[0]
        assert 3 <= rail.count("<a ") <= 7


def test_one_person_on_five_days_is_not_five_people(client, people):
    with acting(Actor.job("test")):
        for days in range(2, 9):
            FailedSearch.objects.create(
                id=uuid7(),
                day=timezone.localdate() - timedelta(days=days),
                words="ritiro ausili",
                language="it",
                askers=1,
            )
    client.force_login(people["officer"])
    page = client.get("/en/home/missing/").content.decode()
    assert "nido notturno" in page
    assert "ritiro ausili" not in page
