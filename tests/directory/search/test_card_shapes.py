"""Cards of every shape read like the municipal model: its sections, its hooks, its order."""

import pytest

from ponte.kit.public_page import BODIES
from tests.directory.search import model, world

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def towns(rows):
    BODIES.clear()
    return world.places()


def page(client, card, language="it"):
    return model.read(client.get(f"/{language}/services/{card.slug}/").content)


@pytest.mark.parametrize("shape", model.SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("language", ["it", "pl"])
def test_a_card_of_any_shape_has_the_hooks_in_their_sections(client, towns, shape, language):
    assert model.faults(page(client, shape(towns["Cuneo"]), language)) == []


@pytest.mark.parametrize("state", ["suspended", "retired"])
def test_a_card_that_is_closed_keeps_its_sections(client, towns, state):
    card = model.documented(towns["Cuneo"], state=state, indexed=False)
    found = model.faults(page(client, card))
    assert [one for one in found if one not in ("no feedback", "no report-inefficiency")] == []


def test_the_longest_card_says_all_it_was_given(client, towns):
    card = model.longest(towns["Cuneo"])
    tree = page(client, card)
    text = model.said(tree)
    for name in model.TEXTS:
        assert " ".join(getattr(card, name).split()) in text, name
    for number in range(8):
        assert text.count(f"{model.LONG_WORD} {number}") >= 4, "place, address, contact, price"
    assert model.held(tree, "service-online-access")[0].get("href") == card.booking_url


def test_a_card_to_be_booked_has_the_hooks_of_booking(client, towns):
    card = model.sparse(None, booking_url="https://example.org/book")
    tree = page(client, card)
    assert model.held(tree, "appointment-booking")[0].get("href") == card.booking_url
    [access] = model.held(tree, "service-booking-access")
    assert access.xpath("ancestor::section/@id") == ["access"]


def test_a_dated_card_without_contacts_says_so_and_where_to_ask(client, towns):
    [area] = model.held(page(client, model.documented(None), "en"), "service-area")
    assert "The source gives no contact." in model.said(area)
    assert area.xpath('.//a[contains(@href, "callback") or contains(@href, "call")]')


def test_the_list_of_services_links_each_card_by_the_model_s_hook(client, towns):
    cards = [shape(towns["Cuneo"]) for shape in model.SHAPES]
    tree = model.read(client.get("/it/search/?kind=service").content)
    links = {one.get("href") for one in model.held(tree, "service-link")}
    assert links == {f"/it/services/{card.slug}/" for card in cards}
    for one in model.held(tree, "service-link"):
        assert one.tag == "a" and model.said(one)
