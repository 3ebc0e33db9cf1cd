"""Applying a preview as one: either every line of it is in the directory, or none.

The whole import is one transaction. A worker that is killed leaves nothing behind, and the
next one starts again; what was changed since the preview by somebody else stops the import
and leads to a new preview, never to a lost edit.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ponte.directory.public import Came, retire_listings
from ponte.exchange import permissions
from ponte.exchange.actions.staging import scope_of
from ponte.exchange.actions.writing import Stale, write_batch
from ponte.exchange.importers import progress, storing
from ponte.exchange.importers.acting import (
    context_of,
    sign_history,
    started_by,
    working_for,
)
from ponte.exchange.importers.results import result_digest
from ponte.exchange.importers.storing import locked, move
from ponte.exchange.models import ImportRun, StagedRow
from ponte.exchange.queries.rows import to_apply
from ponte.exchange.states import ASKED, ImportState, Verdict
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record

BATCH = 2_000
ONE_AT_A_TIME = 0x506F6E7465  # the key of the advisory lock that all imports share


@transaction.atomic
def apply_import(*, run: ImportRun, by: Actor) -> ImportRun:
    """Have the preview applied, in the name of who presses the button."""
    run = locked(run)
    permissions.require_import(by, run.organization_id)
    if not to_apply(run).exists():
        raise RuleBroken(_("There is nothing to apply: every line is unchanged or to be mended."))
    run.actor_kind, run.actor_id, run.actor_name = by.kind.value, by.id, by.name[:200]
    move(run, ImportState.APPLYING, "actor_kind", "actor_id", "actor_name")
    app.configure_task("exchange.apply_staged").defer(run_id=str(run.pk))
    return run


@transaction.atomic
def accept_duplicates(*, run: ImportRun, rows: list[UUID] | None, accept: bool, by: Actor) -> int:
    """Say that these lines are to be imported although they look like twins, or change who one is.

    All twins may be accepted at once; a change of an identifier is accepted one by one.
    """
    run = locked(run)
    permissions.require_import(by, run.organization_id)
    if run.state != ImportState.PREVIEWED:
        raise RuleBroken(_("The preview has changed meanwhile. Look at it again."))
    found = StagedRow.objects.filter(run=run, twin__may_accept=True)
    if rows is None:
        found = found.filter(verdict=Verdict.DUPLICATE)
    else:
        found = found.filter(verdict__in=ASKED, pk__in=rows)
    return found.update(accepted=accept)


def apply_staged(run_id: UUID) -> bool:
    """Apply in one transaction; called again after an interruption it does it all again."""
    actor = started_by(run_id)
    with translation.override(actor.language), storing.alone(run_id) as may_work:
        if not may_work:
            return False
        try:
            with working_for(actor):
                _apply(run_id, actor)
        except Stale:
            _compare_again(run_id, actor)
        except (RuleBroken, Refused) as broken:
            storing.fail(run_id, Actor.job("exchange.apply"), str(broken))
    progress.forget(run_id)
    return True


def _apply(run_id: UUID, actor: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    run = locked(ImportRun(pk=run_id))
    if run.state != ImportState.APPLYING:
        return
    permissions.require_import(actor, run.organization_id)
    sign_history(context_of(run))
    scope, came = scope_of(run, actor), came_of(run)
    rows = to_apply(run)
    total, done = rows.count(), 0
    for batch in _batches(rows.exclude(verdict=Verdict.REMOVE)):
        with collecting_once():
            write_batch(batch, scope=scope, came=came, by=actor)
        done += len(batch)
        progress.mark(run_id, done, total)
    for batch in _batches(rows.filter(verdict=Verdict.REMOVE)):
        ids = [row.record_id for row in batch]
        retire_listings(kind=scope.kind.listing, ids=ids, by=actor, reason="import")
        done += len(batch)
        progress.mark(run_id, done, total)
    rows.update(applied=True)
    run.result_digest = result_digest(run)
    run.applied_at = timezone.now()
    move(run, ImportState.APPLIED, "result_digest", "applied_at")
    record(
        by=actor,
        what="import.applied",
        on=run,
        organization=run.organization_id,
        counts=run.counts,
        lines=total,
    )
    progress.mark(run_id, total, total)


@contextmanager
def collecting_once() -> Iterator[None]:
    """Look for garbage once a batch: its many young objects are all in use until then."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _batches(rows) -> Iterator[list[StagedRow]]:
    found = rows.defer("raw", "changes", "errors").iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield batch


def came_of(run: ImportRun) -> Came:
    """Say whose words the lines are: the provider's when it imports for itself."""
    return Came(
        origin="provider" if run.organization_id else "imported",
        source=run.source,
        source_date=run.source_date,
        language=run.language if run.language else "it",
        confirmed=run.confirms,
    )


def _compare_again(run_id: UUID, actor: Actor) -> None:
    """Somebody changed a record since the preview: nothing was applied, a new preview follows."""
    with working_for(actor):
        run = locked(ImportRun(pk=run_id))
        StagedRow.objects.filter(run=run).delete()
        run.counts = {}
        run.trouble = _("Something was changed since the preview. Nothing was applied: look again.")
        move(run, ImportState.MAPPED, "counts", "trouble")
        app.configure_task("exchange.stage_import").defer(run_id=str(run.pk))
