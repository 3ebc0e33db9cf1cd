"""What editors read: their listings, and each one's facts, score and age."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, Value
from django.http import Http404
from django.utils import timezone

from ponte.directory.models import Enterprise, ServiceCard, Translation
from ponte.directory.permissions import EDIT_LISTING, editable_by
from ponte.directory.queries.versions import Listing, version_at
from ponte.directory.rules import freshness, guard, quality
from ponte.directory.rules.facts import CardFacts, EnterpriseFacts
from ponte.directory.states import ListingState
from ponte.kit.actor import Actor
from ponte.organizations.public import held_on, keeping_of, organizations_for

KINDS = {"card": ServiceCard, "enterprise": Enterprise}
SORTS = {
    "name": ("title", "id"),
    "changed": ("-changed_at", "id"),
    "verified": (F("verified_on").asc(nulls_first=True), "id"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A listing with all an editor wants to know of it at a glance."""

    listing: Listing
    kind: str
    title: str
    quality: quality.Quality
    verdict: guard.Verdict
    freshness: freshness.Freshness


def cards_for(actor: Actor) -> QuerySet[ServiceCard]:
    """Service cards the actor may write."""
    return ServiceCard.objects.filter(editable_by(actor)).select_related("organization")


def enterprises_for(actor: Actor) -> QuerySet[Enterprise]:
    """Enterprise profiles the actor may write."""
    return Enterprise.objects.filter(editable_by(actor)).select_related("organization")


def listing_for(actor: Actor, kind: str, pk: UUID) -> Listing:
    """The only way from an address to a listing one edits: hidden and missing look alike."""
    mine = {"card": cards_for, "enterprise": enterprises_for}.get(kind)
    found = mine(actor).filter(pk=pk).first() if mine else None
    if found is None:
        raise Http404
    return found


def kind_of(listing: Listing) -> str:
    """Return the word that addresses use for this kind of listing."""
    return "card" if isinstance(listing, ServiceCard) else "enterprise"


def title_of(listing: Listing) -> str:
    """Return the name a listing goes by."""
    return listing.name if isinstance(listing, ServiceCard) else listing.organization.name


def _organization_known(listing: Listing) -> bool:
    return listing.organization_id is not None and listing.organization.closed_at is None


def facts_of(listing: Listing) -> CardFacts | EnterpriseFacts:
    """Return the plain values that guard and quality look at."""
    return _card_facts(listing) if isinstance(listing, ServiceCard) else _facts_of(listing)


def _card_facts(card: ServiceCard) -> CardFacts:
    kinds = [contact.kind for contact in card.contacts.all()]
    places = list(card.card_places.all())
    return CardFacts(
        name=card.name,
        summary=card.summary,
        description=card.description,
        categories=tuple(card.categories),
        service_type=card.service_type,
        target_groups=tuple(card.target_groups),
        organization_known=_organization_known(card),
        delivery_modes=tuple(card.delivery_modes),
        access_modes=tuple(card.access_modes),
        who_may_ask=tuple(card.who_may_ask),
        places=len(places),
        addresses=sum(bool(place.address) for place in places),
        served=tuple(card.served),
        fee_kind=card.fee_kind,
        fee_note=card.fee_note,
        phones=kinds.count("phone"),
        emails=kinds.count("email"),
        websites=kinds.count("website"),
        booking_url=card.booking_url,
        verified_on=card.verified_on,
    )


def _facts_of(enterprise: Enterprise) -> EnterpriseFacts:
    offers = list(enterprise.offers.all())
    organization = enterprise.organization
    return EnterpriseFacts(
        organization_known=_organization_known(enterprise),
        tagline=enterprise.tagline,
        description=enterprise.description,
        prevailing_mission=enterprise.prevailing_mission,
        offers=len(offers),
        offers_described=sum(bool(offer.description.strip()) for offer in offers),
        served=tuple(enterprise.served),
        capacity_note=enterprise.capacity_note,
        lead_time_days=enterprise.lead_time_days,
        references=len(enterprise.references.all()),
        contacts=sum(map(bool, (organization.phone, organization.email, organization.website))),
        verified_on=enterprise.verified_on,
    )


def judge(listing: Listing, today: date | None = None) -> Judged:
    """Return a listing with its score, its verdict and its age."""
    today = today or timezone.localdate()
    facts = facts_of(listing)
    is_card = isinstance(listing, ServiceCard)
    return Judged(
        listing=listing,
        kind=kind_of(listing),
        title=title_of(listing),
        quality=(quality.quality if is_card else quality.enterprise_quality)(facts, today),
        verdict=(guard.check_card if is_card else guard.check_enterprise)(facts, today),
        freshness=freshness.freshness(listing.verified_on, listing.review_months, today),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody looks at their listings."""

    words: str = ""
    state: str = ""
    kind: str = ""
    sort: str = "changed"


def writable_organizations(actor: Actor) -> list:
    """Return the organizations whose listings the actor writes: own ones and kept ones."""
    everywhere, ids = held_on(actor, EDIT_LISTING)
    found = organizations_for(actor)
    return list(found) if everywhere else [one for one in found if one.pk in ids]


def kept_by(listing: Listing) -> str:
    """Return the name of the network that keeps this listing for its organization, if any."""
    keeping = keeping_of(listing.organization) if listing.organization_id else None
    return keeping.keeper.name if keeping else ""


def changed_since(listing: Listing, translation: Translation) -> list[str]:
    """Return the translated fields whose source text has changed since."""
    before = version_at(listing, translation.source_revision)
    if before is None:
        return []
    return [name for name in translation.texts if before.get(name) != getattr(listing, name, None)]


def rows_for(actor: Actor, wanted: Wanted) -> QuerySet:
    """Return (id, kind) and what sorts them, of all listings the actor may write."""
    mine = editable_by(actor)
    found = [
        _rows(model, kind, "name" if kind == "card" else "organization__name", mine, wanted)
        for kind, model in KINDS.items()
        if wanted.kind in ("", kind)
    ]
    joined = found[0].union(*found[1:], all=True) if len(found) > 1 else found[0]
    return joined.order_by(*SORTS.get(wanted.sort, SORTS["changed"]))


def _rows(model, kind: str, title: str, mine: Q, wanted: Wanted) -> QuerySet:
    rows = model.objects.filter(mine).order_by()
    if wanted.state in ListingState.values:
        rows = rows.filter(state=wanted.state)
    if wanted.words:
        rows = rows.filter(
            Q(**{f"{title}__icontains": wanted.words})
            | Q(organization__name__icontains=wanted.words)
        )
    return rows.annotate(title=F(title), kind=Value(kind, output_field=CharField())).values(
        "id", "kind", "title", "changed_at", "verified_on"
    )


def judged(rows: list[dict], today: date | None = None) -> list[Judged]:
    """Return the listings of these rows, in their order, with a fixed number of queries."""
    ids = [row["id"] for row in rows]
    cards = ServiceCard.objects.filter(pk__in=ids).select_related("organization")
    profiles = Enterprise.objects.filter(pk__in=ids).select_related("organization")
    found = {card.pk: card for card in cards.prefetch_related("contacts", "card_places")}
    found |= {one.pk: one for one in profiles.prefetch_related("offers", "references")}
    return [judge(found[pk], today) for pk in ids]


def translations_of(listing: Listing) -> dict[str, Translation]:
    """Return a listing's translations by language."""
    return {one.language: one for one in Translation.objects.filter(listing_id=listing.pk)}
