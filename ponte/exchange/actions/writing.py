"""Writing a batch of staged records through the doors of organizations and directory."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from ponte.directory.public import (
    Came,
    ListingRow,
    import_listings,
    index_organizations,
    listing_standings,
)
from ponte.exchange.importers.comparing import NOBODY, Scope, base_of
from ponte.exchange.importers.records import thaw
from ponte.exchange.importers.stating import stated_base, stated_of
from ponte.exchange.models import StagedRow
from ponte.kit.actor import Actor
from ponte.organizations.public import (
    OrganizationFacts,
    Provenance,
    Statement,
    declare_qualifications,
    edit_organizations,
    known_organizations,
    register_organizations,
    remove_qualifications,
)


class Stale(Exception):
    """A record is no longer what it was when the preview was made."""


def write_batch(rows: Sequence[StagedRow], *, scope: Scope, came: Came, by: Actor) -> None:
    """Write these records; raise `Stale` when one of them changed since the preview."""
    _require_unchanged(rows, scope)
    touched: set[UUID] = set()
    if scope.kind.listing == "enterprise":
        touched = _write_organizations(rows, came, by) | _write_statements(rows, came, by)
    done = import_listings(
        kind=scope.kind.listing,
        rows=[_listing(row, scope) for row in rows],
        came=came,
        by=by,
    )
    if touched:
        index_organizations(touched, besides=[*done.added, *done.changed])


def _require_unchanged(rows: Sequence[StagedRow], scope: Scope) -> None:
    kind = scope.kind.listing
    stored = listing_standings(kind, [row.record_id for row in rows])
    owners = [row.owner_id for row in rows] if kind == "enterprise" else []
    known = {one.id: one for one in known_organizations(ids=owners)} if owners else {}
    stated = stated_of(list(known), scope) if owners else {}
    for row in rows:
        now = list(stored.get(row.record_id, [NOBODY]))
        if organization := known.get(row.owner_id):
            said = stated_base(stated.get(row.owner_id, ()), scope)
            now = [asdict(organization.facts), *said, *now]
        elif owners:
            now = [None, *now]
        if base_of(*now) != row.base:
            raise Stale(row.title)


def _write_organizations(rows: Sequence[StagedRow], came: Came, by: Actor) -> set[UUID]:
    """Return those that were here before and say something else now."""
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
    return {row.owner_id for row in changed}


def _write_statements(rows: Sequence[StagedRow], came: Came, by: Actor) -> set[UUID]:
    """Declare in the file's name, as of its day; return those that were here before."""
    plans = [(row.owner_id, row.cleaned.get("stated") or {}) for row in rows]
    gone = [(pk, kind) for pk, plan in plans for kind in plan.get("withdraw", ())]
    if gone:
        remove_qualifications(rows=gone, by=by)
    said = [
        (pk, Statement(kind=kind, stated_on=came.source_date, source=came.source))
        for pk, plan in plans
        for kind in plan.get("declare", ())
    ]
    if said:
        made = declare_qualifications(rows=said, by=by)
        if made.broken:
            raise Stale(str(next(iter(made.broken.values()))))
    new = {row.owner_id for row in rows if row.cleaned["is_new"]}
    return {pk for pk, _said in [*gone, *said]} - new


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
