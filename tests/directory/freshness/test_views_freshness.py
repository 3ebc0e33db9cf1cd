import pytest
from django.urls import reverse
from django.utils import timezone

from ponte.directory.actions import freshness
from ponte.directory.notifications import CONFIRM_LINK
from ponte.kit import links
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from tests.directory.editing import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def card(rows):
    coop = make.organization()
    make.member(coop)
    made = make.published(coop, days_ago=175)
    freshness.remind_stale_listings(by=Actor.job("test"))
    return made


def address(duty=None, days=45):
    pk = duty or Duty.objects.get().pk
    token = links.make(CONFIRM_LINK, {"duty": str(pk)}, days=days)
    return reverse("directory:listing-confirm", kwargs={"token": token})


def test_a_mail_scanner_that_opens_the_link_changes_nothing(client, card):
    before = card.verified_on
    for method in (client.get, client.head, client.get):
        answer = method(address())
        assert answer.status_code in (200, 405)
    card.refresh_from_db()
    assert (card.verified_on, card.content_version) == (before, 1)
    assert Duty.objects.get().ended_at is None


def test_the_page_shows_the_facts_and_one_button_and_sets_no_cookie(client, card):
    answer = client.get(address())
    page = answer.content.decode()
    assert "0171 000000" in page and "Still right" in page
    assert not answer.cookies and answer.headers["Referrer-Policy"] == "no-referrer"


def test_pressing_the_button_confirms_without_signing_in_and_only_once(client, card):
    answer = client.post(address(), {"then": "confirm"})
    assert "Thank you" in answer.content.decode()
    card.refresh_from_db()
    assert card.verified_on == timezone.localdate()
    version = card.content_version
    assert "Thank you" in client.post(address(), {"then": "confirm"}).content.decode()
    card.refresh_from_db()
    assert card.content_version == version


def test_no_more_messages_is_one_button_too(client, card):
    assert "No more messages" in client.post(address(), {"then": "stop"}).content.decode()
    assert Duty.objects.get().ended_how == "stopped"
    card.refresh_from_db()
    assert card.verified_on != timezone.localdate()


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_expired_forged_or_foreign_link_says_so_in_words(client, card, method):
    good = address()
    for bad in (
        address(days=-1),
        good[:-2] + "/",
        reverse("directory:listing-confirm", kwargs={"token": "x" * 2000}),
        reverse(
            "directory:listing-confirm",
            kwargs={"token": links.make("voice.sent", {"duty": str(card.pk)}, days=9)},
        ),
    ):
        answer = getattr(client, method)(bad, {"then": "confirm"})
        assert answer.status_code == 410 and "This link" in answer.content.decode()
    card.refresh_from_db()
    assert card.verified_on != timezone.localdate()


def test_a_link_to_a_duty_that_is_gone_confirms_nothing(client, card):
    answer = client.post(address(duty=card.pk), {"then": "confirm"})
    assert answer.status_code == 410
