"""What a line may say, and what people are told when it cannot be read."""

import pytest

from ponte.directory.models import Enterprise
from ponte.exchange.models import StagedRow
from ponte.organizations.models import Organization
from tests.exchange.factories import (
    CARD_HEADER,
    HEADER,
    applied,
    as_job,
    card,
    csv_bytes,
    enterprise,
    lines,
    previewed,
    tax_code,
)
from tests.organizations.factories import municipality
from tests.organizations.factories import organization as made_organization

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("town"),
]


def errors(row: StagedRow) -> dict[str, str]:
    return {error["column"]: error["text"] for error in row.errors}


@pytest.mark.parametrize(
    "column, value",
    [
        ("Denominazione", ""),
        ("Codice fiscale", "00893140401"),
        ("Codice fiscale", "8,9314E+08"),
        ("Codice fiscale", "RSSMRA80A01H501U"),
        ("Comune", "Nessundove"),
        ("Email", "not an address"),
        ("Categoria", "astrologia"),
        ("Descrizione", '=HYPERLINK("http://x")'),
        ("Descrizione", "x" * 6_001),
        ("Denominazione", "x" * 251),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_its_column(column, value):
    run = previewed(csv_bytes(HEADER, [enterprise(1), enterprise(2, **{column: value})]))
    assert run.counts == {"add": 1, "error": 1}
    [row] = lines(run, "error")
    assert row.line == 3
    assert column in errors(row)
    assert all(error["text"].endswith((".", ")", "…")) for error in row.errors)


def test_zeros_that_a_spreadsheet_dropped_come_back_when_the_digits_prove_it():
    code = tax_code(5)
    assert code.startswith("00000")
    run = previewed(csv_bytes(HEADER, [enterprise(1, **{"Codice fiscale": "893140400"})]))
    assert run.counts == {"add": 1}
    run = previewed(csv_bytes(HEADER, [enterprise(1, **{"Codice fiscale": "893140401"})]))
    [row] = lines(run, "error")
    assert "9" in errors(row)["Codice fiscale"]


def test_several_lines_of_one_enterprise_become_one_with_all_its_offers():
    run = applied(
        csv_bytes(
            HEADER,
            [
                enterprise(1),
                enterprise(1, Prodotto="Cura del verde", Categoria="Giardinaggio e cura del verde"),
            ],
        )
    )
    assert run.counts == {"add": 1, "joined": 1}
    with as_job():
        assert {offer.name for offer in Enterprise.objects.get().offers.all()} == {
            "Pulizie di uffici",
            "Cura del verde",
        }


def test_lines_of_one_enterprise_that_contradict_each_other_are_both_shown():
    run = previewed(csv_bytes(HEADER, [enterprise(1), enterprise(1, Email="other@example.org")]))
    assert run.counts == {"error": 2}


def test_the_same_service_twice_is_told():
    run = previewed(csv_bytes(CARD_HEADER, [card(1), card(1)]), kind="service_cards")
    assert run.counts == {"add": 1, "error": 1}


def test_an_organization_that_is_here_from_elsewhere_is_shown_before_it_is_changed():
    with as_job():
        made_organization("Già qui", tax_code=tax_code(2), origin="imported", source="Altro elenco")
    run = previewed(csv_bytes(HEADER, [enterprise(1)]))
    assert run.counts == {"duplicate": 1}
    [row] = lines(run)
    assert row.twin["name"] == "Già qui"
    assert row.twin["may_accept"]


def test_a_namesake_in_the_same_town_is_shown_unless_both_have_a_tax_code():
    with as_job():
        made_organization(
            "Cooperativa Prova 1 onlus",
            tax_code="",
            municipality=municipality(),
            origin="imported",
            source="Altro elenco",
        )
    same = enterprise(1, Denominazione="Coop. Sociale Prova 1")
    assert previewed(csv_bytes(HEADER, [same])).counts == {"duplicate": 1}


def test_what_a_provider_wrote_is_left_alone():
    with as_job():
        made_organization("Già qui", tax_code=tax_code(2), claimed=True)
    run = previewed(csv_bytes(HEADER, [enterprise(1)]))
    [row] = lines(run)
    assert row.verdict == "duplicate"
    assert not row.twin["may_accept"]
    with as_job():
        assert Organization.objects.get().name == "Già qui"
        assert run.state == "previewed"


def test_an_empty_cell_leaves_what_is_there_unless_told_otherwise():
    applied(csv_bytes(HEADER, [enterprise(1)]))
    edition = csv_bytes(HEADER, [enterprise(1, Descrizione="")])
    assert previewed(edition).counts == {"unchanged": 1}
    run = previewed(edition, erases=True)
    assert run.counts == {"change": 1}
    assert [change["field"] for change in lines(run)[0].changes] == ["description"]


def test_script_and_sql_in_every_text_are_only_text():
    evil = "<script>alert(1)</script>'); DROP TABLE directory_offer; --"
    run = applied(csv_bytes(HEADER, [enterprise(1, Denominazione=evil, Descrizione=evil)]))
    assert run.state == "applied"
    with as_job():
        assert Enterprise.objects.get().description == evil
        assert Organization.objects.get().name == evil
