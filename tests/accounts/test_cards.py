"""Cards: made at the desk, activated by their owner, tried slowly, ended at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ponte.accounts import actions, rules
from ponte.accounts.actions import cards
from ponte.accounts.actions.cards import TooManyTries
from ponte.accounts.middleware import CardSessions
from ponte.accounts.models import Card, Person
from ponte.accounts.public import card_of
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.models import Entry
from ponte.kit.limits.models import Tries
from ponte.project.settings import base

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
NOBODY, PIN, PLACE = Actor.anonymous(), "703914", "192.0.2.7"


@pytest.fixture
def desk(rows):
    return Actor.of_person(Person.objects.create_user("tutor@example.org", "long password"))


@pytest.fixture
def printed(desk):
    return actions.make_card(person=None, name="Rosa Neri", by=desk)


@pytest.fixture(autouse=True)
def no_tries(db):
    Tries.objects.using("aside").all().delete()
    yield
    Tries.objects.using("aside").all().delete()


def activated(printed, pin=PIN) -> Card:
    return actions.activate_card(
        code=printed.card.code, number=printed.number, pin=pin, address=PLACE, by=NOBODY
    )


def opened(printed, pin=PIN, place=PLACE) -> Card:
    return actions.open_by_card(code=printed.card.code, pin=pin, address=place, by=NOBODY)


def test_a_number_that_a_card_has_is_given_to_no_other(printed, desk, monkeypatch):
    drawn = iter(["10203040", printed.card.code, "24681357"])
    monkeypatch.setattr(cards, "_random", lambda _digits: next(drawn))
    assert actions.make_card(person=None, name="Berto Neri", by=desk).card.code == "24681357"


def test_a_card_makes_a_person_without_address_whose_secrets_are_hashed(printed):
    person = printed.card.person
    assert (person.email, person.name, str(person)) == (None, "Rosa Neri", "Rosa Neri")
    assert not person.has_usable_password()
    card = activated(printed)
    held = str(Card.objects.values().get(pk=card.pk))
    assert printed.number not in held and PIN not in held
    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.ScryptPasswordHasher"]


def test_the_number_of_the_fold_chooses_the_pin_once(printed):
    with pytest.raises(RuleBroken):
        opened(printed)
    activated(printed)
    assert opened(printed).person == printed.card.person
    with pytest.raises(RuleBroken, match="used already"):
        activated(printed, "918273")
    with pytest.raises(RuleBroken):
        opened(printed, "918273")


def test_an_old_number_of_the_fold_opens_nothing(printed):
    Card.objects.update(activate_until=timezone.now() - timedelta(days=1))
    with pytest.raises(RuleBroken, match="too old"):
        activated(printed)


@pytest.mark.parametrize("pin", ["12345", "1234567", "abcdef", "111111", "123456", "654321"])
def test_a_pin_has_six_digits_that_are_not_guessed(printed, pin):
    with pytest.raises(RuleBroken) as broken:
        activated(printed, pin)
    assert broken.value.field == "pin"


def test_five_tries_in_a_quarter_of_an_hour_then_the_right_pin_waits_too(printed):
    activated(printed)
    for _try in range(4):
        with pytest.raises(RuleBroken, match="wrong"):
            opened(printed, "000000")
    with pytest.raises(TooManyTries, match="Wait 15 minutes"):
        opened(printed)


def test_a_card_that_is_not_there_is_counted_and_answered_like_one_that_is():
    for _try in range(5):
        with pytest.raises(RuleBroken, match="wrong"):
            actions.open_by_card(code="00000000", pin=PIN, address=PLACE, by=NOBODY)
    with pytest.raises(TooManyTries):
        actions.open_by_card(code="00000000", pin=PIN, address=PLACE, by=NOBODY)


def test_a_place_that_tries_many_cards_is_stopped(printed, monkeypatch):
    monkeypatch.setattr(rules, "TRIES_OF_ADDRESS", ("card-address", 3, 900))
    for number in range(3):
        with pytest.raises(RuleBroken, match="wrong"):
            actions.open_by_card(code=f"0000000{number}", pin=PIN, address=PLACE, by=NOBODY)
    with pytest.raises(TooManyTries, match="this place"):
        opened(printed)


def test_a_card_tried_all_day_says_to_ask_for_a_new_one_which_works_at_once(
    printed, desk, monkeypatch
):
    monkeypatch.setattr(rules, "TRIES_OF_CARD_A_DAY", ("card-day", 2, 86_400))
    activated(printed)
    opened(printed)
    with pytest.raises(TooManyTries, match="new card"):
        opened(printed)
    again = actions.make_card(person=printed.card.person, name="", by=desk)
    activated(again)
    assert opened(again)


def test_a_renewed_card_ends_the_one_before(printed, desk):
    activated(printed)
    actions.make_card(person=printed.card.person, name="", by=desk)
    with pytest.raises(RuleBroken):
        opened(printed)
    assert Card.objects.get(pk=printed.card.pk).ended_how == "renewed"
    assert card_of(printed.card.person_id).ended_at is None


def test_who_has_an_address_gets_no_card(desk):
    with pytest.raises(RuleBroken, match="by e-mail"):
        actions.make_card(person=Person.objects.get(pk=desk.id), name="", by=desk)


def test_nobody_and_jobs_make_and_end_no_cards(printed):
    for stranger in (NOBODY, Actor.job("test")):
        with pytest.raises(Refused):
            actions.make_card(person=None, name="X", by=stranger)
        with pytest.raises(Refused):
            actions.end_cards(person=printed.card.person, by=stranger)
    signed_in = Actor.of_person(printed.card.person)
    with pytest.raises(Refused):
        actions.open_by_card(code=printed.card.code, pin=PIN, address=PLACE, by=signed_in)
    with pytest.raises(Refused):
        actions.activate_card(
            code=printed.card.code, number="1", pin=PIN, address=PLACE, by=signed_in
        )


@pytest.mark.parametrize(
    "name, change",
    [
        ("card_pin_iff_activated", {"pin": "x"}),
        ("card_ended_how_iff_ended", {"ended_how": "revoked"}),
    ],
)
def test_a_card_keeps_its_order(printed, name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Card.objects.update(**change)


def test_one_card_lives_at_a_time(printed):
    with pytest.raises(IntegrityError, match="card_one_live"), transaction.atomic():
        Card.objects.create(
            person=printed.card.person,
            code="99999999",
            activate_until=timezone.now(),
            made_by_id=printed.card.made_by_id,
        )


# The pages


def went_in(printed) -> Client:
    client = Client()
    activated(printed)
    code = printed.card.code
    answer = client.post(reverse("accounts:card"), {"code": f"{code[:4]} {code[4:]}", "pin": PIN})
    assert answer.url == reverse("home")
    return client


def signed_in(client) -> bool:
    client.get(reverse("home"))
    return "_auth_user_id" in client.session


def test_a_card_signs_in_and_the_journal_keeps_it_without_a_name(printed):
    client = went_in(printed)
    assert signed_in(client)
    entry = Entry.objects.get(what="person.signed_in")
    assert (entry.actor_id, entry.actor_name) == (printed.card.person_id, "")
    assert client.session.get_expire_at_browser_close()


def test_the_first_time_page_chooses_the_pin_and_goes_in(printed):
    client = Client()
    address = reverse("accounts:card-first")
    told = {"code": printed.card.code, "number": printed.number, "pin": PIN, "again": "111111"}
    wrong = client.post(address, told)
    assert wrong.status_code == 422 and "not the same" in wrong.content.decode()
    assert PIN not in wrong.content.decode(), "a PIN is never written back"
    assert client.post(address, {**told, "again": PIN}).status_code == 302
    assert signed_in(client)


def test_wrong_numbers_keep_the_card_and_too_many_answer_429(printed):
    client, address = Client(), reverse("accounts:card")
    said = [client.post(address, {"code": "12345678", "pin": "000000"}) for _try in range(6)]
    assert [one.status_code for one in said] == [422] * 5 + [429]
    assert 'value="12345678"' in said[0].content.decode()


def test_the_drawing_on_the_card_fills_in_its_number(db):
    page = Client().get(reverse("accounts:card"), {"code": "1234 5678"}).content.decode()
    assert 'value="12345678"' in page and 'inputmode="numeric"' in page


def test_a_revoked_card_ends_its_sessions_at_once(printed, desk):
    client = went_in(printed)
    assert signed_in(client)
    actions.end_cards(person=printed.card.person, by=desk)
    assert not signed_in(client)
    assert Entry.objects.filter(what="card.revoked").exists()


def test_a_forgotten_phone_forgets_too(printed, rf):
    client = went_in(printed)
    session = client.session
    session[rules.SESSION_KEY] = {**session[rules.SESSION_KEY], "seen": 0}
    session.save()
    assert not signed_in(client)


def test_a_page_now_and_then_keeps_the_session(printed):
    client = went_in(printed)
    session = client.session
    kept = session[rules.SESSION_KEY]
    session[rules.SESSION_KEY] = {**kept, "seen": kept["seen"] - 20 * 60}
    session.save()
    assert signed_in(client)
    assert client.session[rules.SESSION_KEY]["seen"] >= kept["seen"]


def test_a_card_opens_neither_the_account_nor_other_ways_in(printed):
    client = went_in(printed)
    for name in (
        "accounts:preferences",
        "account_email",
        "mfa_add_webauthn",
        "account_set_password",
    ):
        assert client.get(reverse(name)).url == reverse("home"), name
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("help")).status_code == 200


def test_the_middleware_leaves_other_sessions_alone(rf, settings):
    assert CardSessions(lambda request: "said")(rf.get("/")) == "said"
