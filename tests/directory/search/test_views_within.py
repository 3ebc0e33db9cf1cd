"""A search within the page: only the part that changes, and the same as the whole page."""

import lxml.html
import pytest

from tests.directory.search import world

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
PART = {"HX-Request": "true"}
MANY = 25


@pytest.fixture
def nurseries(rows):
    towns = world.places()
    for number in range(MANY):
        fee = "free" if number % 2 else "paid"
        world.card(f"Nido {number}", town=towns["Cuneo"], fee_kind=fee)


def found(response) -> str:
    """The part of an answer that a search changes, without what stands around it."""
    tree = lxml.html.fromstring(f"<div>{response.content.decode()}</div>")
    [part] = tree.xpath("//*[@id='found']")
    return " ".join(lxml.html.tostring(part, encoding="unicode").split())


@pytest.mark.parametrize(
    "query", ["q=nido&kind=service", "q=nido&kind=service&page=2", "q=astronave", "view=map"]
)
def test_the_part_is_the_same_as_in_the_page(client, nurseries, query):
    page = client.get(f"/en/search/?{query}")
    part = client.get(f"/en/search/?{query}", headers=PART)
    assert (page.status_code, part.status_code) == (200, 200)
    assert found(page) == found(part)
    assert b"<html" in page.content and b"<html" not in part.content
    assert len(part.content) < len(page.content)


def test_the_part_brings_its_title_its_languages_and_its_permanent_address(client, nurseries):
    part = client.get("/en/search/?q=nido&place=Cuneo&page=1", headers=PART)
    text = part.content.decode()
    assert part["HX-Push-Url"] == "/en/search/?q=nido&place=M004078"
    assert "<title>Services and enterprises near Cuneo - " in text
    assert 'id="search-title" hx-swap-oob="true"' in text
    assert 'href="/it/search/?q=nido&amp;place=' in text


def test_page_and_part_are_kept_apart_and_set_no_cookie(client, nurseries):
    for headers in ({}, PART):
        answer = client.get("/en/search/?q=nido", headers=headers)
        assert "HX-Request" in answer["Vary"]
        assert not answer.cookies
        again = client.get(
            "/en/search/?q=nido", headers={**headers, "If-None-Match": answer["ETag"]}
        )
        assert again.status_code == 304
        assert "HX-Request" in again["Vary"]
    away = client.get("/en/search/?q=nido&page=1")
    assert (away.status_code, "HX-Request" in away["Vary"]) == (302, True)


@pytest.mark.parametrize(
    ("before", "asked", "leads"),
    [
        ("?q=nido&kind=service", "?q=nido&kind=enterprise", True),
        ("?q=nido&kind=service", "?q=nido&fee=free", False),
        ("?q=nido&kind=service", "?q=nido&kind=service&fee=free", False),
        ("?q=nido", "?q=nido&fee=free", True),
        ("?kind=%ff&%00", "?q=nido", False),
        ("[", "?q=nido", False),
    ],
)
def test_another_kind_of_listing_is_another_page(client, nurseries, before, asked, leads):
    headers = {**PART, "HX-Current-URL": f"http://testserver/en/search/{before}"}
    answer = client.get(f"/en/search/{asked}", headers=headers)
    assert answer.status_code == 200
    assert answer.has_header("HX-Redirect") is leads


def test_an_unknown_place_is_said_within_the_page_too(client, nurseries):
    part = client.get("/en/search/?q=nido&place=Xyzzy", headers=PART)
    assert part.status_code == 400
    assert "We do not know the place" in part.content.decode()
    assert not part.has_header("HX-Push-Url")
