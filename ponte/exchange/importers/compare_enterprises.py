"""Which organization and which profile a record of a file means, and what it changes there."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ponte.directory.public import StoredListing, stored_listings
from ponte.exchange.importers.comparing import (
    Record,
    Scope,
    base_of,
    differences,
    listing_base,
)
from ponte.exchange.importers.enterprises import KIND
from ponte.exchange.importers.names import Index
from ponte.exchange.importers.records import freeze, listing_part, organization_part
from ponte.exchange.importers.stating import Stated, changes_of, plan_of, stated_base, stated_of
from ponte.exchange.states import Verdict
from ponte.kit.errors import RuleBroken
from ponte.organizations.public import (
    IDENTIFIERS,
    KnownOrganization,
    check_identity_kept,
    known_organizations,
    names_in,
    proven_organizations,
)


@dataclass(frozen=True, slots=True)
class Here:
    """An organization that a record means, what is stated of it, and its profile."""

    organization: KnownOrganization
    stated: Stated
    listing: StoredListing | None


def compare(records: Sequence[Record], scope: Scope) -> None:
    """Give each record its verdict; the rows of a batch are read in a fixed number of queries."""
    own = {record.key: scope.identifier("organization", record.key) for record in records}
    known = known_organizations(
        ids=list(own.values()),
        tax_codes=[record.values.get("tax_code", "") for record in records],
        vat_numbers=[record.values.get("vat_number", "") for record in records],
    )
    by_id = {one.id: one for one in known}
    by_tax = {one.facts.tax_code: one for one in known if one.facts.tax_code}
    by_vat = {one.facts.vat_number: one for one in known if one.facts.vat_number}
    listings = {
        one.organization_id: one for one in stored_listings("enterprise", organizations=list(by_id))
    }
    index, stated = _names(records), stated_of(list(by_id), scope)
    fixed = set() if scope.everywhere else proven_organizations(list(by_id))
    for record in records:
        tax, vat = record.values.get("tax_code"), record.values.get("vat_number")
        record.record_id = scope.identifier("enterprise", record.key)
        found = by_id.get(own[record.key]) or by_tax.get(tax) or by_vat.get(vat)
        if found is None:
            _new(record, scope, own[record.key], index)
        else:
            here = Here(found, stated.get(found.id, ()), listings.get(found.id))
            _known(record, scope, here, own[record.key])
            other = by_tax.get(tax) or found
            _guard_identity(record, found, other, is_fixed=found.id in fixed)


def _names(records: Sequence[Record]) -> Index:
    """The names of the municipalities of these records, to ask for those nearly the same."""
    places = {record.values["municipality"]["id"] for record in records if _placed(record)}
    index = Index()
    for pk, name, slug, place, tax_code in names_in([UUID(place) for place in places]):
        index.add(str(place), name, {"id": str(pk), "slug": slug, "name": name, "tax": tax_code})
    return index


def _placed(record: Record) -> bool:
    return "municipality" in record.values


def _new(record: Record, scope: Scope, organization: UUID, index: Index) -> None:
    if not scope.everywhere:
        record.wrong(
            _(
                "Your organization does not write for this one. Keep its listings first, or ask "
                "the platform's office to import it."
            )
        )
        return
    record.owner_id = organization
    wanted = listing_part(scope.kind, record.values, scope.mapped, erases=False)
    facts = organization_part(record.values)
    stated = plan_of(record.values, (), scope)
    record.plan = {
        "organization": freeze(facts),
        "is_new": True,
        "listing": freeze(wanted),
        "stated": stated,
    }
    record.changes = differences({}, {**facts, **wanted}) + changes_of(stated, ())
    record.base = base_of(None, *listing_base(None))
    if not record.errors:
        record.verdict = Verdict.ADD
        _look_for_namesake(record, index)


def _look_for_namesake(record: Record, index: Index) -> None:
    if not _placed(record):
        return
    place, tax = record.values["municipality"]["id"], record.values.get("tax_code", "")
    for twin in index.near(place, record.values.get("name", "")):
        if not (tax and twin["tax"]):  # two tax codes that differ are two bodies
            record.is_twin(
                _("nearly the same name in the same municipality"),
                name=twin["name"],
                slug=twin["slug"],
                may_accept=True,
                then="add",
            )
            return


def _known(record: Record, scope: Scope, here: Here, own: UUID) -> None:
    found, listing = here.organization, here.listing
    record.owner_id = found.id
    if listing is not None:
        record.record_id = listing.id
    if not scope.may_write(found.id):
        record.wrong(
            _("%(name)s is already here, and your organization does not write for it.")
            % {"name": found.facts.name}
        )
        return
    _diff(record, scope, here)
    if record.errors:
        record.verdict = Verdict.ERROR
        return
    record.verdict = _verdict(record, listing)
    theirs = found.claimed or (listing is not None and listing.origin == "provider")
    if scope.organization is None and theirs:
        record.is_twin(
            _("it writes its own page, which an import leaves alone"),
            name=found.facts.name,
            slug=found.slug,
            may_accept=False,
        )
    elif scope.organization is None and found.id != own and found.source != scope.source:
        same_tax = found.facts.tax_code and found.facts.tax_code == record.values.get("tax_code")
        record.is_twin(
            _("the same tax code") if same_tax else _("the same VAT number"),
            name=found.facts.name,
            slug=found.slug,
            may_accept=True,
            then="change",
        )


def _guard_identity(
    record: Record, found: KnownOrganization, other: KnownOrganization, *, is_fixed: bool
) -> None:
    """A number that a body is known by never changes in passing: somebody says so, or cannot."""
    renamed = [
        change["field"]
        for change in record.changes
        if change["field"] in IDENTIFIERS and change["old"] and change["new"] != change["old"]
    ]
    if not renamed or record.verdict == Verdict.ERROR:
        return
    if "tax_code" in renamed and other.id != found.id:
        text = _("This is the tax code of %(name)s, which is already here.")
        record.wrong(text % {"name": other.facts.name}, _label("tax_code"))
    elif is_fixed:
        try:
            check_identity_kept(renamed)
        except RuleBroken as reason:
            record.wrong(str(reason), _label(reason.field))
    elif record.verdict != Verdict.DUPLICATE or record.twin["may_accept"]:
        record.renames(renamed)


def _label(name: str) -> str:
    return str(KIND.fields[name].label)


def _verdict(record: Record, listing: StoredListing | None) -> Verdict:
    if listing is None:
        return Verdict.ADD
    gone = listing.state == "retired" and listing.origin != "provider"
    return Verdict.CHANGE if record.changes or gone else Verdict.UNCHANGED


def _diff(record: Record, scope: Scope, here: Here) -> None:
    found, listing = here.organization, here.listing
    facts: dict[str, Any] = organization_part(record.values)
    wanted = listing_part(scope.kind, record.values, scope.mapped, scope.erases)
    now = asdict(found.facts)
    changed = {name: value for name, value in facts.items() if now[name] != value}
    said = listing.values if listing else {}
    wanted = {name: value for name, value in wanted.items() if listing is None or name in said}
    stated = plan_of(record.values, here.stated, scope)
    record.changes = differences(now, changed) + differences(said, wanted)
    record.changes += changes_of(stated, here.stated)
    record.plan = {
        "organization": freeze({**now, **changed}) if changed else None,
        "is_new": False,
        "listing": freeze(wanted),
        "stated": stated,
    }
    base = stated_base(here.stated, scope)
    record.base = base_of(asdict(found.facts), *base, *listing_base(listing))
