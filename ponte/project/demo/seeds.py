"""The organizations of the 5x1000: unverified and unclaimed, nothing said of their type."""

from datetime import date
from functools import cache
from uuid import UUID

from ponte.directory.public import Came, ListingRow
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid_from
from ponte.organizations.public import OrganizationFacts, Provenance
from ponte.project.demo import registered, shipped
from ponte.territory.public import municipality_ids

SOURCE = "Agenzia delle Entrate, elenco 5x1000 2022, tramite Liberiamoli tutti! (datiBeneComune)"
DATE = date(2022, 12, 31)


def load_organizations(*, by: Actor) -> str:
    """Register every organization of the list in its municipality."""
    towns = municipality_ids()
    facts = [
        OrganizationFacts(
            id=_id(row["tax_code"]),
            name=row["name"][:250],
            tax_code=row["tax_code"],
            municipality_id=towns[row["municipality_code"]],
        )
        for row in _rows()
    ]
    provenance = Provenance(origin="imported", source=SOURCE, source_date=DATE)
    return f"{registered.register(facts, provenance, by)} of {len(facts)} new"


def load_entries(*, by: Actor) -> str:
    """Give each an entry that people can find and its owner can claim."""
    rows = [
        ListingRow(
            id=uuid_from("5x1000.2022.enterprise", row["tax_code"]),
            organization_id=_id(row["tax_code"]),
            name=row["name"],
            values={},
        )
        for row in _rows()
    ]
    came = Came(origin="imported", source=SOURCE, source_date=DATE)
    added = registered.write_listings("enterprise", rows, came, by)
    return f"{added} new"


@cache
def _rows() -> list[dict[str, str]]:
    return shipped.table(shipped.ORGANIZATIONS / "organizations.csv.gz")


def _id(tax_code: str) -> UUID:
    return uuid_from("5x1000.2022", tax_code)
