"""The results of a search as a file: the same results, public facts only, nothing that runs."""

import csv
import io
from datetime import date

import pytest

from ponte.directory.models import CardContact
from ponte.directory.views import search_file as view
from ponte.kit.spreadsheets.writing import STARTS_A_FORMULA
from tests.directory.search import world

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
ADDRESS = "/en/search/results.csv"


@pytest.fixture
def towns(rows):
    return world.places()


def lines(response) -> list[dict]:
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_file_says_what_the_pages_say_in_their_order(client, towns, settings):
    world.card(
        "Nido del bosco", town=towns["Borgo San Dalmazzo"], categories=["nurseries"],
        summary="Fra gli alberi", fee_kind="free", target_groups=["families"],
    )  # fmt: skip
    world.card("Nido vicino", town=towns["Cuneo"], indexed=True)
    response = client.get(f"{ADDRESS}?place=M004078&kind=service")
    assert response.headers["Content-Type"].startswith("text/csv")
    assert response.headers["Content-Disposition"].endswith('.csv"')
    assert not response.cookies
    first, second = lines(response)
    assert list(first) == [str(column) for column in view.COLUMNS]
    assert (first["Name"], second["Name"]) == ("Nido vicino", "Nido del bosco")
    assert (second["Municipality"], second["Distance in km"]) == ("Borgo San Dalmazzo (CN)", "8")
    assert second["What it costs"] and second["What it is about"] and second["Who it is for"]
    assert second["Last confirmed"] == "2026-11-22"
    page = second["Address of the page"]
    assert page.startswith(settings.SITE_ADDRESS.rstrip("/") + "/en/services/nido-del-bosco")
    assert client.get(page.removeprefix(settings.SITE_ADDRESS.rstrip("/"))).status_code == 200


def test_every_page_is_in_it_once(client, towns):
    for number in range(45):
        world.card(f"Nido {number:02}", town=towns["Cuneo"])
    names = [line["Name"] for line in lines(client.get(f"{ADDRESS}?q=nido&sort=name"))]
    assert names == [f"Nido {number:02}" for number in range(45)]


def test_it_ends_where_the_pages_end(client, towns, monkeypatch):
    from ponte.directory.queries import search as searching

    for number in range(45):
        world.card(f"Nido {number:02}", town=towns["Cuneo"])
    monkeypatch.setattr(searching, "MOST", 40)
    assert len(lines(client.get(f"{ADDRESS}?q=nido"))) == 40


def test_no_cell_runs_and_no_contact_is_told(client, towns):
    card = world.card("=HYPERLINK(1)", town=towns["Cuneo"], summary="@SUM(1)")
    CardContact.objects.create(card=card, kind="email", value="anna@example.org")
    response = client.get(ADDRESS)
    [line] = lines(response)
    assert not any(cell.startswith(STARTS_A_FORMULA) for cell in line.values())
    assert "anna@example.org" not in str(line)


def test_what_is_not_published_is_not_in_it(client, towns):
    world.card("Nido nascosto", town=towns["Cuneo"], state="draft", published_at=None)
    assert lines(client.get(ADDRESS)) == []


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("q=nido&page=3&view=map", f"{ADDRESS}?q=nido"),
        ("place=Cuneo&kind=service", f"{ADDRESS}?place=M004078&kind=service"),
        ("utm=1", ADDRESS),
        ("q=nido&place=Xyzzy", "/en/search/?q=nido&place=Xyzzy"),
    ],
)
def test_a_file_has_one_address(client, towns, typed, address):
    world.card("Nido", town=towns["Cuneo"])
    response = client.get(f"{ADDRESS}?{typed}")
    assert (response.status_code, response["Location"]) == (302, address)


def test_the_page_leads_to_its_file_and_says_where_it_ends(client, towns, monkeypatch):
    from ponte.directory.views import search_shown

    world.card("Nido", town=towns["Cuneo"], verified_on=date(2026, 11, 1))
    world.card("Altro nido", town=towns["Cuneo"])
    page = client.get("/en/search/?q=nido&view=map").content.decode()
    assert 'href="/en/search/results.csv?q=nido"' in page
    assert "Download the results (CSV)" in page
    monkeypatch.setattr(search_shown, "MOST", 1)
    assert "Download the first 1 results (CSV)" in client.get("/en/search/?q=nido").content.decode()


def test_too_many_files_for_one_address_are_asked_to_wait(client, towns, monkeypatch):
    monkeypatch.setattr(view, "FILES", 2)
    monkeypatch.setattr(view, "SECONDS", 3_601)
    answers = [client.get(ADDRESS, REMOTE_ADDR="192.0.2.9").status_code for _ in range(3)]
    assert answers == [200, 200, 429]
