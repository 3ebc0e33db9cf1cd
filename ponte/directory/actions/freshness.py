"""Keeping listings true: confirming, asking to confirm, and taking out what nobody confirms."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.directory import notifications, permissions
from ponte.directory.actions.changes import lock, store
from ponte.directory.queries import freshness as queries
from ponte.directory.queries.editing import judge, kind_of
from ponte.directory.queries.versions import Listing
from ponte.directory.rules.freshness import REMINDER_CAP, REMINDER_EVERY_DAYS, freshness
from ponte.directory.states import LISTING_TRANSITIONS, ListingState
from ponte.kit import states
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties import ledger
from ponte.kit.duties.models import Duty
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record

CONFIRM = queries.CONFIRM


@transaction.atomic
def confirm_listing(*, listing: Listing, by: Actor) -> Listing:
    """Say that the listing is still right today, as its editor or by the signed link.

    An imported listing that has all its blocks thereby becomes its provider's own words.
    """
    listing = lock(listing)
    permissions.require_confirm(by, listing)
    if listing.state == ListingState.RETIRED:
        raise RuleBroken(
            _("This is no longer listed. Sign in, look it through and publish it again.")
        )
    listing.verified_on = timezone.localdate()
    listing.not_confirmed = []
    fields = ["verified_on", "not_confirmed"]
    is_theirs = listing.origin != "provider" and permissions.speaks_for(by, listing)
    if is_theirs and judge(listing).verdict.passes:
        listing.origin = "provider"
        fields.append("origin")
    ledger.end_duties(kind=CONFIRM, on=listing, how="done")
    what = f"{kind_of(listing)}.confirmed"
    return store(listing, by=by, what=what, fields=fields)


@transaction.atomic
def stop_reminders(*, duty: Duty, by: Actor) -> None:
    """Ask this addressee no more about this listing, until it is confirmed and ages again."""
    listing = queries.listing_of(duty)
    permissions.require_confirm(by, listing)
    stopped = Duty.objects.filter(pk=duty.pk, ended_at__isnull=True).update(
        ended_at=timezone.now(), ended_how="stopped"
    )
    if stopped:
        organization = listing.organization_id
        record(by=by, what="reminder.stopped", on=listing, organization=organization)


def remind_stale_listings(*, by: Actor, now: datetime | None = None) -> int:
    """Ask those who keep listings whether each is still right; return the messages sent.

    Who is owed a question is settled in one transaction; each letter then has one of its own,
    with its mark: a job broken off writes to nobody twice and forgets nobody.
    """
    now = now or timezone.now()
    permissions.require(by, permissions.MODERATE_LISTINGS, None)
    with acting(by):
        _open_duties(now)
        due = list(ledger.due_reminders(CONFIRM, now))
        shown = queries.published_among({duty.subject_id for duty in due})
        gone = [duty.pk for duty in due if duty.subject_id not in shown]
        Duty.objects.filter(pk__in=gone).update(ended_at=now, ended_how="withdrawn")
    asked = [duty for duty in due if duty.subject_id in shown]
    return ledger.remind_each(asked, now, by=by, write=_ask)


def _ask(duty: Duty) -> bool:
    """Write one letter, unless its listing was hidden since we began."""
    listing = queries.listing_of(duty)
    if listing is None or listing.state != ListingState.PUBLISHED:
        return False
    notifications.ask_to_confirm(duty, listing)
    return True


def _open_duties(now: datetime) -> None:
    """Open one duty for each addressee of each listing that has come of age, only once."""
    today = timezone.localdate(now)
    for listing in queries.listings_to_ask_about(today):
        age = freshness(listing.verified_on, listing.review_months, today)
        due_at = _noon(age.stale_on)
        asked = queries.asked_about(listing, due_at)
        for person in queries.keepers_of(listing):
            if person.email in asked:
                continue
            ledger.open_duty(
                kind=CONFIRM,
                on=listing,
                addressee=person.email,
                organization=listing.organization_id,
                language=person.language,
                due_at=due_at,
                first_reminder_at=min(now, due_at),
                every_days=REMINDER_EVERY_DAYS,
                cap=REMINDER_CAP,
            )


def _noon(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def retire_stale_listings(*, by: Actor, now: datetime | None = None) -> int:
    """Take out of the results what nobody has confirmed for too long; return how many.

    Each leaves in one transaction with its letters; an address that a mail server says no to
    holds up only its own listing, until the next night.
    """
    permissions.require(by, permissions.MODERATE_LISTINGS, None)
    today = timezone.localdate(now or timezone.now())
    with acting(by):
        due = list(queries.listings_to_retire(today))
    retired, refused = 0, None
    for listing in due:
        try:
            with acting(by):
                retired += _retire(listing, today, by)
        except OSError as broken:
            refused = broken
    if refused is not None:
        raise refused
    return retired


def _retire(listing: Listing, today, by: Actor) -> bool:
    listing = lock(listing)
    if not queries.is_to_retire(listing, today):
        return False
    states.require(LISTING_TRANSITIONS, listing.state, ListingState.RETIRED)
    listing.state = ListingState.RETIRED
    ledger.end_duties(kind=CONFIRM, on=listing, how="expired")
    what = f"{kind_of(listing)}.retired"
    store(listing, by=by, what=what, fields=["state"], reason="not confirmed")
    for person in queries.keepers_of(listing):
        notifications.tell_retired(listing, person)
    return True
