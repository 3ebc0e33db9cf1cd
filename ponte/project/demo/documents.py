"""Cards in our own words from what public documents describe, each with its page."""

from typing import Any
from uuid import UUID

from ponte.directory.public import Came, ListingRow
from ponte.kit.actor import Actor
from ponte.kit.described import described
from ponte.kit.ids import uuid_from
from ponte.organizations.public import OrganizationFacts, Provenance
from ponte.project.demo import registered, shipped, translations
from ponte.territory.public import municipality_ids

FOLDER = shipped.DIRECTORY / "cards"
PASSED_ON = (
    "summary",
    "description",
    "categories",
    "service_type",
    "target_groups",
    "delivery_modes",
    "access_modes",
    "served",
    "outcome",
    "eligibility",
    "campaign",
)
NOTHING = {"name": "", "address": "", "cap": "", "latitude": None, "longitude": None}


def load(*, by: Actor) -> str:
    """Write each document's organizations, unclaimed, and its cards."""
    towns = municipality_ids()
    written, everything = 0, _cards()
    for document in described(FOLDER / "documents.yaml")["documents"]:
        cards = [card for card in everything if card["document"] == document["code"]]
        source = f"{document['title']} ({document['author']})"[:200]
        provenance = Provenance("document", source, document["date"])
        registered.register((_organization(card) for card in cards), provenance, by)
        translations.write({_id(card): _english(card) for card in cards})
        came = Came(origin="document", source=source, source_date=document["date"])
        rows = [_row(card, towns) for card in cards]
        written += registered.write_listings("card", rows, came, by)
    return f"{written} new"


def _cards() -> list[dict[str, Any]]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = described(path)
        found += [{**card, "document": content["document"]} for card in content.get("cards", ())]
    return found


def _id(card: dict[str, Any]) -> UUID:
    return uuid_from(f"document.{card['document']}", card["id"])


def _organization(card: dict[str, Any]) -> OrganizationFacts:
    name = card["organization"]["name"]
    return OrganizationFacts(
        id=registered.named("document", name),
        name=name,
        legal_form=card["organization"]["legal_form"],
    )


def _row(card: dict[str, Any], towns: dict[str, UUID]) -> ListingRow:
    places = [
        {
            **NOTHING,
            **{name: text for name, text in place.items() if name != "municipality"},
            "municipality_id": towns[place["municipality"]],
        }
        for place in card["places"]
    ]
    return ListingRow(
        id=_id(card),
        organization_id=registered.named("document", card["organization"]["name"]),
        name=card["name"],
        values={
            **{name: card[name] for name in PASSED_ON if card.get(name)},
            "fee_kind": card["fee_kind"] or "",
            "card_places": places,
            "contacts": [{"label": "", **contact} for contact in card["contacts"]],
        },
        locator=card["locator"],
        not_confirmed=tuple(card["not_confirmed"]),
    )


def _english(card: dict[str, Any]) -> dict[str, str]:
    return {"name": card["name_en"], "summary": card["summary_en"]}
