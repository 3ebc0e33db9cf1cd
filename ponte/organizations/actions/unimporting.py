"""Putting back what an import did to organizations, from the history that triggers wrote.

Only what nobody has touched since: every later change is a later history row under another
context. What other imports did and undid again counts as untouched.
"""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import models, transaction
from django.db.models import ProtectedError

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.history import without_undone
from ponte.organizations import permissions
from ponte.organizations.actions.declaring import journal_statements, remove_qualifications
from ponte.organizations.actions.registering import WRITTEN, edit_organization
from ponte.organizations.models import Organization, Qualification
from ponte.organizations.rules.facts import OrganizationFacts

STATED = [
    "organization_id",
    "kind",
    "standing",
    "reference",
    "source",
    "stated_on",
    "valid_until",
    "document_year",
    "verified_by",
    "verified_by_id",
    "verified_on",
]


@transaction.atomic
def undo_imported_organizations(
    *, ids: Collection[UUID], context: UUID, by: Actor, undone: Collection[UUID] = ()
) -> int:
    """Remove or put back what nobody has touched since; return how many.

    `undone` are the contexts of other imports that were undone, and of their undoing.
    """
    everywhere, allowed = permissions.held_on(by, permissions.EDIT_ORGANIZATION)
    if not everywhere and not set(ids) <= allowed:
        raise Refused(permissions.EDIT_ORGANIZATION)
    rows = Organization.objects.select_for_update(of=("self",)).order_by("pk")
    stored = {one.pk: one for one in rows.filter(pk__among=ids)}
    _undo_statements(stored, context, by, undone)
    added, done = [], 0
    for pk, story in _stories(Organization, undone, pgh_obj_id__among=stored).items():
        first = next((event for event in story if event.pgh_context_id == context), None)
        if first is None or story[-1].pgh_context_id != context:
            continue
        if first.pgh_label == "insert":
            added.append(pk)
        else:
            done += _restore(stored[pk], story[story.index(first) - 1], by)
    return done + _remove(added)


def _stories(model: type[models.Model], undone: Collection[UUID], **wanted) -> dict[UUID, list]:
    """Return history rows by the row that they are about, oldest first."""
    found = defaultdict(list)
    events = model.history.rel.related_model.objects.filter(**wanted)
    for event in events.order_by("pgh_id"):
        found[event.pgh_obj_id].append(event)
    return {pk: without_undone(story, undone) for pk, story in found.items()}


def _undo_statements(
    ids: Collection[UUID], context: UUID, by: Actor, undone: Collection[UUID]
) -> None:
    """Withdraw what the import declared, and state again what it withdrew."""
    declared, again = [], []
    for pk, story in _stories(Qualification, undone, organization_id__among=ids).items():
        place = next((n for n, e in enumerate(story) if e.pgh_context_id == context), None)
        if place is None or story[-1].pgh_context_id != context:
            continue
        if story[-1].pgh_label != "delete":
            declared.append((story[-1].organization_id, story[-1].kind))
        if place > 0:
            said = {name: getattr(story[place - 1], name) for name in STATED}
            again.append(Qualification(id=pk, **said))
    remove_qualifications(rows=declared, by=by)
    known = Qualification.objects.filter(organization_id__among=ids)
    taken = set(known.values_list("organization_id", "kind"))
    again = [one for one in again if (one.organization_id, one.kind) not in taken]
    Qualification.objects.bulk_create(again)
    journal_statements(by, "qualification.declared", again)


def _restore(organization: Organization, before, by: Actor) -> int:
    facts = {name: getattr(before, name) for name in WRITTEN}
    try:
        with transaction.atomic():
            edit_organization(
                organization=organization,
                facts=OrganizationFacts(id=organization.pk, **facts),
                by=by,
            )
            # The older address proves what it proved, whoever puts it back.
            Organization.objects.filter(pk=organization.pk, email=before.email).exclude(
                email_unproven=before.email_unproven
            ).update(email_unproven=before.email_unproven)
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
