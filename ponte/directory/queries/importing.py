"""Listings as an import compares them with a file, read in bulk."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model, Q

from ponte.directory.models import Enterprise, ServiceCard
from ponte.directory.queries.versions import ROWS, version_now
from ponte.directory.states import ListingState
from ponte.kit.copying import array_text

TIMES = {"created_at", "changed_at", "published_at"}
MODELS = {"card": ServiceCard, "enterprise": Enterprise}


@dataclass(frozen=True, slots=True)
class StoredListing:
    """What a listing says now, and whose words they are."""

    id: UUID
    organization_id: UUID | None
    name: str
    slug: str
    origin: str
    source: str
    state: str
    version: int
    values: dict[str, Any]


def stored_listings(
    kind: str, *, ids: Collection[UUID] = (), organizations: Collection[UUID] = ()
) -> list[StoredListing]:
    """Return the listings with these identifiers, or of these organizations."""
    model = MODELS[kind]
    names = [name for name, (row, _parent, _fields) in ROWS.items() if _rows_of(model, row)]
    wanted = Q(pk__among=ids) | Q(organization_id__among=organizations)
    found = model.objects.filter(wanted).order_by("pk").prefetch_related(*names)
    return [_stored(listing) for listing in found]


def _rows_of(model, row) -> bool:
    return any(field.related_model is model for field in row._meta.fields if field.is_relation)


def _stored(listing) -> StoredListing:
    return StoredListing(
        id=listing.pk,
        organization_id=listing.organization_id,
        name=getattr(listing, "name", ""),
        slug=listing.slug,
        origin=listing.origin,
        source=listing.source,
        state=listing.state,
        version=listing.content_version,
        values=version_now(listing),
    )


def listing_standings(kind: str, ids: Collection[UUID]) -> dict[UUID, tuple[int, str, str]]:
    """Return (content version, state, origin) of listings: cheap to ask for many."""
    found = MODELS[kind].objects.filter(pk__among=ids)
    names = ("pk", "content_version", "state", "origin")
    return {
        pk: (version, state, origin) for pk, version, state, origin in found.values_list(*names)
    }


def listings_digest(kind: str, ids: Collection[UUID]) -> str:
    """Return one digest of what these listings say, their rows included, without times."""
    model = MODELS[kind]
    parts: list[tuple[type[Model], str]] = [(model, "id")]
    parts += [(row, parent) for row, parent, _values in ROWS.values() if _rows_of(model, row)]
    found = sha256()
    with connection.cursor() as cursor:
        for row, parent in parts:
            without = TIMES if row is model else {"id"}
            columns = [f.column for f in row._meta.local_concrete_fields if f.name not in without]
            said = ", ".join(f't."{column}"' for column in columns)
            cursor.execute(
                "SELECT md5(string_agg(line, '' ORDER BY line)) FROM (SELECT "
                f"md5(ROW({said})::text) AS line FROM {row._meta.db_table} t "
                f"WHERE {parent} = ANY(%s::uuid[])) said",
                [array_text(ids)],
            )
            found.update(str(cursor.fetchone()[0]).encode())
    return found.hexdigest()


def listings_of_source(
    kind: str, source: str, organizations: Collection[UUID] | None = None
) -> Iterator[tuple[UUID, str, UUID | None]]:
    """Yield (id, name, organization) of a source's listings that are not retired.

    Without organizations, those that nobody has made their own words since.
    """
    model = MODELS[kind]
    name = "name" if kind == "card" else "organization__name"
    found = model.objects.filter(source=source).exclude(state=ListingState.RETIRED)
    if organizations is None:
        found = found.exclude(origin="provider")
    else:
        found = found.filter(organization_id__in=organizations)
    names = ("pk", name, "organization_id")
    yield from found.order_by("pk").values_list(*names).iterator(chunk_size=5_000)
