"""Undoing an applied import as one: what nobody has touched since goes back."""

from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from ponte.directory.public import undo_imported
from ponte.exchange import permissions
from ponte.exchange.actions.applying import context_of
from ponte.exchange.importers import progress, storing
from ponte.exchange.importers.acting import started_by, working_for
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.importers.storing import locked, move
from ponte.exchange.models import ImportRun, StagedRow
from ponte.exchange.states import ImportState
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.kit.journal.record import record
from ponte.organizations.public import EDIT_ORGANIZATION, holds, undo_imported_organizations

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
    kind, context = KINDS[run.kind].listing, context_of(run)
    rows = StagedRow.objects.filter(run=run, applied=True)
    found = rows.order_by("id").values_list("record_id", "owner_id").iterator(chunk_size=BATCH)
    kept, done, total = 0, 0, rows.count()
    while batch := list(islice(found, BATCH)):
        put_back = undo_imported(
            kind=kind, ids=[pk for pk, _owner in batch], context=context, by=actor
        )
        kept += len(put_back.kept)
        owners = {owner for pk, owner in batch if owner and pk not in put_back.kept}
        if kind == "enterprise" and holds(actor, EDIT_ORGANIZATION):
            undo_imported_organizations(ids=owners, context=context, by=actor)
        done += len(batch)
        progress.mark(run.pk, done, total)
    run.undone_at = timezone.now()
    run.counts = {**run.counts, "kept": kept}
    move(run, ImportState.UNDONE, "undone_at", "counts")
    record(by=actor, what="import.undone", on=run, organization=run.organization_id, kept=kept)
