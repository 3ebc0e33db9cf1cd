"""Listings read in bulk as the plain values that the search index is composed of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Held:
    """A listing with its rows in their order, just read or still in the hand that wrote them."""

    listing: ServiceCard | Enterprise
    rows: Mapping[str, Sequence]

    @property
    def municipalities(self) -> set[UUID]:
        """Return the municipalities of its own places."""
        return {place.municipality_id for place in self.rows.get("card_places", ())}


def published(ids: Collection[UUID]) -> list[Source]:
    """Return the published listings among `ids`."""
    shown = {"id__among": ids, "state": ListingState.PUBLISHED}
    names = ("card_places", "contacts")
    cards = ServiceCard.objects.filter(**shown).prefetch_related(*names).order_by("id")
    held = [Held(card, {name: getattr(card, name).all() for name in names}) for card in cards]
    enterprises = Enterprise.objects.filter(**shown).prefetch_related("offers").order_by("id")
    held += [Held(row, {"offers": row.offers.all()}) for row in enterprises]
    return sources_of(held)


def sources_of(
    held: Sequence[Held], organizations: Mapping[UUID, SearchFacts] | None = None
) -> list[Source]:
    """Return listings as plain values; the facts of their organizations are read unless known."""
    if organizations is None:
        owners = {one.listing.organization_id for one in held}
        organizations = search_facts(owners - {None})
    around = _around(held, organizations)
    return [
        _card(one, around) if isinstance(one.listing, ServiceCard) else _enterprise(one, around)
        for one in held
    ]


def _around(held: Sequence[Held], organizations: Mapping[UUID, SearchFacts]) -> Around:
    needed = {pk for one in held for pk in one.municipalities}
    needed |= {one.municipality_id for one in organizations.values() if one.municipality_id}
    needed |= {site[0] for one in organizations.values() for site in one.sites}
    return Around(
        texts=_translations([one.listing.id for one in held]),
        organizations=organizations,
        towns=towns(needed),
        above=above({code for one in held for code in one.listing.served}),
    )


def _translations(ids: Collection[UUID]) -> dict[UUID, dict[str, dict]]:
    found: dict[UUID, dict[str, dict]] = defaultdict(dict)
    rows = Translation.objects.filter(listing_id__among=ids, status=TranslationStatus.SIGNED)
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


def _card_spots(one: Held, provider: SearchFacts | None, known: Towns) -> Iterator[Spot]:
    """Where people go; a card without places stands at its provider's seat."""
    places = one.rows.get("card_places", ())
    for place in places:
        yield _spot(known[place.municipality_id], place.latitude, place.longitude)
    if not places and not one.listing.served and provider and provider.municipality_id:
        yield _spot(known[provider.municipality_id], None, None)


def _card(one: Held, around: Around) -> Source:
    card = one.listing
    provider = around.organizations.get(card.organization_id)
    spots = tuple(_card_spots(one, provider, around.towns))
    reached = bool(one.rows.get("contacts")) + bool(spots or card.served)
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


def _enterprise(one: Held, around: Around) -> Source:
    row, offers = one.listing, one.rows.get("offers", ())
    known = around.organizations[row.organization_id]
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
        more=(row.capacity_note, *row.certifications, *known.numbers),
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
