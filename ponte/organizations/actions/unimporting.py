"""Putting back what an import did to organizations, from the history that triggers wrote."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.organizations import permissions
from ponte.organizations.actions.registering import WRITTEN, edit_organization
from ponte.organizations.models import Organization
from ponte.organizations.rules.facts import OrganizationFacts


@transaction.atomic
def undo_imported_organizations(*, ids: Collection[UUID], context: UUID, by: Actor) -> int:
    """Remove or put back what nobody has touched since; return how many."""
    permissions.require(by, permissions.EDIT_ORGANIZATION)
    stored = Organization.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(list(ids))
    events = defaultdict(list)
    rows = Organization.history.rel.related_model.objects.filter(pgh_obj_id__in=list(stored))
    for event in rows.order_by("pgh_id"):
        events[event.pgh_obj_id].append(event)
    added, done = [], 0
    for pk, story in events.items():
        first = next((event for event in story if event.pgh_context_id == context), None)
        if first is None or story[-1].pgh_context_id != context:
            continue
        if first.pgh_label == "insert":
            added.append(pk)
        else:
            done += _restore(stored[pk], story[story.index(first) - 1], by)
    return done + _remove(added)


def _restore(organization: Organization, before, by: Actor) -> int:
    facts = {name: getattr(before, name) for name in WRITTEN}
    try:
        with transaction.atomic():
            edit_organization(
                organization=organization,
                facts=OrganizationFacts(id=organization.pk, **facts),
                by=by,
            )
    except RuleBroken:
        return 0
    return 1


def _remove(ids: list[UUID]) -> int:
    """Delete those that nothing else speaks of: no member, no claim, no listing."""
    try:
        with transaction.atomic():
            return len(ids) if Organization.objects.filter(pk__in=ids).delete() else 0
    except ProtectedError:
        if len(ids) == 1:
            return 0
    half = len(ids) // 2
    return _remove(ids[:half]) + _remove(ids[half:])
