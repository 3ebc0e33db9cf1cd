"""What a listing says now, and what it said at an earlier version, as plain values.

Earlier versions come from the history that triggers write: the listing's own row at that
content version, and the rows of places, contacts ... as folded up to the same moment.
"""

from typing import Any
from uuid import UUID

from django.db.models import Model

from ponte.directory.models import (
    CardContact,
    CardCost,
    CardHours,
    CardPlace,
    Enterprise,
    Offer,
    Reference,
    ServiceCard,
)
from ponte.directory.rules import steps

Listing = ServiceCard | Enterprise

# Rows of a listing: model, the field that names the listing, the values, and their order.
ROWS: dict[str, tuple[type[Model], str, tuple[str, ...]]] = {
    "card_places": (
        CardPlace,
        "card_id",
        ("name", "address", "cap", "municipality_id", "latitude", "longitude"),
    ),
    "contacts": (CardContact, "card_id", ("kind", "value", "label")),
    "hours": (CardHours, "card_id", ("weekday", "opens", "closes")),
    "cost_options": (CardCost, "card_id", ("label", "amount", "unit")),
    "offers": (
        Offer,
        "enterprise_id",
        ("kind", "name", "description", "category", "cpv", "ateco"),
    ),
    "references": (Reference, "enterprise_id", ("client_name", "what", "year")),
}
SORTED_BY_VALUE = {
    "hours": lambda row: (row["weekday"], row["opens"]),
    "references": lambda row: (-row["year"], row["client_name"], row["what"]),
}


def steps_of(listing: Listing):
    """Return the steps that a listing of this kind is filled in."""
    return steps.CARD_STEPS if isinstance(listing, ServiceCard) else steps.ENTERPRISE_STEPS


def fields_of(listing: Listing) -> list[str]:
    """Return every field that an editor fills, in reading order."""
    return [name for step in steps_of(listing).values() for name in step.fields]


def values_of(row: Any, name: str) -> dict[str, Any]:
    """Return a row's values as a mapping."""
    return {field: getattr(row, field) for field in ROWS[name][2]}


def in_order(name: str, rows: list[dict]) -> list[dict]:
    """Sort rows that have an order of their own; the others keep the editor's."""
    return sorted(rows, key=SORTED_BY_VALUE[name]) if name in SORTED_BY_VALUE else rows


def version_now(listing: Listing) -> dict[str, Any]:
    """Return what the listing says now."""
    found = {}
    for name in fields_of(listing):
        if name in ROWS:
            rows = [values_of(row, name) for row in getattr(listing, name).all()]
            found[name] = in_order(name, rows)
        else:
            found[name] = getattr(listing, name)
    return found


def version_at(listing: Listing, content_version: int) -> dict[str, Any] | None:
    """Return what the listing said at a content version; None when history has no such one."""
    events = list(listing.history.order_by("pgh_id"))
    known = [event for event in events if event.content_version <= content_version]
    if not known or known[-1].content_version != content_version:
        return None
    contexts = {event.pgh_context_id for event in known}
    found = {}
    for name in fields_of(listing):
        if name in ROWS:
            found[name] = _rows_at(listing.pk, name, contexts)
        else:
            found[name] = getattr(known[-1], name)
    return found


def _rows_at(listing_id: UUID, name: str, contexts: set) -> list[dict]:
    """Fold the history of a listing's rows up to the last of these contexts."""
    model, parent, _values = ROWS[name]
    events = model.history.rel.related_model
    last = {}
    for event in events.objects.filter(**{parent: listing_id}).order_by("pgh_id"):
        if event.pgh_context_id in contexts:
            last[event.id] = event
    alive = [event for event in last.values() if event.pgh_label != "delete"]
    alive.sort(key=lambda event: (getattr(event, "order", 0), event.id))
    return in_order(name, [values_of(event, name) for event in alive])


def last_different_version(listing: Listing) -> tuple[int, dict[str, Any]] | None:
    """Return the newest earlier version that says something else than now."""
    now = version_now(listing)
    numbers = (
        listing.history.filter(content_version__lt=listing.content_version)
        .order_by("-content_version")
        .values_list("content_version", flat=True)
        .distinct()
    )
    for number in numbers[:20]:
        earlier = version_at(listing, number)
        if earlier is not None and earlier != now:
            return number, earlier
    return None
