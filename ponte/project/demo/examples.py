"""Made-up organizations with made-up listings: what the demonstration accounts work on."""

from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from ponte.directory.public import Came, ListingRow
from ponte.kit.actor import Actor
from ponte.kit.described import described
from ponte.kit.ids import uuid_from
from ponte.organizations.models import Keeping, Organization, Qualification
from ponte.organizations.public import (
    OrganizationFacts,
    Provenance,
    Statement,
    declare_qualification,
    keep_listings,
    record_from_register,
)
from ponte.organizations.public import Standing as Worth
from ponte.project.demo import registered, shipped, translations
from ponte.territory.public import municipality_ids

FOLDER = shipped.DIRECTORY / "examples"
FACTS = ("name", "legal_form", "tax_code", "address", "email", "website")
LAST_DOCUMENT = 2025
ENGLISH = {
    "card": ("name", "summary", "description"),
    "enterprise": ("tagline", "description"),
}
NOT_VALUES = {"id", "organization", "name", "places", "capacity"}
GROUND = "Esempio: socia del consorzio dal 2019"


def organization_id(slug: str) -> UUID:
    """The identifier of a made-up organization."""
    return uuid_from("example", slug)


def load_organizations(*, by: Actor) -> str:
    """Write the made-up organizations and what is said of each."""
    towns = municipality_ids()
    organizations = _described()
    facts = [
        OrganizationFacts(
            id=organization_id(one["slug"]),
            municipality_id=towns[one["municipality"]],
            **{name: one[name] for name in FACTS},
        )
        for one in organizations
    ]
    added = registered.register(facts, Provenance(), by)
    for one in organizations:
        organization = Organization.objects.get(pk=organization_id(one["slug"]))
        for said in one["qualifications"]:
            _state(organization, said, by)
    return f"{added} of {len(facts)} new"


def load_listings(*, by: Actor) -> str:
    """Write profiles and cards as their providers would, confirmed on the day of loading."""
    _keep(by)
    towns = municipality_ids()
    came = Came("provider", "", timezone.localdate(), confirmed=True)
    count = 0
    for kind, name, entries in (
        ("enterprise", "organization", described(FOLDER / "enterprises.yaml")),
        ("card", "id", described(FOLDER / "cards.yaml")),
    ):
        found = next(iter(entries.values()))
        rows = [_row(kind, entry, entry[name], towns) for entry in found]
        translations.write(
            {row.id: _english(kind, entry) for row, entry in zip(rows, found, strict=True)}
        )
        count += registered.write_listings(kind, rows, came, by)
    return f"{count} new"


def _described() -> list[dict[str, Any]]:
    return described(shipped.ORGANIZATIONS / "examples.yaml")["organizations"]


def _state(organization: Organization, said: dict[str, Any], by: Actor) -> None:
    if Qualification.objects.filter(organization=organization, kind=said["kind"]).exists():
        return
    statement = Statement(
        kind=said["kind"],
        stated_on=_lately(said["stated_on"]),
        reference=said.get("reference", ""),
        source=said.get("source", ""),
        document_year=LAST_DOCUMENT,
    )
    if said["standing"] == Worth.DECLARED:
        declare_qualification(organization=organization, statement=statement, by=by)
        return
    found = record_from_register(organization=organization, statement=statement, by=by)
    if said["standing"] == Worth.VERIFIED:
        found.standing = Worth.VERIFIED
        found.verified_by, found.verified_on = (
            said["verified_by"],
            _lately(said["verified_on"]),
        )
        found.save()


def _lately(day: date) -> date:
    """Move a day on by whole years into the last twelve months: made-up bodies never lapse."""
    today, moved = timezone.localdate(), day
    while (later := moved.replace(year=moved.year + 1, day=min(moved.day, 28))) <= today:
        moved = later
    return moved


def _keep(by: Actor) -> None:
    for one in _described():
        keeper = Organization.objects.get(pk=organization_id(one["slug"]))
        for slug in one.get("keeps", ()):
            kept = Organization.objects.get(pk=organization_id(slug))
            if not Keeping.objects.filter(kept=kept).exists():
                keep_listings(keeper=keeper, kept=kept, ground=GROUND, by=by)


def _row(kind: str, entry: dict[str, Any], local: str, towns: dict[str, UUID]) -> ListingRow:
    values = {
        name: value
        for name, value in entry.items()
        if name not in NOT_VALUES and not name.endswith("_en")
    }
    if kind == "card":
        values |= _card_rows(entry, towns)
    else:
        share = entry["disadvantaged_share"]
        values["disadvantaged_share"] = None if share is None else Decimal(str(share))
        values["references"] = sorted(
            entry["references"], key=lambda row: (-row["year"], row["client_name"], row["what"])
        )
    return ListingRow(
        id=uuid_from(f"example.{kind}", local),
        organization_id=organization_id(entry["organization"]),
        name=entry.get("name", local),
        values=values,
    )


def _card_rows(entry: dict[str, Any], towns: dict[str, UUID]) -> dict[str, Any]:
    return {
        "places": entry.get("capacity"),
        "card_places": [
            {
                "name": place["name"],
                "address": place["address"],
                "cap": place["cap"],
                "municipality_id": towns[place["municipality"]],
                "latitude": None,
                "longitude": None,
            }
            for place in entry["places"]
        ],
        "contacts": [{"label": "", **contact} for contact in entry["contacts"]],
        "hours": [
            {
                "weekday": row["weekday"],
                "opens": time.fromisoformat(row["opens"]),
                "closes": time.fromisoformat(row["closes"]),
            }
            for row in entry["hours"]
        ],
    }


def _english(kind: str, entry: dict[str, Any]) -> dict[str, str]:
    return {name: entry.get(f"{name}_en", "") for name in ENGLISH[kind]}
