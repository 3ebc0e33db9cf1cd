"""What a public page says of an organization: who it is and what is verified."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ponte.kit.outward import web_address
from ponte.organizations.models import Organization, Site
from ponte.organizations.queries.organizations import (
    Stated,
    keeping_of,
    qualifications_of,
    sites_of,
)
from ponte.organizations.rules.vocabulary import legal_forms


@dataclass(frozen=True, slots=True)
class OrganizationCard:
    """Facts for readers, each with where it comes from."""

    id: UUID
    name: str
    slug: str
    legal_form: str
    tax_code: str
    vat_number: str
    runts_number: str
    rea_number: str
    place: str
    address: str
    phone: str
    email: str
    website: str
    origin: str
    source: str
    source_date: date | None
    source_url: str
    claimed_at: datetime | None
    closed_at: datetime | None
    keeper: str
    kept_since: datetime | None
    qualifications: tuple[Stated, ...]
    sites: tuple[Site, ...]


def organization_card(organization: Organization, on: date | None = None) -> OrganizationCard:
    """Return the card of one organization, in three queries."""
    form = legal_forms().get(organization.legal_form)
    keeping = keeping_of(organization)
    copied = (
        "id name slug tax_code vat_number runts_number rea_number address phone email origin "
        "source source_date claimed_at closed_at"
    )
    return OrganizationCard(
        **{name: getattr(organization, name) for name in copied.split()},
        website=web_address(organization.website),
        source_url=web_address(organization.source_url),
        legal_form=form.label if form else "",
        place=_place(organization),
        keeper=keeping.keeper.name if keeping else "",
        kept_since=keeping.since if keeping else None,
        qualifications=tuple(qualifications_of(organization, on)),
        sites=tuple(sites_of(organization)),
    )


def _place(organization: Organization) -> str:
    town = organization.municipality
    return f"{town.name} ({town.province.acronym})" if town else ""
