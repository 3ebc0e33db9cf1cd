"""Signing in and out: nobody learns who has an account, is carried off, or stays in by theft."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import hashers
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ponte.accounts.models import Person
from ponte.kit.sessions import SessionStore, digest_of
from tests.security.conftest import from_elsewhere
from tests.security.pages import forms_of
from tests.security.where import addresses, path_to

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
PASSWORD = "a long enough password"
ELSEWHERE = (
    *("https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example"),
    *("javascript:alert(1)", "\thttps://evil.example", "https:evil.example", "/%09/evil.example"),
    *("http://testserver@evil.example/", "https://testserver.evil.example/", "\\\\evil.example"),
)


@pytest.fixture
def anna(rows):
    cache.clear()
    person = Person.objects.create_user("anna@example.org", PASSWORD, name="Anna Neri")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    yield person
    cache.clear()


def sign_in(client, password=PASSWORD, email="anna@example.org", **more):
    sent = {"login": email, "password": password, **more}
    return client.post(reverse("account_login"), sent, **from_elsewhere())


def test_the_session_changes_at_sign_in_and_dies_at_sign_out(anna):
    client = Client()
    client.get(reverse("account_login"))
    client.cookies["sessionid"] = "fixed-by-an-attacker"
    sign_in(client)
    mine = client.cookies["sessionid"].value
    assert mine != "fixed-by-an-attacker"
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["sessionid"] = mine
    assert thief.get("/en/home/").status_code == 302


def test_what_the_table_holds_opens_no_session(anna):
    """A copy of the database is no way in: the key is the browser's alone."""
    client = Client()
    sign_in(client)
    key = client.cookies["sessionid"].value
    (kept,) = [row for row in Session.objects.all() if "_auth_user_id" in row.get_decoded()]
    assert kept.session_key != key
    for stolen in (kept.session_key, digest_of(kept.session_key)):
        thief = Client()
        thief.cookies["sessionid"] = stolen
        assert thief.get("/en/home/").status_code == 302
    assert client.get("/en/home/").status_code == 200


def test_a_session_is_kept_changed_and_ended_under_its_digest(rows):
    store = SessionStore()
    store["a"] = 1
    store.save()
    again = SessionStore(store.session_key)
    assert again["a"] == 1 and store.exists(store.session_key)
    again["a"] = 2
    again.save()
    assert SessionStore(store.session_key)["a"] == 2
    assert Session.objects.get().session_key == digest_of(store.session_key)
    again.cycle_key()
    assert not store.exists(store.session_key) and again.exists(again.session_key)
    again.flush()
    again.delete()
    assert Session.objects.count() == 0
    assert SessionStore("unknown").load() == {}
    with pytest.raises(UpdateError):
        store.save()


def test_a_new_password_ends_the_other_sessions(anna):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    assert there.get("/en/home/").status_code == 200
    sent = {"oldpassword": PASSWORD, "password1": "quite another 1 pass",
            "password2": "quite another 1 pass"}  # fmt: skip
    assert here.post(reverse("account_change_password"), sent).status_code == 302
    assert there.get("/en/home/").status_code == 302


def test_sign_out_needs_a_post(anna):
    client = Client()
    sign_in(client)
    client.get(reverse("account_logout"))
    client.head(reverse("account_logout"))
    assert client.get("/en/home/").status_code == 200


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_carried_to_another_site(address, anna):
    for name in ("account_login", "account_signup", "account_request_login_code"):
        page = Client().get(reverse(name), {"next": address}, **from_elsewhere())
        assert page.status_code in (200, 302)
        for form in forms_of(page, "/"):
            assert form.action.startswith("/") and not form.action.startswith("//")
    client = Client()
    answer = sign_in(client, next=address)
    assert stays_here(answer.headers["Location"])
    answer = client.post(f"{reverse('account_logout')}?next={address}", {"next": address})
    assert stays_here(answer.headers["Location"])


def stays_here(where: str) -> bool:
    return re.match(r"^/(?![/\\\s])", where) is not None


def told(answer) -> tuple:
    """What an onlooker can tell answers apart by, names of addresses taken out."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    text = re.sub(r"[\w.]+@example\.org", "ADDRESS", text)
    return answer.status_code, answer.headers.get("Location"), text


def both(name: str, /, **sent) -> list[tuple]:
    answers = []
    for email in ("anna@example.org", "nobody@example.org"):
        cache.clear()
        client = Client()
        field = "login" if name == "account_login" else "email"
        answer = client.post(reverse(name), {field: email, **sent}, **from_elsewhere())
        seen = [told(answer)]
        if answer.status_code == 302:
            seen.append(told(client.get(answer.headers["Location"])))
        answers.append(seen)
    return answers


@pytest.mark.parametrize(
    "name, sent",
    [
        ("account_login", {"password": "wrong password"}),
        ("account_request_login_code", {}),
        ("account_reset_password", {}),
        ("account_signup", {"name": "Somebody"}),
    ],
)
def test_an_address_with_an_account_is_answered_like_one_without(name, sent, anna):
    known, unknown = both(name, **sent)
    assert known == unknown


def test_a_wrong_address_costs_as_much_as_a_wrong_password(anna, monkeypatch):
    """The same hashing is done for nobody: time tells nothing."""
    hashed, costs = [], []
    wanted = type(hashers.get_hasher("default"))
    encode = wanted.encode

    def counted(self, *args, **more):
        hashed.append(1)
        return encode(self, *args, **more)

    monkeypatch.setattr(wanted, "encode", counted)
    for email in ("anna@example.org", "nobody@example.org"):
        cache.clear()
        hashed.clear()
        sign_in(Client(), "wrong password", email)
        costs.append(len(hashed))
    assert costs[0] == costs[1] > 0


def test_an_invitation_does_not_tell_who_has_an_account(city, client_of):
    answers = []
    for email in (city.people["stranger"].email, "nobody@example.org"):
        sent = {"email": email, "role": "organization_editor"}
        answer = client_of("manager").post(path_to("member-list", city.things), sent)
        answers.append((answer.status_code, answer.headers.get("Location")))
    assert answers[0] == answers[1]


def test_a_code_is_not_guessed(anna):
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": anna.email}, **from_elsewhere())
    where = reverse("account_confirm_login_code")
    answers = [client.post(where, {"code": f"{n:06d}"}).status_code for n in range(12)]
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)
    client.post(where, {"code": code})
    assert "_auth_user_id" not in client.session, answers


def test_a_code_serves_once(anna):
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": anna.email}, **from_elsewhere())
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" not in client.session


def test_signs_of_other_scripts_in_a_code_are_a_wrong_code(city, client_of):
    for code in ("\u0661" * 8, "\u00b2\u00b2", "\U0001d7d8" * 8):
        answer = client_of("claimant").post(path_to("claim-detail", city.things), {"code": code})
        assert answer.status_code == 422


def test_every_post_but_the_named_ones_needs_its_token(city):
    """Pages without a session have nothing to forge: they judge the origin, or a signed link."""
    named = {"service-callback", "service-mistake", "enterprise-callback", "enterprise-mistake"}
    named |= {"service-useful", "enterprise-useful", "listing-confirm", "reference-confirm"}
    # A link that names its signatory; a phone that shows the word it was given.
    named |= {"signing-page", "signing-again", "yard-send"}
    let_through = set()
    for role in ("manager", "anonymous"):
        client = Client(enforce_csrf_checks=True)
        if city.people[role]:
            client.force_login(city.people[role])
        for name in addresses():
            answer = client.post(path_to(name, city.things), {"x": "1"}, **from_elsewhere())
            signed_out = answer.status_code == 302 and "/accounts/login/" in answer["Location"]
            if answer.status_code not in (403, 404, 405) and not signed_out:
                let_through.add(name)
    assert let_through <= named, let_through - named


def test_forms_without_a_token_refuse_another_sites_post(city):
    client = Client(enforce_csrf_checks=True)
    asked = ("service-callback", "service-mistake", "service-useful", "enterprise-useful")
    for name in (*asked, "signing-again"):
        for origin in ("https://evil.example", "null", "http://testserver.evil.example"):
            place = {"HTTP_ORIGIN": origin, **from_elsewhere()}
            answer = client.post(path_to(name, city.things), {"answer": "yes"}, **place)
            assert answer.status_code == 403, (name, origin)


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b", "[::1", ""])
def test_a_forged_host_is_refused(host, city):
    for name in ("front", "search", "account_login", "account_reset_password"):
        answer = Client().get(path_to(name, city.things), HTTP_HOST=host)
        assert answer.status_code == 400 or host == "", (name, host)


def test_a_letter_takes_no_address_from_the_request(anna):
    Client().post(
        reverse("account_reset_password"),
        {"email": anna.email},
        HTTP_X_FORWARDED_HOST="evil.example",
        **from_elsewhere(),
    )
    assert mail.outbox
    assert "evil.example" not in mail.outbox[-1].body


LIMITED = {
    "report": {"what": "It does not work"},
    "service-mistake": {"text": "Wrong hours"},
    "service-callback": {"name": "Rosa", "phone": "0171 123456"},
    "service-useful": {"answer": "yes"},
}


@pytest.mark.parametrize("name", LIMITED)
def test_too_many_from_one_place_is_told_in_words(name, city):
    place, client = from_elsewhere(), Client()
    for _time in range(25):
        answer = client.post(path_to(name, city.things), LIMITED[name], **place)
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert b"<h1" in answer.content
    again = client.post(path_to(name, city.things), LIMITED[name], **from_elsewhere())
    assert again.status_code in (200, 302)


def test_cookies_are_closed_to_scripts_and_other_sites():
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
