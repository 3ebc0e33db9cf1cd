"""From a file to the directory: verdicts, applying, and importing the same file again."""

import pytest

from ponte.directory.models import Enterprise, SearchDocument, ServiceCard
from ponte.exchange.states import ImportState
from ponte.exchange.views.showing import lines_of
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
)

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("town"),
]


def test_a_file_is_previewed_before_anything_is_written():
    run = previewed(csv_bytes(HEADER, [enterprise(1), enterprise(2)]))
    assert run.state == ImportState.PREVIEWED
    assert run.counts == {"add": 2}
    with as_job():
        assert not Enterprise.objects.exists()
        assert not Organization.objects.exists()


def test_applying_makes_listings_that_search_finds_with_their_history():
    run = applied(csv_bytes(HEADER, [enterprise(1), enterprise(2)]))
    assert run.state == ImportState.APPLIED, run.trouble
    with as_job():
        found = Enterprise.objects.select_related("organization").order_by("organization__name")
        assert [one.organization.name for one in found] == [
            "Cooperativa Prova 00001",
            "Cooperativa Prova 00002",
        ]
        assert {one.origin for one in found} == {"imported"}
        assert {one.source for one in found} == {"Albo di prova"}
        assert [offer.category for offer in found[0].offers.all()] == ["cleaning"]
        assert SearchDocument.objects.count() == 2
        assert found[0].history.count() == 1


def test_the_same_file_again_changes_nothing():
    content = csv_bytes(HEADER, [enterprise(1), enterprise(2)])
    applied(content)
    assert previewed(content).counts == {"unchanged": 2}


def test_a_new_edition_is_a_diff_with_old_and_new_values():
    applied(csv_bytes(HEADER, [enterprise(1), enterprise(2), enterprise(3)]))
    edition = csv_bytes(
        HEADER, [enterprise(1), enterprise(2, Email="new@example.org"), enterprise(4)]
    )
    run = previewed(edition, is_complete=True)
    assert run.counts == {"unchanged": 1, "change": 1, "add": 1, "remove": 1}
    [changed] = lines(run, "change")
    assert changed.changes == [
        {"field": "email", "old": "info2@example.org", "new": "new@example.org"}
    ]
    run = applied(edition, is_complete=True)
    with as_job():
        states = dict(Enterprise.objects.values_list("organization__name", "state"))
    assert states["Cooperativa Prova 00003"] == "retired"
    assert states["Cooperativa Prova 00004"] == "published"


def test_service_cards_come_with_place_and_contacts():
    run = applied(csv_bytes(CARD_HEADER, [card(1), card(2)]), kind="service_cards")
    assert run.state == ImportState.APPLIED, run.trouble
    with as_job():
        one = ServiceCard.objects.get(name="Sportello di ascolto 1")
        assert one.provider_name == "Comune di Bergamo"
        assert one.target_groups == ["families", "elderly"]
        assert one.fee_kind == "free"
        assert [place.address for place in one.card_places.all()] == ["Via Roma 1"]
        assert [contact.value for contact in one.contacts.all()] == ["035 123456"]
        assert "organization" in one.not_confirmed
    content = csv_bytes(CARD_HEADER, [card(1), card(2)])
    assert previewed(content, kind="service_cards").counts == {"unchanged": 2}


def test_prices_and_kinds_of_welfare_come_with_a_card_and_are_compared():
    header = [*CARD_HEADER, "Listino", "Pagamento", "Welfare aziendale", "TUIR"]
    more = ["ISEE fino a 12.000: 4,50 a pasto; Altri: 7 a pasto", "Contanti; pagoPA", "sì", "W_C"]
    applied(csv_bytes(header, [[*card(1), *more]]), kind="service_cards")
    with as_job():
        one = ServiceCard.objects.get(name="Sportello di ascolto 1")
        prices = [(row.label, str(row.amount), row.unit) for row in one.cost_options.all()]
        assert prices == [("ISEE fino a 12.000", "4.50", "meal"), ("Altri", "7.00", "meal")]
        assert one.payment_methods == ["cash", "pagopa"]
        assert (one.accepts_welfare_credit, one.tuir_codes) == (True, ["W_C"])
    same = previewed(csv_bytes(header, [[*card(1), *more]]), kind="service_cards")
    assert same.counts == {"unchanged": 1}
    dearer = [more[0].replace("7 a", "8 a"), *more[1:]]
    run = previewed(csv_bytes(header, [[*card(1), *dearer]]), kind="service_cards")
    [changed] = lines(run, "change")
    assert [one["field"] for one in changed.changes] == ["cost_options"]
    [said] = lines_of(run, [changed])[0].changes
    assert said.old.endswith("Altri: 7.00 € a meal")
    assert said.new.endswith("Altri: 8.00 € a meal")
