"""Roles given from the console: the first officer, the people of the demonstration."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.organizations import permissions
from ponte.organizations.actions.members import check_role
from ponte.organizations.models import Mandate, Membership, Organization


@transaction.atomic
def give_mandate(*, person: UUID, role: str, by: Actor) -> Mandate:
    """Give a role on the whole platform; only from the console."""
    _require_console(by, role, "platform")
    found = Mandate.objects.filter(
        person_id=person, role=role, area__isnull=True, ended_at__isnull=True
    ).first()
    if found:
        return found
    mandate = Mandate.objects.create(person_id=person, role=role)
    record(by=by, what="mandate.given", on=mandate, role=role)
    return mandate


@transaction.atomic
def give_membership(
    *, person: UUID, organization: Organization, role: str, by: Actor
) -> Membership:
    """Make a person a member of an organization, which counts as claimed; only from the console.

    A role that asks for a kind of body is given on none other here either.
    """
    _require_console(by, role, "organization")
    organization = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    found = Membership.objects.filter(
        organization=organization, person_id=person, ended_at__isnull=True
    ).first()
    if found:
        return found
    check_role(role, organization)
    membership = Membership.objects.create(organization=organization, person_id=person, role=role)
    if organization.claimed_at is None:
        organization.claimed_at = timezone.now()
        organization.save(update_fields=["claimed_at"])
    record(
        by=by,
        what="membership.given",
        on=organization,
        organization=organization.pk,
        membership=str(membership.pk),
        role=role,
    )
    return membership


def _require_console(by: Actor, role: str, where: str) -> None:
    if not by.is_job:
        raise Refused("organizations.give_roles")
    known = permissions.roles().get(role)
    if known is None or known.where != where:
        raise RuleBroken(f"There is no role {role} on an {where}.", field="role")
