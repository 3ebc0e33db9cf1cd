"""Members, invitations and requests."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from ponte.accounts.public import Person, people, person_by_email
from ponte.engines.text.normalise import sort_key
from ponte.kit.actor import Actor
from ponte.organizations import permissions
from ponte.organizations.models import (
    AccessRequest,
    Invitation,
    Keeping,
    Mandate,
    Membership,
    Organization,
)
from ponte.organizations.states import RequestState


def membership_of(organization: Organization, person: UUID) -> Membership | None:
    """Return the person's open membership."""
    return Membership.objects.filter(
        organization=organization, person_id=person, ended_at__isnull=True
    ).first()


def is_invited_already(organization: Organization, email: str) -> bool:
    """Say whether an address waits for an answer here or belongs to a member."""
    open_ones = Invitation.objects.filter(organization=organization, ended_at__isnull=True)
    if open_ones.filter(email=email).exists():
        return True
    person = person_by_email(email)
    return person is not None and membership_of(organization, person.pk) is not None


@dataclass(frozen=True, slots=True)
class Member:
    """A membership with the name behind it."""

    membership: Membership
    name: str
    email: str
    role: str
    lacks: bool = False  # the organization is no longer shown to be what the role needs


_ORDERS = {
    "name": lambda one: sort_key(one.name),
    "newest": lambda one: (-one.membership.since.timestamp(), one.membership.pk),
}


def members_of(
    organization: Organization,
    proven: set[str],
    *,
    words: str = "",
    role: str = "",
    sort: str = "",
) -> list[Member]:
    """Return the members, longest first; the caller may see the organization from inside.

    Words are looked for in the name that the list shows, never in an address it may hide.
    """
    fitting = permissions.roles_fitting(proven)
    found = list(
        Membership.objects.filter(organization=organization, ended_at__isnull=True).order_by(
            "since", "pk"
        )
    )
    names = people(one.person_id for one in found)
    members = [
        Member(
            one,
            str(names[one.person_id]),
            names[one.person_id].email,
            permissions.role_label(one.role),
            one.role not in fitting,
        )
        for one in found
        if role in ("", one.role)
    ]
    members = [one for one in members if words.casefold() in one.name.casefold()]
    return sorted(members, key=_ORDERS[sort]) if sort in _ORDERS else members


def roles_held_in(organization: Organization) -> list[tuple[str, str]]:
    """Return the roles that its members have, with their names, by name."""
    held = Membership.objects.filter(organization=organization, ended_at__isnull=True)
    codes = held.order_by().values_list("role", flat=True).distinct()
    return sorted(
        ((code, permissions.role_label(code)) for code in codes), key=lambda one: sort_key(one[1])
    )


def membership_for(actor: Actor, pk: UUID) -> Membership:
    """Return a membership of mine, or of an organization whose members I manage."""
    found = (
        Membership.objects.select_related("organization")
        .filter(permissions.visible_requests(actor), pk=pk, ended_at__isnull=True)
        .first()
    )
    return _or_404(found)


def invitations_of(organization: Organization) -> QuerySet[Invitation]:
    """Return the invitations that wait."""
    return Invitation.objects.filter(organization=organization, ended_at__isnull=True)


def invitation_for(actor: Actor, pk: UUID) -> Invitation:
    """Return an open invitation of an organization whose members I manage."""
    everywhere, organizations = permissions.held_on(actor, permissions.MANAGE_MEMBERS)
    found = Invitation.objects.select_related("organization").filter(pk=pk, ended_at__isnull=True)
    if not everywhere:
        found = found.filter(organization_id__in=organizations)
    return _or_404(found.first())


def requests_of(organization: Organization) -> QuerySet[AccessRequest]:
    """Return the requests that wait for an answer, oldest first."""
    return AccessRequest.objects.filter(
        organization=organization, state=RequestState.ASKED
    ).order_by("asked_at", "pk")


def requests_by(actor: Actor) -> QuerySet[AccessRequest]:
    """Return what I asked and what became of it, newest first."""
    return (
        AccessRequest.objects.filter(person_id=actor.id)
        .select_related("organization")
        .order_by("-asked_at", "-pk")[:20]
    )


def request_for(actor: Actor, pk: UUID) -> AccessRequest:
    """Return a request of mine, or to an organization whose members I manage."""
    found = (
        AccessRequest.objects.select_related("organization")
        .filter(permissions.visible_requests(actor), pk=pk)
        .first()
    )
    return _or_404(found)


@dataclass(frozen=True, slots=True)
class Named:
    """A request or invitation with the words a list shows beside it."""

    row: AccessRequest | Invitation
    name: str
    role: str = ""
    days: int = 0


def _named(rows, role=None) -> list[Named]:
    found = list(rows)
    names, now = names_of(found), timezone.now()
    return [
        Named(
            one,
            names.get(one.person_id, ""),
            permissions.role_label(one.role) if role else "",
            (now - one.asked_at).days,
        )
        for one in found
    ]


def requests_named(organization: Organization) -> list[Named]:
    """Return who waits to be let in, and as what."""
    return _named(requests_of(organization), role=True)


def invitations_named(organization: Organization) -> list[Named]:
    """Return who was invited, and as what."""
    return [
        Named(one, one.email, permissions.role_label(one.role))
        for one in invitations_of(organization)
    ]


def open_request_of(actor: Actor, organization: Organization) -> AccessRequest | None:
    """Return my own request to an organization while it waits."""
    if not actor.is_person:
        return None
    return AccessRequest.objects.filter(
        organization=organization, person_id=actor.id, state=RequestState.ASKED
    ).first()


def people_with_mandate(permission: str) -> list[UUID]:
    """Return who holds a permission on the platform: the office."""
    wanted = {**_holding(permission), "area__isnull": True}
    found = Mandate.objects.filter(**wanted).values_list("person_id", flat=True)
    return list(dict.fromkeys(found))


def people_with(permission: str, organization: UUID) -> list[UUID]:
    """Return the members who hold a permission; the keeper's members where there are none."""
    wanted = _holding(permission)
    own = Membership.objects.filter(organization_id=organization, **wanted)
    ids = list(own.values_list("person_id", flat=True))
    if not ids and permission != permissions.MANAGE_MEMBERS:
        keepers = Keeping.objects.filter(kept_id=organization, ended_at__isnull=True)
        kept = Membership.objects.filter(organization_id__in=keepers.values("keeper_id"), **wanted)
        ids = list(kept.values_list("person_id", flat=True))
    return list(dict.fromkeys(ids))


def organizations_holding(permission: str) -> list[tuple[UUID, str]]:
    """Return the organizations that have a member who holds a permission, by name."""
    found = Membership.objects.filter(**_holding(permission)).order_by("organization__name")
    return list(found.values_list("organization_id", "organization__name").distinct())


def kept_organizations(keeper: UUID) -> list[UUID]:
    """Return the organizations whose listings one keeps now."""
    kept = Keeping.objects.filter(keeper_id=keeper, ended_at__isnull=True)
    return list(kept.values_list("kept_id", flat=True))


def people_holding(permission: str, organization: UUID | None = None) -> list[Person]:
    """Return the active persons to write to about an organization; for none, the office."""
    if organization is None:
        ids = people_with_mandate(permission)
    else:
        ids = people_with(permission, organization)
    found = people(ids)
    return [found[pk] for pk in ids if found[pk].is_active]


def _holding(permission: str) -> dict:
    return {"role__in": permissions.roles_with(permission), "ended_at__isnull": True}


def names_of(requests: Iterable) -> dict[UUID, str]:
    """Return the names of who asked, by person."""
    return {pk: str(one) for pk, one in people({one.person_id for one in requests}).items()}


def _or_404(found):
    if found is None:
        raise Http404
    return found
