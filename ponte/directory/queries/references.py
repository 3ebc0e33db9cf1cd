"""References: one of a profile, those that wait for my word, and who may answer for a client."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from ponte.directory.models import Enterprise, Reference
from ponte.directory.permissions import EDIT_LISTING
from ponte.directory.queries.people import people_holding
from ponte.directory.rules.references import domain_of
from ponte.kit.actor import Actor
from ponte.organizations.public import (
    EDIT_ORGANIZATION,
    held_on,
    is_proven,
    keeping_of,
    organizations_named,
    proven_with_domain,
)


def reference_of(profile: Enterprise, pk: UUID) -> Reference:
    """Return a reference of a profile that the caller may write."""
    found = profile.references.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def reference_by_id(pk: UUID) -> Reference | None:
    """Return the reference that a signed link names, if it still says the same."""
    with_names = Reference.objects.select_related("enterprise__organization")
    return with_names.filter(pk=pk).first()


def clients_named(reference: Reference) -> list:
    """Return the organizations that the client's name may mean, never oneself or one's keeper."""
    own = reference.enterprise.organization
    keeping = keeping_of(own)
    besides = {own.pk, keeping.keeper_id if keeping else None}
    return [one for one in organizations_named(reference.client_name) if one.pk not in besides]


def answerers_of(client, profile: Enterprise) -> list:
    """Return who answers for a client here; whoever writes the profile too cannot."""
    writers = {one.pk for one in people_holding(EDIT_LISTING, profile.organization_id)}
    found = people_holding(EDIT_ORGANIZATION, client.pk)
    return [one for one in found if one.pk not in writers]


def is_known_client(reference: Reference) -> bool:
    """Say whether it is known who answered: an organization here that is proven, or its domain.

    Whoever edits the enterprise and that organization too is one and the same.
    """
    profile = reference.enterprise
    writers = {one.pk for one in people_holding(EDIT_LISTING, profile.organization_id)}
    if reference.client_id:
        found = [reference.client] if is_proven(reference.client) else []
    else:
        found = proven_with_domain(reference.confirmed_by)
    return any(
        one.pk != profile.organization_id
        and not writers & {each.pk for each in people_holding(EDIT_ORGANIZATION, one.pk)}
        for one in found
    )


def own_domains(profile: Enterprise) -> set[str]:
    """Return the domains that are the enterprise's own."""
    organization = profile.organization
    return {domain_of(organization.email), domain_of(organization.website)} - {""}


def references_to_answer(actor: Actor) -> QuerySet[Reference]:
    """References of others that wait for the word of an organization I act for."""
    everywhere, mine = held_on(actor, EDIT_ORGANIZATION)
    _all, written = held_on(actor, EDIT_LISTING)
    waiting = Reference.objects.filter(
        asked_on__isnull=False, confirmed_on__isnull=True, denied_on__isnull=True
    )
    if everywhere:
        return waiting.none()  # the office answers for no client
    found = waiting.filter(client_id__in=mine).exclude(enterprise__organization_id__in=written)
    return found.select_related("enterprise__organization", "client").order_by("asked_on", "pk")


def references_shown(profile: Enterprise) -> Iterator[Reference]:
    """Yield the references that readers see: not those that their client denied."""
    return (one for one in profile.references.all() if one.denied_on is None)
