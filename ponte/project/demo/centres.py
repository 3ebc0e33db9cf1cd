"""Family counselling centres, as the map of the Ministry of Health lists them."""

from datetime import date

from ponte.directory.public import Came, ListingRow
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid_from
from ponte.organizations.public import OrganizationFacts, Provenance
from ponte.project.demo import registered, shipped
from ponte.territory.public import municipality_ids

SOURCE = (
    "Ministero della Salute, mappa dei consultori (raccolta senza data, dopo il 2022), "
    "tramite Liberiamoli tutti! (datiBeneComune)"
)
DATE = date(2022, 12, 31)  # the file bears none; authorities made in January 2023 are in it
SUMMARY = "Servizio pubblico per donne, coppie, famiglie e giovani."
DESCRIPTION = (
    "Il consultorio familiare è un servizio pubblico. Si occupa della salute della donna, della "
    "coppia, della famiglia e dei giovani. Questa scheda viene da un elenco del Ministero della "
    "Salute. L'elenco dice nome, indirizzo e telefono. Non dice orari e attività: chiedili al "
    "consultorio prima di andare."
)


def load(*, by: Actor) -> str:
    """Write the health authorities, then their centres as imported cards."""
    centres = shipped.table(shipped.DIRECTORY / "counselling_centres.csv.gz")
    provenance = Provenance(origin="imported", source=SOURCE, source_date=DATE)
    authorities = {
        row["provider"]: OrganizationFacts(
            id=registered.named("health", row["provider"]),
            name=row["provider"],
            legal_form="health_authority",
        )
        for row in centres
    }
    registered.register(authorities.values(), provenance, by)
    towns = municipality_ids()
    rows = [_row(centre, towns) for centre in centres]
    came = Came(origin="imported", source=SOURCE, source_date=DATE)
    added = registered.write_listings("card", rows, came, by)
    return f"{added} of {len(rows)} new, {len(authorities)} health authorities"


def _row(centre: dict[str, str], towns) -> ListingRow:
    contacts = [
        {"kind": kind, "value": centre[kind], "label": ""}
        for kind in ("phone", "website")
        if centre[kind]
    ]
    place = {
        "name": "",
        "address": centre["street"][:200],
        "cap": centre["postcode"],
        "municipality_id": towns[centre["municipality_code"]],
        "latitude": None,
        "longitude": None,
    }
    values = {
        "summary": SUMMARY,
        "description": DESCRIPTION,
        "categories": ["parenting", "health_care"],
        "service_type": "accompaniment",
        "target_groups": ["women", "families", "young_people"],
        "delivery_modes": ["desk"],
        "card_places": [place],
        "contacts": contacts,
    }
    return ListingRow(
        id=uuid_from("salute.consultori", centre["local_id"]),
        organization_id=registered.named("health", centre["provider"]),
        name=centre["name"][:150],
        values=values,
        not_confirmed=("times", "still_running"),
    )
