"""Who acts for an organization: invited in, given a role, taken off."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.accounts.public import verified_emails
from ponte.kit import links
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record
from ponte.organizations import permissions
from ponte.organizations.actions.letters import count_letter
from ponte.organizations.models import Invitation, Membership, Organization
from ponte.organizations.notifications import tell
from ponte.organizations.queries.members import is_invited_already, membership_of
from ponte.organizations.queries.organizations import proven_kinds
from ponte.organizations.rules.access import (
    INVITATION_DAYS,
    INVITATION_LINK,
    check_invited,
    check_last_manager,
    check_role_fits,
)
from ponte.organizations.states import InvitationEnd


@transaction.atomic
def invite_member(*, organization: Organization, email: str, role: str, by: Actor) -> Invitation:
    """Ask somebody in by e-mail; nobody learns whether the address has an account."""
    permissions.require(by, permissions.MANAGE_MEMBERS, organization.pk)
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise RuleBroken(
            _("This is not an e-mail address. It looks like name@example.org."), field="email"
        ) from None
    check_role(role, organization)
    if is_invited_already(organization, email):
        raise RuleBroken(
            _("An invitation to this address is waiting, or its owner is a member."),
            field="email",
        )
    count_letter(by)
    invitation = Invitation.objects.create(
        organization=organization,
        email=email,
        role=role,
        invited_by_id=by.id,
        invited_by=by.name[:120],
    )
    _record(by, "member.invited", organization, invitation=str(invitation.pk), role=role)
    tell("invitation", invitation.pk)
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, by: Actor) -> Membership:
    """Join; only who is signed in with the invited address can."""
    permissions.require_person(by, permissions.MANAGE_MEMBERS)
    pk = UUID(links.read(INVITATION_LINK, token)["invitation"])
    # The invited is no member yet and sees no row of the organization; the link says which one.
    with acting(Actor.job("organizations.accept_invitation")):
        invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=pk)
        if invitation.ended_at or invitation.invited_at < timezone.now() - timedelta(
            days=INVITATION_DAYS
        ):
            raise RuleBroken(_("This invitation is over. Ask for a new one."))
        check_invited(verified_emails(by.id), invitation.email)
        check_role(invitation.role, invitation.organization)
        invitation.ended_at, invitation.ended_how = timezone.now(), InvitationEnd.ACCEPTED
        invitation.save(update_fields=["ended_at", "ended_how"])
    membership = join(invitation.organization, by.id, invitation.role, by=by)
    _record(
        by,
        "member.joined",
        invitation.organization,
        membership=str(membership.pk),
        role=membership.role,
    )
    return membership


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor) -> None:
    """Take an invitation back: its link stops working."""
    permissions.require(by, permissions.MANAGE_MEMBERS, invitation.organization_id)
    done = Invitation.objects.filter(pk=invitation.pk, ended_at__isnull=True).update(
        ended_at=timezone.now(), ended_how=InvitationEnd.WITHDRAWN
    )
    if not done:
        raise RuleBroken(_("This invitation is over already."))
    _record(by, "invitation.withdrawn", invitation.organization, invitation=str(invitation.pk))


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: Actor) -> Membership:
    """Give a member another role; somebody who manages the organization always remains."""
    permissions.require(by, permissions.MANAGE_MEMBERS, membership.organization_id)
    membership = _lock(membership)
    check_role(role, membership.organization)
    if role not in permissions.managing_roles():
        _check_others_manage(membership)
    count_letter(by)
    old, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    _record(
        by,
        "member.role_changed",
        membership.organization,
        membership=str(membership.pk),
        old=old,
        role=role,
    )
    tell("role_changed", membership.pk)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: Actor) -> None:
    """Take a member off, or leave; never the last one who manages."""
    if by.id != membership.person_id or not by.is_person:
        permissions.require(by, permissions.MANAGE_MEMBERS, membership.organization_id)
    membership = _lock(membership)
    _check_others_manage(membership)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    _record(by, "member.left", membership.organization, membership=str(membership.pk))
    tell("membership_ended", membership.pk)


def join(organization: Organization, person: UUID, role: str, *, by: Actor) -> Membership:
    """Return the person's open membership, made now if there is none; `by` was permitted."""
    return membership_of(organization, person) or Membership.objects.create(
        organization=organization, person_id=person, role=role
    )


def _lock(membership: Membership) -> Membership:
    """Lock the organization first: two managers cannot take each other off at once."""
    Organization.objects.select_for_update(of=("self",)).get(pk=membership.organization_id)
    found = Membership.objects.filter(pk=membership.pk, ended_at__isnull=True).first()
    if found is None:
        raise RuleBroken(_("This person is no longer a member."))
    return found


def _check_others_manage(membership: Membership) -> None:
    if membership.role not in permissions.managing_roles():
        return
    others = Membership.objects.filter(
        organization=membership.organization_id,
        role__in=permissions.managing_roles(),
        ended_at__isnull=True,
    ).exclude(pk=membership.pk)
    check_last_manager(others.count())


def check_role(role: str, organization: Organization) -> None:
    """Let through a role that may be held there, the office's own gift included."""
    known = permissions.organization_roles().get(role)
    if known is None:
        raise RuleBroken(_("Choose a role from the list."), field="role")
    if known.held_by:
        check_role_fits(needed=known.held_by, proven=proven_kinds(organization))


def _record(by: Actor, what: str, organization: Organization, **facts) -> None:
    record(by=by, what=what, on=organization, organization=organization.pk, **facts)
