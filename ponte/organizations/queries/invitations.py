"""What the page behind an invitation's link says before anybody has signed in."""

from uuid import UUID

from ponte.kit import links
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.organizations import permissions
from ponte.organizations.models import Invitation
from ponte.organizations.rules.access import INVITATION_LINK


def invitation_told(token: str) -> dict:
    """Return organization, role and inviter of an open invitation, or what is wrong with it."""
    try:
        pk = UUID(links.read(INVITATION_LINK, token)["invitation"])
    except RuleBroken as broken:
        return {"broken": str(broken)}
    # Whoever holds the link is no member and perhaps nobody yet: the link says which row.
    with acting(Actor.job("organizations.show_invitation")):
        found = Invitation.objects.select_related("organization").filter(pk=pk).first()
    if found is None:
        return {"broken": True}
    return {
        "organization": found.organization,
        "role": permissions.role_label(found.role),
        "inviter": found.invited_by,
        "email": found.email,
        "ended": found.ended_at is not None,
    }
