"""What every answer carries, and what no answer lets in."""

import pytest

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def test_no_inline_code_is_allowed_and_nobody_may_frame_us(client):
    headers = client.get("/it/").headers
    policy = headers["Content-Security-Policy"]
    for part in ("script-src 'self'", "style-src 'self'", "font-src 'self'", "object-src 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "address",
    ["/it/search/?q=%00", "/it/search/?q=%ff%fe", "/it/search/?q=" + "a" * 13_000],
    ids=["nul", "not utf-8", "endless"],
)
def test_unreadable_addresses_are_answered_in_words(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert b"<h1" in answer.content


@pytest.mark.parametrize(
    "accepted, chosen",
    [("pl,en;q=0.5", "pl"), ("de", "it"), ("", "it"), ("sl-SI", "sl"), ("de,nl;q=0.3", "nl")],
)
def test_the_root_leads_to_a_language_of_the_visitor(client, accepted, chosen):
    answer = client.get("/", headers={"accept-language": accepted})
    assert answer.status_code == 302
    assert answer["Location"] == f"/{chosen}/"


def test_health_asks_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_the_front_page_knows_nobody(client):
    answer = client.get("/it/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_reader_who_has_the_front_page_is_told_so(client):
    first = client.get("/it/")
    again = client.get("/it/", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
