"""The list of imports: a true count, filters, order, pages, a file; own imports only."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ponte.exchange.models import ImportRun
from ponte.exchange.states import ImportState
from ponte.kit.acting import acting
from tests.exchange.factories import JOB, as_job
from tests.organizations.factories import member, officer, organization

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("town"),
]
LIST, FILE = reverse("exchange:import-list"), reverse("exchange:import-export")


@pytest.fixture
def office(client):
    with acting(JOB):
        client.force_login(officer())
    return client


def run(name, **more) -> ImportRun:
    values = {"kind": "enterprises", "source": "Albo", "source_date": date(2026, 5, 1)}
    values |= {
        "state": ImportState.PREVIEWED,
        "actor_kind": "person",
        "actor_name": "Olga",
        "file_size": 9,
    }
    if more.get("state") == ImportState.APPLIED:
        values["applied_at"] = timezone.now()
    with as_job():
        return ImportRun.objects.create(file_name=name, **{**values, **more})


def test_the_count_is_of_all_imports_however_many_a_page_holds(office):
    for number in range(27):
        run(f"elenco-{number}.csv")
    page = office.get(LIST).content.decode()
    assert "27 imports" in page and page.count("item-title") == 25 and "page=2" in page
    assert office.get(LIST, {"page": "2"}).content.decode().count("item-title") == 2
    assert office.get(FILE).content.decode("utf-8-sig").count("\r\n") == 28


def test_it_is_narrowed_sorted_and_taken_away(office):
    run("alfa.csv", source="Regione", counts={"add": 7})
    run("beta.csv", state=ImportState.APPLIED)
    run("gamma.csv", kind="service_cards", source_date=date(2026, 6, 1))
    for asked, there in (
        ({"words": "regio"}, ["alfa"]),
        ({"state": "applied"}, ["beta"]),
        ({"kind": "service_cards"}, ["gamma"]),
        ({"state": "waiting"}, ["alfa", "gamma"]),
    ):
        page, text = (office.get(path, asked).content.decode() for path in (LIST, FILE))
        for name in ("alfa", "beta", "gamma"):
            assert (f"{name}.csv" in page) == (f"{name}.csv" in text) == (name in there), asked
    page = office.get(LIST, {"sort": "name"}).content.decode()
    assert page.index("alfa") < page.index("beta") < page.index("gamma")
    page = office.get(LIST).content.decode()
    assert page.index("gamma") < page.index("alfa")
    assert "Nothing fits these filters" in office.get(LIST, {"words": "zzz"}).content.decode()
    for forged in ({"state": "x"}, {"sort": "x"}, {"page": "x"}, {"kind": "x"}):
        assert office.get(LIST, forged).status_code == 200


def test_a_stranger_finds_no_import_of_others_in_list_or_file(client):
    with acting(JOB):
        mine, other = organization("Nostra", claimed=True), organization("Altra", claimed=True)
        manager, editor = member(other), member(other, "organization_editor")
    run("alfa.csv", organization=mine)
    client.force_login(manager)
    for path in (LIST, FILE):
        answer = client.get(path)
        assert answer.status_code == 200 and "alfa" not in answer.content.decode()
    client.force_login(editor)
    assert client.get(LIST).status_code == client.get(FILE).status_code == 403


def test_the_list_asks_the_database_as_often_for_many_as_for_few(office):
    def asked(path) -> int:
        office.get(path)
        with CaptureQueriesContext(connection) as captured:
            office.get(path)
        return len(captured)

    run("alfa.csv")
    few = asked(LIST), asked(FILE)
    for number in range(12):
        with acting(JOB):
            owner = organization(f"Ente {number}")
        run(f"elenco-{number}.csv", organization=owner)
    assert (asked(LIST), asked(FILE)) == few
