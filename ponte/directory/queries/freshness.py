"""Which listings are due for a question, and whom to ask."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import DateField, DurationField, ExpressionWrapper, F, Func, QuerySet
from django.db.models.functions import Cast

from ponte.directory.models import Enterprise, ServiceCard
from ponte.directory.permissions import EDIT_LISTING
from ponte.directory.queries.people import people_holding
from ponte.directory.queries.versions import Listing
from ponte.directory.rules.freshness import (
    ASK_DAYS_BEFORE,
    RETIRE_MONTHS_AFTER,
    Age,
    freshness,
)
from ponte.directory.states import ListingState
from ponte.kit.duties.models import Duty

CONFIRM = "listing.confirm"
MODELS = (ServiceCard, Enterprise)


class Months(Func):
    """Some months as an interval of PostgreSQL."""

    template = "make_interval(months => (%(expressions)s)::int)"
    output_field = DurationField()


def reviewed_by(model: type[Listing], day: date, months_more: int = 0) -> QuerySet:
    """Published listings whose review day, and some months more, has come by `day`."""
    later = ExpressionWrapper(
        F("verified_on") + Months(F("review_months") + months_more), output_field=DateField()
    )
    return (
        model.objects.filter(state=ListingState.PUBLISHED, verified_on__isnull=False)
        .annotate(reviewed_on=Cast(later, DateField()))
        .filter(reviewed_on__lte=day)
        .select_related("organization")
        .order_by("pk")
    )


def listings_to_ask_about(today: date) -> Iterator[Listing]:
    """Yield published listings that go stale within two weeks, or already did."""
    for model in MODELS:
        yield from reviewed_by(model, today + timedelta(days=ASK_DAYS_BEFORE)).iterator()


def listings_to_retire(today: date) -> Iterator[Listing]:
    """Yield providers' published listings that went stale three months ago."""
    for model in MODELS:
        found = reviewed_by(model, today, RETIRE_MONTHS_AFTER)
        yield from found.filter(origin="provider").iterator()


def is_to_retire(listing: Listing, today: date) -> bool:
    """Say whether a listing must leave the results, once it is locked."""
    age = freshness(listing.verified_on, listing.review_months, today).age
    return (
        listing.state == ListingState.PUBLISHED
        and listing.origin == "provider"
        and age is Age.EXPIRED
    )


def asked_about(listing: Listing, due_at: datetime) -> set[str]:
    """Return who was already asked about a listing for this review day, whatever came of it."""
    return set(
        Duty.objects.filter(kind=CONFIRM, subject_id=listing.pk, due_at=due_at).values_list(
            "addressee", flat=True
        )
    )


def keepers_of(listing: Listing) -> list:
    """Return the persons who may write a listing on behalf of its organization."""
    if listing.organization_id is None:
        return []
    return people_holding(EDIT_LISTING, listing.organization_id)


def published_among(ids: Collection[UUID]) -> set[UUID]:
    """Return those of some listings, of either kind, that are public."""
    found: set[UUID] = set()
    for model in MODELS:
        shown = model.objects.filter(pk__among=ids, state=ListingState.PUBLISHED)
        found.update(shown.order_by("pk").values_list("pk", flat=True))
    return found


def listing_of(duty: Duty) -> Listing | None:
    """Return the listing that a duty is about."""
    return any_listing(duty.subject_id)


def any_listing(pk: UUID) -> Listing | None:
    """Return the listing with this id, of either kind."""
    for model in MODELS:
        found = model.objects.select_related("organization").filter(pk=pk).first()
        if found:
            return found
    return None


def settled_how(duty: Duty, listing: Listing) -> str:
    """Return how a duty ended, if it did; whoever else answers it waits until we are done.

    The listing is held first, as its own actions do, so that nobody waits crosswise.
    """
    type(listing).objects.select_for_update(of=("self",)).get(pk=listing.pk)
    return Duty.objects.values_list("ended_how", flat=True).get(pk=duty.pk)


def duty_for(pk: UUID) -> Duty | None:
    """Return the duty that a signed link names."""
    return Duty.objects.filter(pk=pk, kind=CONFIRM).first()
