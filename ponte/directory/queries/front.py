"""What the front page shows of the directory: desks, seasonal offers, figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q

from ponte.directory.models import Enterprise, ServiceCard, Translation
from ponte.directory.states import ListingState

DESKS = "welfare_desks"
SEASON_AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as a shelf shows it, in the reader's language where somebody wrote it."""

    slug: str
    name: str
    summary: str
    language: str
    place: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How much the directory holds."""

    services: int
    confirmed_services: int
    enterprises: int
    claimed_enterprises: int


def desks(language: str, limit: int = 6) -> list[Shown]:
    """Return welfare desks, those confirmed last first."""
    cards = _published().filter(categories__contains=[DESKS])
    return _shown(cards.order_by("-verified_on", "-source_date", "slug")[:limit], language)


def seasonal(language: str, today: date, limit: int = 6) -> list[Shown]:
    """Return offers that are open now or begin soon, and end."""
    soon = Q(valid_from__isnull=True) | Q(valid_from__lte=today + SEASON_AHEAD)
    cards = _published().filter(soon, valid_to__gte=today)
    return _shown(cards.order_by("valid_to", "slug")[:limit], language)


def figures() -> Figures:
    """Count what is public; a claimed enterprise is one whose organization answers for it."""
    services = _published().aggregate(
        all=Count("pk"), confirmed=Count("pk", filter=Q(verified_on__isnull=False))
    )
    enterprises = Enterprise.objects.filter(state=ListingState.PUBLISHED).aggregate(
        all=Count("pk"),
        claimed=Count("pk", filter=Q(organization__claimed_at__isnull=False)),
    )
    return Figures(
        services["all"], services["confirmed"], enterprises["all"], enterprises["claimed"]
    )


def _published():
    cards = ServiceCard.objects.filter(state=ListingState.PUBLISHED)
    return cards.prefetch_related("card_places__municipality")


def _shown(cards: Iterable[ServiceCard], language: str) -> list[Shown]:
    found = list(cards)
    texts = _texts([card.pk for card in found], language)
    return [
        Shown(
            slug=card.slug,
            name=texts.get(card.pk, {}).get("name") or card.name,
            summary=texts.get(card.pk, {}).get("summary") or card.summary,
            language=language if card.pk in texts else card.language,
            place=", ".join(place.municipality.name for place in card.card_places.all()[:1]),
            valid_from=card.valid_from,
            valid_to=card.valid_to,
        )
        for card in found
    ]


def _texts(listings: list[UUID], language: str) -> dict[UUID, dict]:
    rows = Translation.objects.filter(listing_id__in=listings, language=language)
    return dict(rows.values_list("listing_id", "texts"))
