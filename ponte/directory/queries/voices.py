"""Where a citizen's voice goes, and who reads it."""

from collections.abc import Iterable
from itertools import chain
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from ponte.directory.models import (
    CallbackRequest,
    CardPlace,
    Enterprise,
    MistakeReport,
    ServiceCard,
)
from ponte.directory.permissions import ANSWER_VOICES, answerable_by
from ponte.directory.queries.people import people_holding
from ponte.directory.queries.versions import Listing
from ponte.directory.states import ListingState, VoiceState
from ponte.kit.actor import Actor
from ponte.organizations.public import vouched

KINDS = {"callback": CallbackRequest, "mistake": MistakeReport}
SECTIONS = {"services": ServiceCard, "enterprises": Enterprise}
DESKS, DESK_STATEMENT = "welfare_desks", "welfare_desk"
Voice = CallbackRequest | MistakeReport


def kind_of(voice: Voice) -> str:
    """Return the word that addresses use for this kind of voice."""
    return "callback" if isinstance(voice, CallbackRequest) else "mistake"


def public_listing(section: str, slug: str) -> Listing:
    """Return a listing that citizens may see, also one that left the results."""
    found = (
        SECTIONS[section]
        .objects.select_related("organization__municipality")
        .filter(slug=slug, state__in=(ListingState.PUBLISHED, ListingState.RETIRED))
        .first()
    )
    if found is None:
        raise Http404
    return found


def titles_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of the listings that voices are about."""
    wanted = set(ids)
    found = dict(ServiceCard.objects.filter(pk__in=wanted).values_list("pk", "name"))
    profiles = Enterprise.objects.filter(pk__in=wanted)
    return found | dict(profiles.values_list("pk", "organization__name"))


def answerers_of(organization_id: UUID | None) -> list:
    """Return the persons who answer for an organization; for none, the platform's office."""
    return people_holding(ANSWER_VOICES, organization_id)


def _answers(organization) -> bool:
    return (
        organization is not None
        and organization.claimed_at is not None
        and organization.closed_at is None
        and bool(answerers_of(organization.pk))
    )


def route_of(listing: Listing) -> tuple[str, UUID | None]:
    """Return who is asked: the provider, else the nearest desk that answers, else the office."""
    if _answers(listing.organization):
        return "provider", listing.organization_id
    here = _point_of(listing)
    desks = (
        CardPlace.objects.filter(
            card__state=ListingState.PUBLISHED,
            card__categories__contains=[DESKS],
            card__organization__claimed_at__isnull=False,
        )
        .exclude(card=listing.pk)
        .select_related("card__organization", "municipality")
    )
    # A desk is sent what citizens write to others: its own word for being one is not enough.
    trusted = vouched(DESK_STATEMENT, {place.card.organization_id for place in desks})
    for place in sorted(desks, key=lambda place: _distance(here, _point(place))):
        if place.card.organization_id in trusted and _answers(place.card.organization):
            return "desk", place.card.organization_id
    return "office", None


def _point(place: CardPlace) -> tuple[float, float]:
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude
    return place.municipality.latitude, place.municipality.longitude


def _point_of(listing: Listing) -> tuple[float, float] | None:
    if isinstance(listing, ServiceCard):
        place = listing.card_places.select_related("municipality").first()
        if place:
            return _point(place)
    town = listing.organization and listing.organization.municipality
    return (town.latitude, town.longitude) if town else None


def _distance(one: tuple[float, float] | None, two: tuple[float, float]) -> float:
    """Return the great-circle distance in km; without a starting point all are as near."""
    if one is None:
        return 0.0
    lat1, lon1, lat2, lon2 = map(radians, (*one, *two))
    part = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(part))


def voices_for(actor: Actor, kind: str, state: str = "") -> QuerySet:
    """Voices of one kind that were routed to the actor, the oldest open one first."""
    found = KINDS[kind].objects.filter(answerable_by(actor)).select_related("organization")
    if state in VoiceState.values:
        found = found.filter(state=state)
    return found.order_by("due_at", "id")


def all_voices_for(
    actor: Actor, state: str, most: int, *, is_office: bool = False
) -> list[tuple[str, Voice]]:
    """Return the first voices of both kinds with their kind, the one due first first.

    For the office, only those that came to it: routed to nobody else, or unanswered too long.
    """
    came = Q(organization__isnull=True) | Q(escalated_at__isnull=False) if is_office else Q()
    both = chain.from_iterable(
        ((kind, one) for one in voices_for(actor, kind, state).filter(came)[:most])
        for kind in KINDS
    )
    return sorted(both, key=lambda pair: (pair[1].due_at, pair[1].pk))[:most]


def voice_for(actor: Actor, kind: str, pk: UUID) -> Voice:
    """The only way from an address to a voice: hidden and missing look alike."""
    found = voices_for(actor, kind).filter(pk=pk).first() if kind in KINDS else None
    if found is None:
        raise Http404
    return found
