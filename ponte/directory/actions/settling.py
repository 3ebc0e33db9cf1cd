"""What an imported listing is beside its values: whose words, what it lacks, who sees it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from ponte.directory import permissions
from ponte.directory.models import Enterprise, ServiceCard
from ponte.directory.queries.versions import ROWS, Listing
from ponte.directory.rules import guard
from ponte.directory.rules.facts import CardFacts, EnterpriseFacts
from ponte.directory.states import ListingState
from ponte.kit.actor import Actor
from ponte.organizations.public import SearchFacts, held_on, search_facts


@dataclass(frozen=True, slots=True)
class Came:
    """How the records came here: whose words, from which source, and whether confirmed today."""

    origin: str
    source: str
    source_date: date
    language: str = "it"
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows' organizations are, read once: who can be reached, where to publish."""

    organizations: Mapping[UUID, SearchFacts]
    everywhere: bool
    publishers: Collection[UUID]
    today: date

    def reachable(self, organization: UUID | None) -> bool:
        """Say whether anybody can reach the organization."""
        found = self.organizations.get(organization)
        return found is not None and found.reachable

    def may_publish(self, organization: UUID | None) -> bool:
        """Say whether the actor may publish for this organization."""
        return self.everywhere or organization in self.publishers


def known_of(organizations: Iterable[UUID | None], by: Actor) -> Known:
    """Read what is to be known of the owners of some rows."""
    facts = search_facts(set(organizations) - {None})
    return Known(facts, *held_on(by, permissions.PUBLISH_LISTING), timezone.localdate())


SHARE = (
    "disadvantaged_share_standing",
    "disadvantaged_share_on",
    "disadvantaged_share_proof",
)
SETTLED = [
    "origin",
    "source",
    "source_date",
    "state",
    "published_at",
    "verified_on",
    "not_confirmed",
]


def settled_fields(listing: Listing) -> list[str]:
    """Return the fields that `settle` fills."""
    return [*SETTLED, *(SHARE if isinstance(listing, Enterprise) else ())]


def declare_share(listing: Enterprise, on: date) -> list[str]:
    """What is said anew of one's own share is declared, of that day, whatever it was before."""
    said = listing.disadvantaged_share is not None
    listing.disadvantaged_share_standing = "declared" if said else ""
    listing.disadvantaged_share_on = on if said else None
    listing.disadvantaged_share_proof = ""
    return list(SHARE)


def settle(
    listing: Listing,
    values: Mapping,
    came: Came,
    known: Known,
    left_open: Iterable[str] = (),
    changed: Collection[str] = (),
) -> Listing:
    """Say whose words these are, what they lack, and whether the public sees them."""
    listing.origin, listing.source = came.origin, came.source
    listing.source_date = came.source_date
    if came.confirmed:
        listing.verified_on = known.today
    if isinstance(listing, Enterprise):
        _settle_share(listing, came, changed)
    facts = _facts(listing, values, known)
    judge = guard.check_card if isinstance(listing, ServiceCard) else guard.check_enterprise
    missing = judge(facts, known.today).missing
    imported = came.origin != "provider"
    lacking = [lack.block for lack in missing if lack.block != guard.CONFIRMATION.block]
    listing.not_confirmed = list(dict.fromkeys([*lacking, *left_open])) if imported else []
    fresh = listing._state.adding or (listing.state == ListingState.RETIRED and imported)
    if fresh and (imported or (not missing and known.may_publish(listing.organization_id))):
        listing.state = ListingState.PUBLISHED
        listing.published_at = timezone.now()
    return listing


def _settle_share(listing: Enterprise, came: Came, changed: Collection[str]) -> None:
    """A share that a file changes is declared again, unless the file says what it is worth."""
    standing = listing.disadvantaged_share_standing
    is_new = "disadvantaged_share" in changed and "disadvantaged_share_standing" not in changed
    if listing.disadvantaged_share is None or not standing or is_new:
        declare_share(listing, came.source_date)
    elif listing.disadvantaged_share_on is None:
        listing.disadvantaged_share_on = came.source_date


def _facts(listing: Listing, values: Mapping, known: Known) -> CardFacts | EnterpriseFacts:
    said = {**{name: [] for name in ROWS}, **values}
    organization = listing.organization_id
    if isinstance(listing, Enterprise):
        return EnterpriseFacts(
            organization_known=organization is not None,
            description=listing.description,
            prevailing_mission=listing.prevailing_mission,
            offers=len(said["offers"]),
            served=tuple(listing.served),
            contacts=int(known.reachable(organization)),
            verified_on=listing.verified_on,
        )
    kinds = [contact["kind"] for contact in said["contacts"]]
    return CardFacts(
        name=listing.name,
        description=listing.description,
        categories=tuple(listing.categories),
        service_type=listing.service_type,
        target_groups=tuple(listing.target_groups),
        organization_known=organization is not None,
        delivery_modes=tuple(listing.delivery_modes),
        places=len(said["card_places"]),
        served=tuple(listing.served),
        fee_kind=listing.fee_kind,
        phones=kinds.count("phone"),
        emails=kinds.count("email"),
        websites=kinds.count("website"),
        verified_on=listing.verified_on,
    )
