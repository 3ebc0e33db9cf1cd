"""Writing a batch of staged records through the doors of organizations and directory."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from ponte.directory.public import Came, ListingRow, import_listings, listing_standings
from ponte.exchange.importers.comparing import NOBODY, Scope, base_of
from ponte.exchange.importers.records import thaw
from ponte.exchange.models import StagedRow
from ponte.kit.actor import Actor
from ponte.organizations.public import (
    OrganizationFacts,
    Provenance,
    edit_organizations,
    known_organizations,
    register_organizations,
)


class Stale(Exception):
    """A record is no longer what it was when the preview was made."""


def write_batch(rows: Sequence[StagedRow], *, scope: Scope, came: Came, by: Actor) -> None:
    """Write these records; raise `Stale` when one of them changed since the preview."""
    _require_unchanged(rows, scope)
    if scope.kind.listing == "enterprise":
        _write_organizations(rows, scope, came, by)
    import_listings(
        kind=scope.kind.listing,
        rows=[_listing(row, scope) for row in rows],
        came=came,
        by=by,
    )


def _require_unchanged(rows: Sequence[StagedRow], scope: Scope) -> None:
    kind = scope.kind.listing
    stored = listing_standings(kind, [row.record_id for row in rows])
    known = {}
    if kind == "enterprise":
        known = {one.id: one for one in known_organizations(ids=[row.owner_id for row in rows])}
    for row in rows:
        now = list(stored.get(row.record_id, [NOBODY]))
        if kind == "enterprise":
            organization = known.get(row.owner_id)
            now = [asdict(organization.facts) if organization else None, *now]
        if base_of(*now) != row.base:
            raise Stale(row.title)


def _write_organizations(rows: Sequence[StagedRow], scope: Scope, came: Came, by: Actor) -> None:
    new = [row for row in rows if row.cleaned["is_new"]]
    if new:
        provenance = Provenance(origin="imported", source=came.source, source_date=came.source_date)
        facts = [_facts(row) for row in new]
        made = register_organizations(rows=facts, by=by, provenance=provenance)
        if made.broken:
            raise Stale(str(next(iter(made.broken.values()))))
    changed = [row for row in rows if not row.cleaned["is_new"] and row.cleaned["organization"]]
    if changed:
        keeper = None
        done = edit_organizations(rows=[_facts(row) for row in changed], by=by, keeper=keeper)
        if done.broken:
            raise Stale(str(next(iter(done.broken.values()))))


def _facts(row: StagedRow) -> OrganizationFacts:
    said: dict[str, Any] = dict(row.cleaned["organization"])
    if place := said.get("municipality_id"):
        said["municipality_id"] = UUID(str(place))
    return OrganizationFacts(**{**said, "id": row.owner_id})


def _listing(row: StagedRow, scope: Scope) -> ListingRow:
    return ListingRow(
        id=row.record_id,
        organization_id=row.owner_id,
        name=row.title,
        values=thaw(row.cleaned["listing"]),
        locator=row.key,
        provider_name=row.cleaned.get("provider_name", ""),
    )
