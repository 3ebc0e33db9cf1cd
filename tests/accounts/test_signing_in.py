"""Signing in by code, password and one-time code; limits; what the journal keeps."""

import re
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from ponte.accounts.models import Person
from ponte.kit.journal.models import Entry

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
PASSWORD = "a long enough password"


@pytest.fixture
def anna(rows):
    person = Person.objects.create_user("anna@example.org", PASSWORD, name="Anna Neri")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()
    yield
    cache.clear()


def sign_in(client, password=PASSWORD, email="Anna@Example.org"):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_password_signs_in_whatever_the_capitals_of_the_address(client, anna):
    assert sign_in(client).status_code == 302
    assert signed_in(client)


def test_a_wrong_password_signs_nobody_in_and_keeps_the_address(client, anna):
    answer = sign_in(client, "wrong password")
    assert not signed_in(client)
    assert "Anna@Example.org" in answer.content.decode()


def test_a_code_sent_by_mail_signs_in(client, anna):
    client.post(reverse("account_request_login_code"), {"email": "anna@example.org"})
    letter = mail.outbox[-1]
    assert letter.to == ["anna@example.org"]
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", letter.body, re.MULTILINE).group(1)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert signed_in(client)


def test_an_unknown_address_is_answered_like_a_known_one(client, anna):
    known = client.post(reverse("account_request_login_code"), {"email": anna.email})
    unknown = client.post(reverse("account_request_login_code"), {"email": "no@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_a_new_person_confirms_the_address_and_is_called_by_name(client, rows):
    client.post(reverse("account_signup"), {"email": "New@Example.org", "name": "Nuova Persona"})
    person = Person.objects.get(email="new@example.org")
    assert person.name == "Nuova Persona"
    assert not signed_in(client)
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)
    client.post(reverse("account_email_verification_sent"), {"code": code})
    assert EmailAddress.objects.get(user=person).verified
    assert signed_in(client)


def one_time_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_whoever_uses_one_time_codes_is_asked_for_one_after_the_password(client, anna):
    secret = generate_totp_secret()
    with request_context(SimpleNamespace(user=anna)):
        TOTP.activate(anna, secret)
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert not signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": one_time_code(secret)})
    assert signed_in(client)
    assert Authenticator.objects.get(type=Authenticator.Type.TOTP).user == anna


def test_six_failures_on_one_address_are_too_many(client, anna):
    for _try in range(5):
        assert sign_in(client, "wrong password").status_code == 200
    refused = sign_in(client)
    assert refused.status_code == 429
    assert not signed_in(client)


def test_the_eleventh_failure_from_one_place_is_too_many_and_told_plainly(client, anna):
    for number in range(10):
        answer = sign_in(client, "wrong password", f"person{number}@example.org")
        assert answer.status_code == 200
    refused = sign_in(client, "wrong password", "person11@example.org")
    assert refused.status_code == 429
    assert "Please wait a moment" in refused.content.decode()


def test_the_limit_counts_beside_the_requests_transaction(client, anna):
    from django.db import connections

    sign_in(client, "wrong password")
    with connections["aside"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ponte_cache")
        assert cursor.fetchone()[0] > 0


def test_signing_in_is_journalled_without_name_or_address(client, anna):
    sign_in(client)
    entry = Entry.objects.get(what="person.signed_in")
    assert (entry.actor_id, entry.subject_id) == (anna.pk, anna.pk)
    assert (entry.actor_name, entry.facts) == ("", {})


def test_a_person_who_was_switched_off_does_not_sign_in(client, anna):
    Person.objects.update(is_active=False)
    sign_in(client)
    assert not signed_in(client)


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_request_login_code"])
def test_the_address_is_called_the_same_wherever_one_comes_in(client, db, name):
    page = client.get(reverse(name)).content.decode()
    assert "E-mail address</label>" in page.replace("\n", "")
