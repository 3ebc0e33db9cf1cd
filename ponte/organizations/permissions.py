"""Who holds what: memberships and mandates turned into permissions on scopes.

A role is a name in the project's list; this flat stores who holds which role where and never
learns what a role is called.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from ponte.kit.acting import current
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.organizations.models import Keeping, Mandate, Membership

EDIT_ORGANIZATION = "organizations.edit_organization"
MANAGE_MEMBERS = "organizations.manage_members"
KEEP_LISTINGS = "organizations.keep_listings"
ANSWER_CLAIMS = "organizations.answer_claims"
VERIFY_QUALIFICATIONS = "organizations.verify_qualifications"
REGISTER_ORGANIZATION = "organizations.register_organization"


@cache
def roles() -> Mapping[str, object]:
    """Return the project's roles by code."""
    return import_string(settings.ROLES)


def roles_with(permission: str) -> list[str]:
    """Return the codes of the roles that carry a permission."""
    return [code for code, role in roles().items() if permission in role.permissions]


def organization_roles() -> dict[str, object]:
    """Return the roles that are held on an organization, by code."""
    return {code: role for code, role in roles().items() if role.where == "organization"}


def roles_fitting(proven: set[str]) -> dict[str, object]:
    """Return the roles that members of an organization may get, by what it is shown to be."""
    return {
        code: role
        for code, role in organization_roles().items()
        if not role.held_by or role.held_by & proven
    }


def managing_roles() -> list[str]:
    """Return the organization roles that let people in, the first one given to a founder."""
    return [
        code for code, role in organization_roles().items() if MANAGE_MEMBERS in role.permissions
    ]


def role_label(code: str) -> str:
    """Return what a role is called; a role that is no longer there keeps its code."""
    role = roles().get(code)
    return str(role.label) if role else code


def held_on(actor: Actor, permission: str) -> tuple[bool, set[UUID]]:
    """Return whether the permission is held on the platform, and on which organizations.

    A network that keeps a member's listings holds on the member what it holds on itself,
    except the right to let people in.
    """
    if actor.is_job:
        return True, set()
    if not actor.is_person:
        return False, set()
    codes = roles_with(permission)
    mine = {"person_id": actor.id, "role__in": codes, "ended_at__isnull": True}
    if Mandate.objects.filter(area__isnull=True, **mine).exists():
        return True, set()
    own = set(Membership.objects.filter(**mine).values_list("organization_id", flat=True))
    if own and permission != MANAGE_MEMBERS:
        own |= set(
            Keeping.objects.filter(keeper_id__in=own, ended_at__isnull=True).values_list(
                "kept_id", flat=True
            )
        )
    return False, own


def holds(actor: Actor, permission: str, organization: UUID | None = None) -> bool:
    """Say whether the actor holds a permission on an organization, or on the platform."""
    everywhere, organizations = held_on(actor, permission)
    return everywhere or organization in organizations


def holds_anywhere(actor: Actor, permission: str) -> bool:
    """Say whether the actor holds a permission on anything at all."""
    everywhere, organizations = held_on(actor, permission)
    return everywhere or bool(organizations)


def held_anywhere(actor: Actor) -> frozenset[str]:
    """Return every permission that a person holds on anything at all, in one question.

    What a network keeps for others it holds on itself, so keepings add nothing.
    """
    if not actor.is_person:
        return frozenset()
    mine = {"person_id": actor.id, "ended_at__isnull": True}
    mandates = Mandate.objects.filter(area__isnull=True, **mine).order_by().values_list("role")
    memberships = Membership.objects.filter(**mine).order_by().values_list("role")
    return _carried(role for (role,) in mandates.union(memberships))


def permissions_on(actor: Actor, organization: UUID) -> frozenset[str]:
    """Return every permission the actor holds on one organization, in three queries."""
    if not actor.is_person:
        return frozenset()
    mine = {"person_id": actor.id, "ended_at__isnull": True}
    mandates = Mandate.objects.filter(area__isnull=True, **mine)
    found = _carried(mandates.values_list("role", flat=True))
    found |= _carried(
        Membership.objects.filter(organization_id=organization, **mine).values_list(
            "role", flat=True
        )
    )
    keepers = Keeping.objects.filter(kept_id=organization, ended_at__isnull=True)
    kept = Membership.objects.filter(organization_id__in=keepers.values("keeper_id"), **mine)
    return found | (_carried(kept.values_list("role", flat=True)) - {MANAGE_MEMBERS})


def _carried(codes: Iterable[str]) -> frozenset[str]:
    carried = [roles()[code].permissions for code in codes if code in roles()]
    return frozenset().union(*carried)


def permissions_by_membership(actor: Actor) -> dict[UUID, frozenset[str]]:
    """Return what a member holds where: no mandate and no keeping counts, as cases demand."""
    if not actor.is_person:
        return {}
    mine = Membership.objects.filter(person_id=actor.id, ended_at__isnull=True)
    return {pk: _carried([role]) for pk, role in mine.values_list("organization_id", "role")}


def require(actor: Actor, permission: str, organization: UUID | None = None) -> None:
    """Refuse unless the actor holds the permission there."""
    if not holds(actor, permission, organization):
        raise Refused(permission)


def row_scope(actor: Actor) -> tuple[tuple[UUID, ...], bool]:
    """Return the organizations whose rows a person may see, and whether all rows."""
    open_ones = {"person_id": actor.id, "ended_at__isnull": True}
    mandates = Mandate.objects.filter(area__isnull=True, **open_ones).values_list("role", flat=True)
    platform = any(code in roles() and roles()[code].sees_rows for code in mandates)
    own = set(Membership.objects.filter(**open_ones).values_list("organization_id", flat=True))
    if own:
        own |= set(
            Keeping.objects.filter(keeper_id__in=own, ended_at__isnull=True).values_list(
                "kept_id", flat=True
            )
        )
    return tuple(sorted(own)), platform


def require_person(actor: Actor, permission: str) -> None:
    """Refuse whoever has not signed in."""
    if not actor.is_person:
        raise Refused(permission)


def require_self(actor: Actor, person: UUID, permission: str) -> None:
    """Refuse anybody but the person concerned."""
    if not (actor.is_person and actor.id == person):
        raise Refused(permission)


def is_member(actor: Actor, organization: UUID) -> bool:
    """Say whether the actor is a member, whatever the role."""
    return (
        actor.is_person
        and Membership.objects.filter(
            organization_id=organization, person_id=actor.id, ended_at__isnull=True
        ).exists()
    )


def scope_of(actor: Actor) -> tuple[tuple[UUID, ...], bool]:
    """Return the row scope, from the context of the request where it is the actor's own."""
    context = current()
    if context and context.actor == actor and (context.organizations or context.platform):
        return context.organizations, context.platform
    return row_scope(actor)


def visible_requests(actor: Actor) -> Q:
    """Requests of mine, and those of organizations whose members I manage."""
    everywhere, organizations = held_on(actor, MANAGE_MEMBERS)
    if everywhere:
        return Q()
    return Q(person_id=actor.id) | Q(organization_id__in=organizations)
