"""What may be done with listings, and who may."""

from uuid import UUID

from django.db.models import Q

from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import Refused
from ponte.organizations.public import VERIFY_QUALIFICATIONS, held_on, holds

EDIT_LISTING = "directory.edit_listing"
PUBLISH_LISTING = "directory.publish_listing"
ANSWER_VOICES = "directory.answer_voices"
MODERATE_LISTINGS = "directory.moderate_listings"
CONFIRM_BY_LINK = "directory.confirm_by_link"
ANSWER_BY_LINK = "directory.answer_by_link"


def _within(actor: Actor, permission: str) -> Q:
    everywhere, organizations = held_on(actor, permission)
    return Q() if everywhere else Q(organization_id__in=organizations)


def editable_by(actor: Actor) -> Q:
    """Listings that the actor may write; one without an organization is the office's."""
    return _within(actor, EDIT_LISTING)


def answerable_by(actor: Actor) -> Q:
    """Voices that the actor may answer; one without an organization is the office's."""
    return _within(actor, ANSWER_VOICES)


def require(actor: Actor, permission: str, organization: UUID | None) -> None:
    """Refuse unless the permission is held on that organization, or everywhere."""
    if not holds(actor, permission, organization):
        raise Refused(permission)


def may_publish(actor: Actor, listing) -> bool:
    """Say whether the actor may put a listing before the public."""
    return holds(actor, PUBLISH_LISTING, listing.organization_id)


def may_certify(actor: Actor) -> bool:
    """Say whether the actor may call verified what an enterprise declares of itself."""
    return holds(actor, VERIFY_QUALIFICATIONS, None)


def speaks_for(actor: Actor, listing) -> bool:
    """Say whether the actor writes for the organization itself, not as the platform's office."""
    everywhere, organizations = held_on(actor, EDIT_LISTING)
    return not everywhere and listing.organization_id in organizations


def require_edit(actor: Actor, listing) -> None:
    """Refuse whoever may not write this listing."""
    require(actor, EDIT_LISTING, listing.organization_id)


def require_publish(actor: Actor, listing) -> None:
    """Refuse whoever may not publish, suspend or retire this listing."""
    require(actor, PUBLISH_LISTING, listing.organization_id)


def require_certify(actor: Actor) -> None:
    """Refuse whoever may not call verified what an enterprise declares of itself."""
    require(actor, VERIFY_QUALIFICATIONS, None)


def require_confirm(actor: Actor, listing) -> None:
    """Refuse whoever neither writes this listing nor holds the link made for it."""
    if actor.kind is ActorKind.LINK and actor.id == listing.pk and actor.name == CONFIRM_BY_LINK:
        return
    require_edit(actor, listing)


def require_reference_link(actor: Actor, reference) -> None:
    """Refuse whoever does not hold the link made for this reference's client."""
    if (actor.kind, actor.id, actor.name) != (ActorKind.LINK, reference.pk, ANSWER_BY_LINK):
        raise Refused(ANSWER_BY_LINK)


def require_answer(actor: Actor, voice) -> None:
    """Refuse whoever the request was not routed to."""
    require(actor, ANSWER_VOICES, voice.organization_id)
