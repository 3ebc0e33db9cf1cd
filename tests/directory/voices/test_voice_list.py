"""The list of who waits: a true count, filters, order, pages, a file without a name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ponte.directory.models import CallbackRequest, MistakeReport
from tests.directory.editing import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
LIST, FILE = reverse("directory:voice-list"), reverse("directory:voice-export")


@pytest.fixture
def coop(rows):
    return make.organization("Coop Sole")


@pytest.fixture
def card(coop):
    return make.published(coop, name="Pasti caldi")


@pytest.fixture
def browser(client, coop):
    client.force_login(make.member(coop))
    return client


def called(card, *, days=2, **more):
    values = {"name": "Mario Rossi", "phone": "333 1", "organization": card.organization}
    due = timezone.now() + timedelta(days=days)
    return CallbackRequest.objects.create(listing_id=card.pk, due_at=due, **{**values, **more})


def mistaken(card, **more):
    values = {"text": "They moved", "organization": card.organization}
    due = timezone.now() + timedelta(days=3)
    return MistakeReport.objects.create(listing_id=card.pk, due_at=due, **{**values, **more})


def test_the_count_is_of_all_that_wait_however_many_a_page_holds(browser, card):
    CallbackRequest.objects.bulk_create(
        CallbackRequest(
            listing_id=card.pk,
            organization=card.organization,
            name="Mario",
            phone="1",
            due_at=timezone.now(),
        )
        for _ in range(230)
    )
    page = browser.get(LIST).content.decode()
    assert "230 requests" in page and page.count("item-title") == 25 and "page=2" in page
    assert browser.get(LIST, {"page": "10"}).content.decode().count("item-title") == 5
    assert browser.get(FILE).content.decode("utf-8-sig").count("\r\n") == 231


def test_it_is_narrowed_by_kind_state_lateness_and_words(browser, coop, card):
    other = make.published(coop, name="Sportello ascolto")
    called(card, days=-1)
    mistaken(other)
    called(other, state="answered", answered_at=timezone.now())
    assert "2 requests" in browser.get(LIST).content.decode()
    for asked, there, gone in (
        ({"kind": "mistake"}, "Sportello", "Pasti"),
        ({"state": "late"}, "Pasti", "Sportello"),
        ({"words": "ascolto"}, "Sportello", "Pasti"),
        ({"state": "answered"}, "Sportello", "Pasti"),
    ):
        page = browser.get(LIST, asked).content.decode()
        assert "1 request<" in page and there in page and gone not in page, asked
        text = browser.get(FILE, asked).content.decode()
        assert there in text and gone not in text, asked
    assert "3 requests" in browser.get(LIST, {"state": ""}).content.decode()
    page = browser.get(LIST, {"words": "nothing like it"}).content.decode()
    assert "Nothing fits these filters" in page and "Show all" in page
    for forged in ({"state": "x"}, {"sort": "x"}, {"page": "x"}, {"kind": "x"}):
        assert browser.get(LIST, forged).status_code == 200


def test_the_one_promised_first_is_first_and_the_order_can_be_changed(browser, coop, card):
    other = make.published(coop, name="Sportello ascolto")
    mistaken(other)
    called(card)
    page = browser.get(LIST).content.decode()
    assert page.index("Pasti") < page.index("Sportello")
    called(other, days=9)
    page = browser.get(LIST, {"sort": "newest"}).content.decode()
    assert page.index("Sportello") < page.index("Pasti")


def test_the_file_names_nobody_who_asked_and_starts_no_formula(browser, coop):
    called(make.published(coop, name="=HYPERLINK(1)"))
    text = browser.get(FILE).content.decode()
    assert "'=HYPERLINK(1)" in text and "Mario" not in text and "333" not in text


def test_nobody_waits_says_so_and_leads_to_what_was_settled(browser):
    page = browser.get(LIST).content.decode()
    assert "Nobody waits" in page and "?state=" in page


def test_a_stranger_sees_and_takes_away_nothing_of_others(client, card):
    called(card)
    client.force_login(make.member(make.organization("Altra"), name="Eve"))
    for path in (LIST, FILE):
        assert "Pasti" not in client.get(path, {"state": ""}).content.decode()


def test_the_list_asks_the_database_as_often_for_many_as_for_few(browser, coop, card):
    def asked(path) -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(path)
        return len(captured)

    called(card)
    mistaken(card)
    few = asked(LIST), asked(FILE)
    for number in range(12):
        called(make.published(coop, name=f"Card {number}"))
    assert (asked(LIST), asked(FILE)) == few
