"""Moving a listing through its states; the guard binds what providers publish."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.directory import permissions
from ponte.directory.actions.changes import lock, store
from ponte.directory.queries.editing import judge, kind_of
from ponte.directory.queries.versions import Listing
from ponte.directory.rules.guard import Verdict
from ponte.directory.states import LISTING_TRANSITIONS, ListingState
from ponte.kit import states
from ponte.kit.actor import Actor
from ponte.kit.duties.ledger import end_duties
from ponte.kit.errors import RuleBroken


class NotPublishable(RuleBroken):
    """The guard refuses; the verdict names each missing block and the step that mends it."""

    def __init__(self, verdict: Verdict):
        titles = ", ".join(str(lack.title) for lack in verdict.missing)
        super().__init__(
            _("Not ready to be published. Still missing: %(what)s.") % {"what": titles}
        )
        self.verdict = verdict


@transaction.atomic
def publish_listing(*, listing: Listing, by: Actor) -> Listing:
    """Show the listing to everybody; a provider's one only when the guard lets it through.

    An imported listing that its provider publishes becomes the provider's own words.
    """
    listing = lock(listing)
    permissions.require_publish(by, listing)
    states.require(LISTING_TRANSITIONS, listing.state, ListingState.PUBLISHED)
    verdict = judge(listing).verdict
    if not verdict.passes and not _may_show_unconfirmed(listing, by):
        raise NotPublishable(verdict)
    fields = ["state", "published_at"]
    if verdict.passes:
        listing.origin, listing.not_confirmed = "provider", []
        fields += ["origin", "not_confirmed"]
    listing.state = ListingState.PUBLISHED
    listing.published_at = timezone.now()
    return store(listing, by=by, what=f"{kind_of(listing)}.published", fields=fields)


def _may_show_unconfirmed(listing: Listing, by: Actor) -> bool:
    """An imported listing may go back before the public as it came, with what it lacks."""
    return listing.origin != "provider" and (
        by.is_job or permissions.holds(by, permissions.MODERATE_LISTINGS)
    )


def _move(listing: Listing, to: ListingState, by: Actor, verb: str, **facts) -> Listing:
    listing = lock(listing)
    permissions.require_publish(by, listing)
    states.require(LISTING_TRANSITIONS, listing.state, to)
    listing.state = to
    end_duties(kind="listing.confirm", on=listing, how="withdrawn")
    return store(listing, by=by, what=f"{kind_of(listing)}.{verb}", fields=["state"], **facts)


@transaction.atomic
def suspend_listing(*, listing: Listing, by: Actor) -> Listing:
    """Take the listing out of the results for a while."""
    return _move(listing, ListingState.SUSPENDED, by, "suspended")


@transaction.atomic
def retire_listing(*, listing: Listing, by: Actor, reason: str = "editor") -> Listing:
    """Take the listing out of the results for good; its address stays and says so."""
    return _move(listing, ListingState.RETIRED, by, "retired", reason=reason)


@transaction.atomic
def redraft_listing(*, listing: Listing, by: Actor) -> Listing:
    """Hide the listing and work on it as a draft."""
    return _move(listing, ListingState.DRAFT, by, "redrafted")
