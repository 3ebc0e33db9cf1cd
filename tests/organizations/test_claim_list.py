"""The office's list of claims: a true count, filters, order, pages, a file; for the office only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ponte.organizations.models import AccessRequest, Claim
from ponte.organizations.states import Proof
from tests.organizations import factories as make

pytestmark = [
    pytest.mark.usefixtures("rows"),
    pytest.mark.django_db(databases=["default", "aside"]),
]
LIST, FILE = reverse("organizations:claim-list"), reverse("organizations:claim-export")


@pytest.fixture
def office(client):
    client.force_login(make.officer())
    return client


def claimed(name, *, days=0, **more):
    values = {"proof": Proof.DOCUMENT, "function": "chair", "person": make.person(f"Carla {name}")}
    asked_at = timezone.now() - timedelta(days=days)
    organization = make.organization(name)
    return Claim.objects.create(organization=organization, asked_at=asked_at, **{**values, **more})


def test_the_count_is_of_all_that_wait_however_many_a_page_holds(office):
    who = make.person("Carla")
    Claim.objects.bulk_create(
        Claim(organization=make.organization(f"Ente {n}"), person=who, proof=Proof.DOCUMENT)
        for n in range(31)
    )
    page = office.get(LIST).content.decode()
    assert "31 requests" in page and page.count("item-title") == 25 and "page=2" in page
    assert office.get(LIST, {"page": "2"}).content.decode().count("item-title") == 6
    assert office.get(FILE).content.decode("utf-8-sig").count("\r\n") == 32


def test_it_is_narrowed_by_kind_state_lateness_and_words(office):
    claimed("Aquilone", days=9, escalated_at=timezone.now())
    claimed("Bosco")
    claimed("Cedro", state="refused", answered_at=timezone.now())
    AccessRequest.objects.create(
        organization=make.organization("Delta", claimed=True),
        person=make.person(),
        role="organization_editor",
        escalated_at=timezone.now(),
    )
    page = office.get(LIST).content.decode()
    assert "3 requests" in page and "Cedro" not in page and "Carla Bosco, chair" in page
    for asked, there in (
        ({"kind": "request"}, ["Delta"]),
        ({"kind": "claim"}, ["Aquilone", "Bosco"]),
        ({"state": "late"}, ["Aquilone", "Delta"]),
        ({"state": "refused"}, ["Cedro"]),
        ({"words": "bosc"}, ["Bosco"]),
    ):
        page = office.get(LIST, asked).content.decode()
        text = office.get(FILE, asked).content.decode()
        for name in ("Aquilone", "Bosco", "Cedro", "Delta"):
            assert (f">{name}<" in page) == (name in there), (asked, name)
            assert (name in text) == (name in there), (asked, name)
    assert "Nothing fits these filters" in office.get(LIST, {"words": "zzz"}).content.decode()
    for forged in ({"state": "x"}, {"sort": "x"}, {"page": "x"}, {"kind": "x"}):
        assert office.get(LIST, forged).status_code == 200


def test_late_ones_come_first_and_the_order_can_be_changed(office):
    claimed("Aquilone", days=3)
    claimed("Bosco", days=9, escalated_at=timezone.now())
    page = office.get(LIST).content.decode()
    assert page.index("Bosco") < page.index("Aquilone")
    page = office.get(LIST, {"sort": "newest"}).content.decode()
    assert page.index("Aquilone") < page.index("Bosco")


def test_no_claim_says_so_and_leads_to_what_was_answered(office):
    page = office.get(LIST).content.decode()
    assert "No claim waits." in page and "?state=" in page


def test_only_the_office_reads_the_list_and_takes_it_away(client):
    claimed("Aquilone")
    for who in (make.person(), make.member(make.organization("Altra"))):
        client.force_login(who)
        assert client.get(LIST).status_code == client.get(FILE).status_code == 403


def test_the_list_asks_the_database_as_often_for_many_as_for_few(office):
    def asked(path) -> int:
        office.get(path)  # what a process reads once and keeps is no question of the list
        with CaptureQueriesContext(connection) as captured:
            office.get(path)
        return len(captured)

    claimed("Aquilone")
    few = asked(LIST), asked(FILE)
    for number in range(12):
        claimed(f"Ente {number}")
    assert (asked(LIST), asked(FILE)) == few
