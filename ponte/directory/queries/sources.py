"""Listings read in bulk as the plain values that the search index is composed of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from ponte.directory.models import Enterprise, ServiceCard, Translation
from ponte.directory.rules.document import ENTERPRISES, SERVICES, Source, Spot
from ponte.directory.rules.numbers import Group
from ponte.directory.states import ListingState, TranslationStatus
from ponte.organizations.public import SearchFacts, search_facts
from ponte.territory.public import Place, above, towns

CARD_BLOCKS = (
    *("summary", "description", "categories", "service_type", "target_groups", "eligibility"),
    *("how_to", "delivery_modes", "access_modes", "required_documents", "outcome", "fee_kind"),
    *("served", "accessibility", "languages"),
)
ENTERPRISE_BLOCKS = (
    *("tagline", "description", "prevailing_mission", "capacity_note", "crew_hours_week"),
    *("lead_time_days", "staff", "served", "art14_ready", "languages"),
)
Towns = Mapping[UUID, Place]


@dataclass(frozen=True, slots=True)
class Around:
    """What lies outside the listings: translations, organizations, places."""

    texts: Mapping[UUID, Mapping[str, dict]]
    organizations: Mapping[UUID, SearchFacts]
    towns: Towns
    above: Mapping[str, frozenset[str]]

    def touched(self, served: Iterable[str]) -> tuple[str, ...]:
        """Return the places that hold what a listing serves."""
        held = {code for one in served for code in self.above.get(one, ()) if code != "IT"}
        return tuple(sorted(held))


def published(ids: Collection[UUID]) -> list[Source]:
    """Return the published listings among `ids`."""
    cards = list(
        ServiceCard.objects.filter(id__in=ids, state=ListingState.PUBLISHED)
        .prefetch_related("card_places", "contacts")
        .order_by("id")
    )
    enterprises = list(
        Enterprise.objects.filter(id__in=ids, state=ListingState.PUBLISHED)
        .prefetch_related("offers")
        .order_by("id")
    )
    around = _around(cards, enterprises)
    return [
        *(_card(card, around) for card in cards),
        *(_enterprise(row, around) for row in enterprises),
    ]


def _around(cards: list[ServiceCard], enterprises: list[Enterprise]) -> Around:
    listings = [*cards, *enterprises]
    facts = search_facts({row.organization_id for row in listings if row.organization_id})
    needed = {place.municipality_id for card in cards for place in card.card_places.all()}
    needed |= {one.municipality_id for one in facts.values() if one.municipality_id}
    needed |= {site[0] for one in facts.values() for site in one.sites}
    return Around(
        texts=_translations([row.id for row in listings]),
        organizations=facts,
        towns=towns(needed),
        above=above({code for row in listings for code in row.served}),
    )


def _translations(ids: Collection[UUID]) -> dict[UUID, dict[str, dict]]:
    found: dict[UUID, dict[str, dict]] = defaultdict(dict)
    rows = Translation.objects.filter(listing_id__in=ids, status=TranslationStatus.SIGNED)
    for listing_id, language, texts in rows.values_list("listing_id", "language", "texts"):
        found[listing_id][language] = {**texts, "summary": texts.get("summary") or tagline(texts)}
    return found


def tagline(texts: Mapping[str, str]) -> str:
    """An enterprise's line under its name, which a card calls its summary."""
    return texts.get("tagline", "")


def _said(row, blocks: Iterable[str]) -> int:
    return sum(1 for name in blocks if getattr(row, name) not in ("", None, []))


def _spot(town: Place, latitude: float | None, longitude: float | None) -> Spot:
    exact = latitude is not None and longitude is not None
    return Spot(
        latitude if exact else town.latitude,
        longitude if exact else town.longitude,
        town.label,
        tuple(sorted(town.covered_by)),
    )


def _card_spots(card: ServiceCard, provider: SearchFacts | None, known: Towns) -> Iterator[Spot]:
    """Where people go; a card without places stands at its provider's seat."""
    places = card.card_places.all()
    for place in places:
        yield _spot(known[place.municipality_id], place.latitude, place.longitude)
    if not places and not card.served and provider and provider.municipality_id:
        yield _spot(known[provider.municipality_id], None, None)


def _card(card: ServiceCard, around: Around) -> Source:
    provider = around.organizations.get(card.organization_id)
    spots = tuple(_card_spots(card, provider, around.towns))
    reached = bool(card.contacts.all()) + bool(spots or card.served)
    return Source(
        id=str(card.id),
        kind=SERVICES,
        language=card.language,
        slug=card.slug,
        name=card.name,
        origin=card.origin,
        organization=provider.name if provider else card.provider_name,
        summary=card.summary,
        description=card.description,
        more=(card.outcome, card.eligibility, card.how_to, card.campaign),
        facets={
            Group.CATEGORY: tuple(card.categories),
            Group.TARGET: tuple(card.target_groups),
            Group.DELIVERY: tuple(card.delivery_modes),
            Group.FEE: (card.fee_kind,) if card.fee_kind else (),
            Group.LANGUAGE: tuple(card.languages),
            Group.ACCESSIBILITY: tuple(card.accessibility),
        },
        spots=spots,
        served=tuple(card.served),
        touched=around.touched(card.served),
        verified_on=card.verified_on,
        review_months=card.review_months,
        valid_from=card.valid_from,
        valid_to=card.valid_to,
        said=_said(card, CARD_BLOCKS) + reached,
        asked=len(CARD_BLOCKS) + 2,
        facts={"source_year": card.source_date.year if card.source_date else None},
        translations=around.texts.get(card.id, {}),
    )


def _enterprise(row: Enterprise, around: Around) -> Source:
    known = around.organizations[row.organization_id]
    offers = list(row.offers.all())
    at = [(known.municipality_id, None, None)] if known.municipality_id else []
    spots = tuple(_spot(around.towns[pk], lat, lon) for pk, lat, lon in [*at, *known.sites])
    missions = [row.prevailing_mission] if row.prevailing_mission else []
    return Source(
        id=str(row.id),
        kind=ENTERPRISES,
        language=row.language,
        slug=row.slug,
        name=known.name,
        origin=row.origin,
        summary=row.tagline,
        description=row.description,
        offers=tuple((offer.name, offer.description) for offer in offers),
        more=(row.capacity_note, *row.certifications),
        facets={
            Group.PRODUCT: tuple(dict.fromkeys(offer.category for offer in offers)),
            Group.OFFER: tuple(dict.fromkeys(offer.kind for offer in offers)),
            Group.MISSION: tuple(missions),
            Group.TYPE: tuple(known.kinds),
            Group.STANDING: tuple(dict.fromkeys(known.standings)),
            Group.ART14: ("yes",) if row.art14_ready else (),
            Group.LANGUAGE: tuple(row.languages),
        },
        titles=known.titles,
        spots=spots,
        served=tuple(row.served),
        touched=around.touched(row.served),
        verified_on=row.verified_on,
        review_months=row.review_months,
        said=_said(row, ENTERPRISE_BLOCKS) + 2 * bool(offers) + bool(known.reachable),
        asked=len(ENTERPRISE_BLOCKS) + 3,
        facts={"claimed": known.claimed or None},
        translations=around.texts.get(row.id, {}),
    )
