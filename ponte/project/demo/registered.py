"""Organizations by a name that stays: registered once, found again at each load."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from ponte.directory.models import Enterprise, ServiceCard
from ponte.directory.public import Came, ListingRow, import_listings
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid_from
from ponte.organizations.public import (
    OrganizationFacts,
    Provenance,
    known_organizations,
    register_organizations,
)


def register(facts: Iterable[OrganizationFacts], provenance: Provenance, by: Actor) -> int:
    """Register those that are not here yet, each under its fixed identifier."""
    wanted = {one.id: one for one in facts}
    here = {one.facts.id for one in known_organizations(ids=list(wanted))}
    rows = [one for pk, one in wanted.items() if pk not in here]
    done = register_organizations(rows=rows, by=by, provenance=provenance)
    for number, reason in done.broken.items():
        raise ValueError(f"{rows[number].name}: {reason}")
    return len(done.organizations)


def named(source: str, name: str) -> UUID:
    """The identifier of an organization that a document knows by its name only."""
    return uuid_from(f"organization.{source}", name.casefold())


def write_listings(kind: str, rows: Sequence[ListingRow], came: Came, by: Actor) -> int:
    """Write listings, but never over those of an organization that acts for itself now."""
    claimed = {
        one.facts.id
        for one in known_organizations(ids={row.organization_id for row in rows})
        if one.claimed
    }
    theirs = [row.id for row in rows if row.organization_id in claimed]
    model = ServiceCard if kind == "card" else Enterprise
    kept = set(model.objects.filter(pk__in=theirs).values_list("pk", flat=True))
    left = [row for row in rows if row.id not in kept]
    return len(import_listings(kind=kind, rows=left, came=came, by=by).added)
