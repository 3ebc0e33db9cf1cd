"""Which service card a record of a file means, whose it is, and what it changes there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from ponte.directory.public import StoredListing, stored_listings
from ponte.exchange.importers.comparing import (
    Record,
    Scope,
    base_of,
    differences,
    keep_points,
    listing_base,
)
from ponte.exchange.importers.names import is_near
from ponte.exchange.importers.records import freeze, listing_part
from ponte.exchange.states import Verdict
from ponte.organizations.public import KnownOrganization, known_organizations


def compare(records: Sequence[Record], scope: Scope) -> None:
    """Give each record its verdict; the rows of a batch are read in a fixed number of queries."""
    known = {
        one.facts.tax_code: one
        for one in known_organizations(
            tax_codes=[record.values.get("tax_code", "") for record in records]
        )
    }
    for record in records:
        record.record_id = scope.identifier("card", record.key)
        _find_owner(record, scope, known)
    owners = {record.owner_id for record in records if record.owner_id}
    stored = stored_listings(
        "card", ids=[record.record_id for record in records], organizations=list(owners)
    )
    by_id = {one.id: one for one in stored}
    by_owner: dict[UUID, list[StoredListing]] = defaultdict(list)
    for one in stored:
        if one.organization_id:
            by_owner[one.organization_id].append(one)
    for record in records:
        if not record.errors:
            _judge(record, scope, by_id, by_owner.get(record.owner_id, []))


def _find_owner(record: Record, scope: Scope, known: Mapping[str, KnownOrganization]) -> None:
    tax_code = record.values.get("tax_code")
    provider = record.values.get("provider_name", "")
    found = known.get(tax_code) if tax_code else None
    record.owner_id = found.id if found else scope.organization
    if found and not scope.may_write(found.id):
        record.wrong(
            _("%(name)s is already here, and your organization does not write for it.")
            % {"name": found.facts.name}
        )
    elif tax_code and not found and (scope.organization or not provider):
        record.wrong(
            _("No organization here has this tax code. Import it among the enterprises first.")
        )
    elif record.owner_id is None and not provider:
        record.wrong(_("Say whose service it is: the provider's tax code, or at least its name."))


def _judge(
    record: Record,
    scope: Scope,
    by_id: Mapping[UUID, StoredListing],
    theirs: Sequence[StoredListing],
) -> None:
    here = by_id.get(record.record_id)
    twin = None if here else _namesake(record, theirs)
    listing = here or twin
    wanted = listing_part(scope.kind, record.values, scope.mapped, scope.erases)
    keep_points(listing, wanted)
    said = listing.values if listing else {}
    wanted = {name: value for name, value in wanted.items() if listing is None or name in said}
    record.changes = differences(said, wanted)
    record.base = base_of(*listing_base(listing))
    record.plan = {
        "listing": freeze(wanted),
        "provider_name": "" if record.owner_id else record.values.get("provider_name", ""),
    }
    if listing:
        record.record_id = listing.id
    record.verdict = _verdict(record, listing)
    if listing and scope.organization is None and listing.origin == "provider":
        record.is_twin(
            _("its provider writes this card, which an import leaves alone"),
            name=listing.name,
            slug=listing.slug,
            may_accept=False,
        )
    elif twin:
        record.is_twin(
            _("nearly the same name, of the same provider"),
            name=twin.name,
            slug=twin.slug,
            may_accept=True,
            then="change",
        )


def _verdict(record: Record, listing: StoredListing | None) -> Verdict:
    if listing is None:
        return Verdict.ADD
    gone = listing.state == "retired" and listing.origin != "provider"
    return Verdict.CHANGE if record.changes or gone else Verdict.UNCHANGED


def _namesake(record: Record, theirs: Sequence[StoredListing]) -> StoredListing | None:
    town = record.values.get("municipality", {}).get("id")
    for one in theirs:
        towns = {str(place["municipality_id"]) for place in one.values["card_places"]}
        apart = town and towns and town not in towns
        if not apart and is_near(record.values.get("name", ""), one.name):
            return one
    return None
