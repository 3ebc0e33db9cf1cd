"""Undoing an applied import as one: what nobody has touched since goes back."""

from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from ponte.directory.public import index_organizations, undo_imported
from ponte.exchange import permissions
from ponte.exchange.importers import progress, storing
from ponte.exchange.importers.acting import (
    context_of,
    sign_history,
    started_by,
    undoing_context_of,
    working_for,
)
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.importers.storing import locked, move
from ponte.exchange.models import ImportRun, StagedRow
from ponte.exchange.states import ImportState
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.kit.journal.record import record
from ponte.organizations.public import (
    EDIT_ORGANIZATION,
    held_on,
    undo_imported_organizations,
)

BATCH = 500


@transaction.atomic
def undo_import(*, run: ImportRun, by: Actor) -> ImportRun:
    """Have an applied import undone, in the name of who presses the button."""
    run = locked(run)
    permissions.require_import(by, run.organization_id)
    run.actor_kind, run.actor_id, run.actor_name = by.kind.value, by.id, by.name[:200]
    move(run, ImportState.UNDOING, "actor_kind", "actor_id", "actor_name")
    app.configure_task("exchange.undo_applied").defer(run_id=str(run.pk))
    return run


def undo_applied(run_id: UUID) -> bool:
    """Undo in one transaction; False where another worker holds the import."""
    actor = started_by(run_id)
    with translation.override(actor.language), storing.alone(run_id) as may_work:
        if not may_work:
            return False
        try:
            with working_for(actor):
                _undo(locked(ImportRun(pk=run_id)), actor)
        except Refused as refused:
            with working_for(Actor.job("exchange.undo")):
                run = locked(ImportRun(pk=run_id))
                run.trouble = str(refused)
                move(run, ImportState.APPLIED, "trouble")
    progress.forget(run_id)
    return True


def _undo(run: ImportRun, actor: Actor) -> None:
    if run.state != ImportState.UNDOING:
        return
    permissions.require_import(actor, run.organization_id)
    kind = KINDS[run.kind].listing
    told = {"context": context_of(run), "undone": undone_since(run), "by": actor}
    sign_history(undoing_context_of(run))
    rows = StagedRow.objects.filter(run=run, applied=True)
    found = rows.order_by("id").values_list("record_id", "owner_id").iterator(chunk_size=BATCH)
    kept, done, total = 0, 0, rows.count()
    while batch := list(islice(found, BATCH)):
        put_back = undo_imported(kind=kind, ids=[pk for pk, _owner in batch], **told)
        kept += len(put_back.kept)
        if kind == "enterprise":
            owners = {owner for pk, owner in batch if owner and pk not in put_back.kept}
            owners = _editable(owners, actor)
            undo_imported_organizations(ids=owners, **told)
            index_organizations(owners)
        done += len(batch)
        progress.mark(run.pk, done, total)
    run.undone_at = timezone.now()
    run.counts = {**run.counts, "kept": kept}
    move(run, ImportState.UNDONE, "undone_at", "counts")
    record(by=actor, what="import.undone", on=run, organization=run.organization_id, kept=kept)


def undone_since(run: ImportRun) -> frozenset[UUID]:
    """Return the contexts of later imports that were undone, and of their undoing."""
    later = ImportRun.objects.filter(state=ImportState.UNDONE, applied_at__gte=run.applied_at)
    return frozenset(
        context(one) for one in later.only("pk") for context in (context_of, undoing_context_of)
    )


def _editable(owners: set[UUID], actor: Actor) -> set[UUID]:
    everywhere, allowed = held_on(actor, EDIT_ORGANIZATION)
    return owners if everywhere else owners & allowed
