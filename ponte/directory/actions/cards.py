"""Writing a service card: begin, fill step by step, put the last change back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ponte.directory import permissions
from ponte.directory.actions.changes import apply_values, lock, store
from ponte.directory.actions.settling import declare_share
from ponte.directory.models import ServiceCard
from ponte.directory.queries.editing import facts_of, kind_of
from ponte.directory.queries.versions import (
    Listing,
    last_different_version,
    steps_of,
    version_at,
    version_now,
)
from ponte.directory.rules import guard, versions
from ponte.directory.states import ListingState
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.ids import uuid7


def free_slug(model: type[Listing], text: str) -> str:
    """Return an address made of a name that no listing of this kind has yet."""
    wanted = slugify(text)[:140] or "scheda"
    if not model.objects.filter(slug=wanted).exists():
        return wanted
    return f"{wanted}-{uuid7().hex[-8:]}"


@transaction.atomic
def start_card(*, organization_id: UUID, name: str, language: str, by: Actor) -> ServiceCard:
    """Begin a draft that only editors of the organization see."""
    permissions.require(by, permissions.EDIT_LISTING, organization_id)
    card = ServiceCard(
        organization_id=organization_id,
        name=name,
        language=language,
        slug=free_slug(ServiceCard, name),
        content_version=0,
    )
    card.save(force_insert=True)
    return store(card, by=by, what="card.started", fields=[])


@transaction.atomic
def save_step(
    *, listing: Listing, step: str, values: dict[str, Any], version: int, by: Actor
) -> Listing:
    """Store one step as typed over `version`; what somebody else wrote meanwhile is kept."""
    listing = lock(listing)
    permissions.require_edit(by, listing)
    asked = steps_of(listing)[step].fields
    typed = {name: values[name] for name in asked if name in values}
    now = {name: value for name, value in version_now(listing).items() if name in typed}
    joined = versions.join(_base(listing, version, now), now, typed)
    changed = {change.field: change.after for change in versions.changes(now, joined)}
    if not changed:
        return listing
    fields = apply_values(listing, changed)
    if "disadvantaged_share" in changed:
        fields += declare_share(listing, timezone.localdate())
    check_still_publishable(listing)
    what = f"{kind_of(listing)}.changed"
    return store(listing, by=by, what=what, fields=fields, step=step, fields_changed=list(changed))


def _base(listing: Listing, version: int, now: dict) -> dict:
    """What the editor read before typing; unknown to history, then it counts as nothing."""
    if version == listing.content_version:
        return now
    return version_at(listing, version) or {}


def check_still_publishable(listing: Listing) -> None:
    """Refuse a change that would leave a provider's published listing without a block."""
    if listing.state != ListingState.PUBLISHED or listing.origin != "provider":
        return
    judge = guard.check_card if isinstance(listing, ServiceCard) else guard.check_enterprise
    missing = judge(facts_of(listing), timezone.localdate()).missing
    lacking = [lack for lack in missing if lack.block != guard.CONFIRMATION.block]
    if lacking:
        raise RuleBroken(
            _("This is public, and would be left without: %(block)s. %(why)s")
            % {"block": lacking[0].title, "why": lacking[0].why}
        )


@transaction.atomic
def undo_last_change(*, listing: Listing, version: int, by: Actor) -> Listing:
    """Put back what the listing said before its last change, as a new version."""
    listing = lock(listing)
    permissions.require_edit(by, listing)
    if listing.content_version != version:
        raise RuleBroken(_("Somebody changed this meanwhile. Look at the last change again."))
    found = last_different_version(listing)
    if found is None:
        raise RuleBroken(_("There is no earlier version to go back to."))
    number, earlier = found
    changed = {c.field: c.after for c in versions.changes(version_now(listing), earlier)}
    fields = apply_values(listing, changed)
    if "disadvantaged_share" in changed:
        fields += declare_share(listing, timezone.localdate())
    check_still_publishable(listing)
    what = f"{kind_of(listing)}.put_back"
    return store(listing, by=by, what=what, fields=fields, to=number, fields_changed=list(changed))
