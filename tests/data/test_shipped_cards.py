"""Cards from documents: a source each, nothing invented, words that citizens understand."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DIRECTORY = ROOT / "ponte" / "directory" / "data"
ORGANIZATIONS = ROOT / "ponte" / "organizations" / "data"
PROVINCES = {"004", "097", "016", "036", "001"}
EASY = 60
# The only ways of reaching a provider that the documents themselves print.
PRINTED = {
    "https://wamon.it/landingpage/homepage/",
    "https://www.confindustriacuneo.it/menu/progetti/wewantwelfare/",
    "http://www.ascomsavigliano.it/il-fare-e-il-wel-fare/",
    "https://www.talentilatenti.it/",
    "https://www.csrpiemonte.it/",
    "https://www.welfarebeatrice.it",
}


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _cards():
    for path in sorted((DIRECTORY / "cards").glob("*.yaml")):
        content = read(path)
        for card in content.get("cards", ()):
            yield pytest.param({**card, "document": content["document"]}, id=card["id"])


CARDS = list(_cards())
VOCABULARIES = {
    name: {term["code"] for term in terms}
    for name, terms in read(DIRECTORY / "vocabularies.yaml").items()
}
CATEGORIES = {
    term["code"]
    for group in read(DIRECTORY / "service_categories.yaml")["groups"]
    for term in group["terms"]
}
DOCUMENTS = {d["code"]: d for d in read(DIRECTORY / "cards" / "documents.yaml")["documents"]}
AREAS = {
    area["slug"]: area["municipalities"]
    for area in read(ROOT / "ponte/territory/data/areas.yaml")["areas"]
}


def gulpease(text: str) -> float:
    """The Italian index of ease: 60 is easy for who has finished middle school."""
    words = re.findall(r"\w+", text)
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    return 89 + (300 * sentences - 10 * sum(map(len, words))) / len(words)


def test_there_are_enough_cards_each_with_its_own_name():
    assert len(CARDS) >= 40
    assert len({card.values[0]["id"] for card in CARDS}) == len(CARDS)
    assert len({card.values[0]["name"] for card in CARDS}) == len(CARDS)


def test_every_province_of_the_demo_has_cards():
    reached = set()
    for card in CARDS:
        reached |= set(provinces(card.values[0]))
    assert reached >= PROVINCES


def provinces(card):
    for place in card["places"]:
        yield place["municipality"][:3]
    for code in card["served"]:
        if code[0] == "P":
            yield code[1:]
        elif code[0] == "M":
            yield code[1:4]
        elif code[0] == "A":
            yield from {member[:3] for member in AREAS[code[1:]]}


@pytest.mark.parametrize("card", CARDS)
def test_a_card_names_its_document_and_what_that_does_not_tell(card):
    document = DOCUMENTS[card["document"]]
    assert isinstance(document["date"], date) and document["title"] and document["author"]
    assert card["locator"].strip()
    assert set(card["not_confirmed"]) <= VOCABULARIES["card_blocks"]
    for field, block in (("contacts", "contacts"), ("delivery_modes", "delivery")):
        if not card[field]:
            assert block in card["not_confirmed"], f"{field} is empty and nobody says so"
    if card["fee_kind"] is None:
        assert "costs" in card["not_confirmed"]
    if not card["places"] and not set(card["delivery_modes"]) & {"online", "home", "workplace"}:
        assert {"place", "delivery"} & set(card["not_confirmed"])


@pytest.mark.parametrize("card", CARDS)
def test_a_card_invents_no_contact(card):
    assert {contact["value"] for contact in card["contacts"]} <= PRINTED
    text = " ".join(str(value) for value in card.values())
    assert "@" not in text
    assert not re.search(r"\b0\d{6,}\b|\b3\d{8,}\b", text.replace(" ", ""))


@pytest.mark.parametrize("card", CARDS)
def test_a_card_uses_known_codes_and_places(card):
    forms = {term["code"] for term in read(ORGANIZATIONS / "legal_forms.yaml")["terms"]}
    assert set(card["categories"]) and set(card["categories"]) <= CATEGORIES
    assert card["service_type"] in VOCABULARIES["service_types"]
    assert (
        set(card["target_groups"]) and set(card["target_groups"]) <= VOCABULARIES["target_groups"]
    )
    assert set(card["delivery_modes"]) <= VOCABULARIES["delivery_modes"]
    assert set(card["access_modes"]) <= VOCABULARIES["access_modes"]
    assert card["fee_kind"] is None or card["fee_kind"] in VOCABULARIES["fee_kinds"]
    assert card["organization"]["legal_form"] in forms
    assert card["places"] or card["served"]
    assert all(code[0] != "A" or code[1:] in AREAS for code in card["served"])


@pytest.mark.parametrize("card", CARDS)
def test_a_card_is_short_and_easy_to_read(card):
    assert len(card["name"]) <= 150 and len(card["name_en"]) <= 150
    assert len(card["summary"]) <= 160 and len(card["summary_en"]) <= 160
    assert gulpease(f"{card['summary']} {card['description']}") >= EASY


def test_made_up_organizations_are_plainly_made_up():
    for organization in read(ORGANIZATIONS / "examples.yaml")["organizations"]:
        assert "Esempio" in organization["name"]
        assert organization["tax_code"].startswith("9999")
        for way in ("email", "website"):
            assert not organization[way] or organization[way].split("/")[-1].endswith(".example")


def test_made_up_listings_belong_to_made_up_organizations():
    known = {o["slug"] for o in read(ORGANIZATIONS / "examples.yaml")["organizations"]}
    enterprises = read(DIRECTORY / "examples" / "enterprises.yaml")["enterprises"]
    cards = read(DIRECTORY / "examples" / "cards.yaml")["cards"]
    assert {entry["organization"] for entry in enterprises + cards} <= known
    for entry in enterprises:
        assert all("sempio" in r["client_name"] for r in entry["references"])
        assert "esempio" in entry["description"].lower()
    for card in cards:
        assert "esempio" in card["name"].lower()
        assert all(c["value"].split("/")[-1].endswith(".example") for c in card["contacts"])
