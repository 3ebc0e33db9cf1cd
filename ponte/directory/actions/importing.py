"""Listings that come from a file: one at a time, and many at once with the same outcome.

`import_listing` is the plain form; `import_listings` writes the same rows, history, journal
and search documents in few statements. A listing is named by an identifier that the source
fixes (uuid5), so importing the same file twice changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ponte.directory import permissions
from ponte.directory.actions import index
from ponte.directory.actions.changes import apply_values
from ponte.directory.actions.settling import Came, known_of, settle, settled_fields
from ponte.directory.models import Enterprise, ServiceCard
from ponte.directory.queries.sources import Held
from ponte.directory.queries.versions import ROWS, Listing, version_now
from ponte.directory.rules import versions
from ponte.directory.states import LISTING_TRANSITIONS, ListingState
from ponte.kit.actor import Actor
from ponte.kit.copying import copy_in, unsaved
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused
from ponte.kit.journal.record import record, record_each
from ponte.organizations.public import held_on

BATCH = 2_000
STAMP = ("content_version", "changed_at")
MODELS: dict[str, type[Listing]] = {"card": ServiceCard, "enterprise": Enterprise}


@dataclass(frozen=True, slots=True)
class ListingRow:
    """A record of a file: `values` are the fields and rows that its columns fill.

    `not_confirmed` are blocks that the source itself leaves open, beside what the guard misses.
    """

    id: UUID
    organization_id: UUID | None
    name: str
    values: Mapping[str, Any]
    locator: str = ""
    provider_name: str = ""
    not_confirmed: tuple[str, ...] = ()


@dataclass(slots=True)
class Imported:
    """What became of the rows, by the listing's identifier."""

    added: list[UUID] = field(default_factory=list)
    changed: list[UUID] = field(default_factory=list)
    unchanged: list[UUID] = field(default_factory=list)


@transaction.atomic
def import_listing(*, kind: str, row: ListingRow, came: Came, by: Actor) -> Listing:
    """Add one listing, or change what the row says differently; imported ones are shown."""
    permissions.require(by, permissions.EDIT_LISTING, row.organization_id)
    model = MODELS[kind]
    known = known_of([row.organization_id], by)
    listing = model.objects.select_for_update(of=("self",)).filter(pk=row.id).first()
    if listing is None:
        listing = _fresh(model, row, came, _free_slug(model, row, _taken(model, [row])))
        listing = settle(listing, row.values, came, known, row.not_confirmed)
        listing.save(force_insert=True)
        apply_values(listing, {name: row.values[name] for name in ROWS if name in row.values})
        _journal_one(by, f"{kind}.imported", listing)
    else:
        changed = _changed(listing, row)
        if not changed and listing.state != ListingState.RETIRED:
            return listing
        fields = apply_values(listing, changed)
        settled = {**version_now(listing), **changed}
        settle(listing, settled, came, known, row.not_confirmed, changed)
        listing.content_version += 1
        listing.changed_at = timezone.now()
        listing.save(update_fields=sorted({*fields, *settled_fields(listing), *STAMP}))
        _journal_one(by, f"{kind}.changed", listing, fields_changed=list(changed))
    index.index_listings([listing])
    return listing


def _journal_one(by: Actor, what: str, listing: Listing, **facts) -> None:
    organization = listing.organization_id
    version = listing.content_version
    record(by=by, what=what, on=listing, organization=organization, version=version, **facts)


@transaction.atomic
def import_listings(*, kind: str, rows: Sequence[ListingRow], came: Came, by: Actor) -> Imported:
    """Do for many rows what `import_listing` does for one."""
    _require_all(by, permissions.EDIT_LISTING, {row.organization_id for row in rows})
    model = MODELS[kind]
    known = known_of((row.organization_id for row in rows), by)
    names = [name for name, (_model, parent, _fields) in ROWS.items() if _is_of(model, parent)]
    stored = {
        listing.pk: listing
        for listing in model.objects.select_for_update(of=("self",))
        .filter(pk__among={row.id for row in rows})
        .order_by("pk")
        .prefetch_related(*names)
    }
    done = Imported()
    new = [row for row in rows if row.id not in stored]
    index.index_added(_add(model, kind, new, came, by, known, done), known.organizations)
    _change(kind, [row for row in rows if row.id in stored], stored, came, by, known, done)
    index.index_listings(done.changed)
    return done


def _is_of(model: type[Listing], parent: str) -> bool:
    return parent == ("card_id" if model is ServiceCard else "enterprise_id")


def _require_all(by: Actor, permission: str, organizations: Iterable[UUID | None]) -> None:
    everywhere, allowed = held_on(by, permission)
    if not everywhere and not set(organizations) <= allowed:
        raise Refused(permission)


def _add(model, kind: str, rows, came: Came, by: Actor, known, done: Imported) -> list[Held]:
    """Write new listings, and return them with their rows for whoever still needs them."""
    taken, added = _taken(model, rows), []
    for row in rows:
        slug = _free_slug(model, row, taken)
        taken.add(slug)
        listing = settle(_fresh(model, row, came, slug), row.values, came, known, row.not_confirmed)
        made = {name: _children(listing, name, row.values[name])
                for name in ROWS if name in row.values}  # fmt: skip
        added.append(Held(listing, made))
        done.added.append(row.id)
    listings = [one.listing for one in added]
    copy_in(listings)
    _create([child for one in added for rows in one.rows.values() for child in rows])
    _journal(by, f"{kind}.imported", listings)
    return added


def _change(kind: str, rows, stored, came: Came, by: Actor, known, done: Imported) -> None:
    written, said, fields = [], {}, set()
    create, move, gone = [], [], []
    for row in rows:
        listing = stored[row.id]
        changed = _changed(listing, row)
        if not changed and listing.state != ListingState.RETIRED:
            done.unchanged.append(row.id)
            continue
        settled = {**version_now(listing), **changed}
        for name, value in changed.items():
            if name in ROWS:
                _plan_rows(listing, name, value, create, move, gone)
            else:
                setattr(listing, name, value)
                fields.add(name)
        settle(listing, settled, came, known, row.not_confirmed, changed)
        listing.content_version += 1
        listing.changed_at = timezone.now()
        written.append(listing)
        said[listing.pk] = {"fields_changed": list(changed)}
        done.changed.append(row.id)
    _write(written, fields.union(*map(settled_fields, written[:1]), STAMP))
    _create(create)
    _write(move, {"order"})
    for child_model in {type(child) for child in gone}:
        ids = [child.pk for child in gone if type(child) is child_model]
        child_model.objects.filter(pk__in=ids).delete()
    _journal(by, f"{kind}.changed", written, said)


def _journal(by: Actor, what: str, listings, said: Mapping[UUID, dict] | None = None) -> None:
    record_each(
        by=by,
        what=what,
        on=listings,
        organization=lambda one: one.organization_id,
        facts=lambda one: {"version": one.content_version, **(said or {}).get(one.pk, {})},
    )


def _write(rows: list, fields: Collection[str]) -> None:
    """Update many rows in one statement a batch; the update trigger keeps their history."""
    if rows:
        type(rows[0]).objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=sorted(fields),
        )


def _create(children: list) -> None:
    for child_model in {type(child) for child in children}:
        wanted = [child for child in children if type(child) is child_model]
        copy_in(wanted)


def _children(listing: Listing, name: str, rows: list[dict]) -> list:
    model, parent, _values = ROWS[name]
    ordered = any(one.name == "order" for one in model._meta.fields)
    return [
        unsaved(model, {parent: listing.pk, **row, **({"order": position} if ordered else {})})
        for position, row in enumerate(rows)
    ]


def _plan_rows(listing, name: str, rows: list[dict], create: list, move: list, gone: list) -> None:
    """Say which rows to make, to renumber and to delete, as `apply_values` would."""
    left = list(getattr(listing, name).all())
    for child in _children(listing, name, rows):
        values = ROWS[name][2]
        same = next(
            (one for one in left if all(getattr(one, f) == getattr(child, f) for f in values)),
            None,
        )
        if same is None:
            create.append(child)
            continue
        left.remove(same)
        if getattr(same, "order", 0) != getattr(child, "order", 0):
            same.order = child.order
            move.append(same)
    gone += left


def _taken(model: type[Listing], rows: Iterable[ListingRow]) -> set[str]:
    wanted = {_slug_of(row.name) for row in rows}
    return set(model.objects.filter(slug__among=wanted).values_list("slug", flat=True))


@lru_cache(maxsize=1 << 13)
def _slug_of(name: str) -> str:
    return slugify(name)[:140].strip("-") or "scheda"


def _free_slug(model: type[Listing], row: ListingRow, taken: set[str]) -> str:
    """The name, or the name and the end of its fixed identifier: the same at each attempt."""
    wanted = _slug_of(row.name)
    return f"{wanted}-{row.id.hex[-12:]}" if wanted in taken else wanted


def _fresh(model: type[Listing], row: ListingRow, came: Came, slug: str) -> Listing:
    own = {name: value for name, value in row.values.items() if name not in ROWS}
    if model is ServiceCard:
        own.setdefault("name", row.name)
        own["provider_name"] = row.provider_name
    said = {
        "id": row.id,
        "organization_id": row.organization_id,
        "slug": slug,
        "source_locator": row.locator[:200],
    }
    return unsaved(model, {"language": came.language, **own, **said})


def _changed(listing: Listing, row: ListingRow) -> dict[str, Any]:
    """What the row says differently; columns that the file has not are left alone."""
    now = version_now(listing)
    wanted = {name: value for name, value in row.values.items() if name in now}
    return {change.field: change.after for change in versions.changes(now, wanted)}


@transaction.atomic
def retire_listings(*, kind: str, ids: Collection[UUID], by: Actor, reason: str) -> list[UUID]:
    """Take many listings out of the results for good, as `retire_listing` does one."""
    allowed = [old for old, new in LISTING_TRANSITIONS.items() if ListingState.RETIRED in new]
    found = list(
        MODELS[kind]
        .objects.select_for_update(of=("self",))
        .filter(pk__in=ids, state__in=allowed)
        .order_by("pk")
    )
    _require_all(by, permissions.PUBLISH_LISTING, {one.organization_id for one in found})
    for listing in found:
        listing.state = ListingState.RETIRED
        listing.content_version += 1
        listing.changed_at = timezone.now()
    _write(found, {"state", "content_version", "changed_at"})
    gone = [listing.pk for listing in found]
    Duty.objects.filter(kind="listing.confirm", subject_id__in=gone, ended_at__isnull=True).update(
        ended_at=timezone.now(), ended_how="withdrawn"
    )
    _journal(by, f"{kind}.retired", found, {pk: {"reason": reason} for pk in gone})
    index.index_listings(gone)
    return gone
