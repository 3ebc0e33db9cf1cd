"""What every change of a listing has in common: lock, store, journal, search document."""

from typing import Any

from django.utils import timezone

from ponte.directory.actions import index
from ponte.directory.queries.versions import ROWS, Listing
from ponte.kit.actor import Actor
from ponte.kit.journal.record import record


def lock(listing: Listing) -> Listing:
    """Return the listing as it is now, held until the transaction ends."""
    return type(listing).objects.select_for_update(of=("self",)).get(pk=listing.pk)


def store(listing: Listing, *, by: Actor, what: str, fields: list[str], **facts) -> Listing:
    """Save some fields as a new content version, journal it and renew the search document."""
    listing.content_version += 1
    listing.changed_at = timezone.now()
    listing.save(update_fields=[*fields, "content_version", "changed_at"])
    record(
        by=by,
        what=what,
        on=listing,
        organization=listing.organization_id,
        version=listing.content_version,
        **facts,
    )
    index.index_listings([listing])
    return listing


def apply_values(listing: Listing, values: dict[str, Any]) -> list[str]:
    """Put values into the listing and its rows; return the listing's own fields among them."""
    own = []
    for name, value in values.items():
        if name in ROWS:
            _put_rows(listing, name, value)
        else:
            setattr(listing, name, value)
            own.append(name)
    return own


def _put_rows(listing: Listing, name: str, rows: list[dict]) -> None:
    """Make the listing's rows these ones; a row that stays the same is left alone."""
    model, parent, values = ROWS[name]
    ordered = any(field.name == "order" for field in model._meta.fields)
    left = list(getattr(listing, name).all())
    for position, row in enumerate(rows):
        same = next((one for one in left if _same(one, row, values)), None)
        place = {"order": position} if ordered else {}
        if same is None:
            model.objects.create(**{parent: listing.pk}, **row, **place)
            continue
        left.remove(same)
        if ordered and same.order != position:
            same.order = position
            same.save(update_fields=["order"])
    for gone in left:
        gone.delete()
    getattr(listing, "_prefetched_objects_cache", {}).pop(name, None)


def _same(stored: Any, row: dict, values: tuple[str, ...]) -> bool:
    return all(getattr(stored, field) == row[field] for field in values)
