"""Listings as the public reads them: by address, whatever their state but draft."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch
from django.http import Http404

from ponte.directory.models import CardPlace, Enterprise, ServiceCard, Translation
from ponte.directory.states import ListingState, TranslationStatus
from ponte.organizations.public import stamp_of

SHOWN_STATES = (ListingState.PUBLISHED, ListingState.SUSPENDED, ListingState.RETIRED)
Model = type[ServiceCard] | type[Enterprise]

# Written out: this is asked for every page read, and most of those are answered without more.
VERSION = (
    "SELECT id, state, content_version, (SELECT max(changed_at) FROM directory_translation t "
    "WHERE t.listing_id = listing.id AND t.status = 'signed'), organization_id "
    "FROM {table} listing WHERE slug = %s AND state = ANY(%s)"
)


@dataclass(frozen=True, slots=True)
class Version:
    """All that a listing's page depends on, read without reading the page."""

    pk: UUID
    state: str
    content_version: int
    translated_at: datetime | None
    organization: str


def version_for_public(model: Model, slug: str) -> Version:
    """Return the version of a listing; a draft and an unknown address look alike."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(VERSION.format(table=table), [slug, list(SHOWN_STATES)])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    *told, organization_id = row
    return Version(*told, stamp_of(organization_id) if organization_id else "")


def _signed(pk: UUID):
    return Translation.objects.filter(listing_id=pk, status=TranslationStatus.SIGNED)


def card_for_public(pk: UUID) -> ServiceCard:
    """Return a card with everything that its page says."""
    return (
        ServiceCard.objects.select_related("organization")
        .prefetch_related(
            "contacts",
            "hours",
            "cost_options",
            Prefetch("card_places", CardPlace.objects.select_related("municipality__province")),
        )
        .get(pk=pk)
    )


def enterprise_for_public(pk: UUID) -> Enterprise:
    """Return an enterprise with everything that its page says."""
    return (
        Enterprise.objects.select_related("organization__municipality__province")
        .prefetch_related("offers", "references")
        .get(pk=pk)
    )


def texts_in(listing: ServiceCard | Enterprise, language: str) -> dict[str, str]:
    """Return a listing's texts in a language, where a person answers for the translation."""
    if listing.language == language:
        return {}
    found = _signed(listing.pk).filter(language=language).values_list("texts", flat=True).first()
    return {name: text for name, text in (found or {}).items() if text}


def public_addresses(model: Model) -> list[tuple[str, date]]:
    """Return every published listing's slug and the day of its last change."""
    rows = model.objects.filter(state=ListingState.PUBLISHED).order_by("slug")
    return [(slug, at.date()) for slug, at in rows.values_list("slug", "changed_at")]
