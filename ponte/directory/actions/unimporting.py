"""Putting back what an import did to listings, from the history that triggers wrote.

Only what nobody has touched since: every later change of a listing is a later history row
under another context. What other imports did and undid again counts as untouched.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from ponte.directory import permissions
from ponte.directory.actions import index
from ponte.directory.actions.changes import apply_values, lock, store
from ponte.directory.actions.importing import MODELS, STAMP
from ponte.directory.actions.settling import settled_fields
from ponte.directory.models import CallbackRequest, MistakeReport
from ponte.directory.queries.versions import version_at, version_now
from ponte.directory.rules import versions
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.kit.history import without_undone
from ponte.organizations.public import held_on


@dataclass(slots=True)
class PutBack:
    """What became of the listings: removed again, put back, or left because touched since.

    `apart` were not written at all: only their organization was.
    """

    removed: list[UUID] = field(default_factory=list)
    restored: list[UUID] = field(default_factory=list)
    kept: list[UUID] = field(default_factory=list)
    apart: list[UUID] = field(default_factory=list)


@transaction.atomic
def undo_imported(
    *, kind: str, ids: Collection[UUID], context: UUID, by: Actor, undone: Collection[UUID] = ()
) -> PutBack:
    """Undo for these listings what was written under a history context.

    `undone` are the contexts of other imports that were undone, and of their undoing.
    """
    model = MODELS[kind]
    stored = model.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(list(ids))
    everywhere, allowed = held_on(by, permissions.EDIT_LISTING)
    if not everywhere and not {one.organization_id for one in stored.values()} <= allowed:
        raise Refused(permissions.EDIT_LISTING)
    done = PutBack()
    answered = _with_voices(stored)
    for pk, story in _events(model, stored).items():
        events = without_undone(story, undone)
        first = next((e for e in events if e.pgh_context_id == context), None)
        if first is None:
            done.apart.append(pk)
        elif events[-1].pgh_context_id != context or pk in answered:
            done.kept.append(pk)
        elif first.pgh_label == "insert":
            done.removed.append(pk)
        else:
            _restore(stored[pk], events[events.index(first) - 1], kind, by)
            done.restored.append(pk)
    index.remove_from_index(done.removed)
    model.objects.filter(pk__in=done.removed).delete()
    return done


def _with_voices(ids: Collection[UUID]) -> set[UUID]:
    """Listings about which citizens wrote are not removed: somebody waits for an answer."""
    found: set[UUID] = set()
    for model in (CallbackRequest, MistakeReport):
        found |= set(model.objects.filter(listing_id__in=ids).values_list("listing_id", flat=True))
    return found


def _events(model, ids: Collection[UUID]) -> dict[UUID, list]:
    events = model.history.rel.related_model.objects.filter(pgh_obj_id__in=list(ids))
    found = defaultdict(list)
    for event in events.order_by("pgh_id"):
        found[event.pgh_obj_id].append(event)
    return found


def _restore(listing, before, kind: str, by: Actor) -> None:
    """Write the version before the import as a new version."""
    listing = lock(listing)
    earlier = version_at(listing, before.content_version) or {}
    changed = {c.field: c.after for c in versions.changes(version_now(listing), earlier)}
    fields = apply_values(listing, changed)
    settled = [name for name in settled_fields(listing) if name not in STAMP]
    for name in settled:
        setattr(listing, name, getattr(before, name))
    store(
        listing,
        by=by,
        what=f"{kind}.put_back",
        fields=[*fields, *settled],
        to=before.content_version,
        fields_changed=list(changed),
    )
