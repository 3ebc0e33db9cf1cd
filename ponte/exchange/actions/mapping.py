"""Saying which column means what, and starting the reading of the lines."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ponte.exchange import permissions
from ponte.exchange.importers.fields import Kind
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.importers.storing import locked, move
from ponte.exchange.models import ImportRun, SavedMapping, StagedRow
from ponte.exchange.states import ImportState
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record


def check_columns(kind: Kind, header: list[str], columns: Mapping[str, str]) -> None:
    """Each field comes from one column, and the fields that every line needs are there."""
    taken: dict[str, str] = {}
    for column, name in columns.items():
        if column not in header or name not in kind.fields:
            raise RuleBroken(_("Choose the meaning of each column from the list."))
        if name in taken:
            raise RuleBroken(
                _("“%(field)s” is chosen for two columns: %(one)s and %(other)s. Keep one.")
                % {"field": kind.fields[name].label, "one": taken[name], "other": column}
            )
        taken[name] = column
    for known in kind.fields.values():
        if known.required and known.name not in taken:
            raise RuleBroken(
                _("Say which column is “%(field)s”: every line needs it.") % {"field": known.label}
            )


@transaction.atomic
def map_columns(
    *, run: ImportRun, columns: Mapping[str, str], by: Actor, save_as: str = ""
) -> ImportRun:
    """Fix what the columns mean and have the lines read; an earlier preview is thrown away."""
    run = locked(run)
    permissions.require_import(by, run.organization_id)
    check_columns(KINDS[run.kind], run.header, columns)
    if not run.file_key:
        raise RuleBroken(_("The file of this import was deleted. Upload it again."))
    run.columns, run.counts, run.trouble = dict(columns), {}, ""
    move(run, ImportState.MAPPED, "columns", "counts", "trouble")
    StagedRow.objects.filter(run=run).delete()
    if save_as.strip():
        save_mapping(run=run, name=save_as, by=by)
    record(by=by, what="import.mapped", on=run, organization=run.organization_id)
    _have_read(run)
    return run


def _have_read(run: ImportRun) -> None:
    """The job's row is written in this transaction: it goes when the transaction goes."""
    app.configure_task("exchange.stage_import").defer(run_id=str(run.pk))


@transaction.atomic
def save_mapping(*, run: ImportRun, name: str, by: Actor) -> SavedMapping:
    """Keep the mapping for the next file, under a name; the same name is written over."""
    permissions.require_import(by, run.organization_id)
    found, _made = SavedMapping.objects.update_or_create(
        organization_id=run.organization_id,
        kind=run.kind,
        name=" ".join(name.split())[:120],
        defaults={"columns": run.columns, "saved_at": timezone.now(), "saved_by_id": by.id},
    )
    return found


@transaction.atomic
def cancel_import(*, run: ImportRun, by: Actor) -> ImportRun:
    """Give an import up; nothing outside it has changed."""
    run = locked(run)
    permissions.require_import(by, run.organization_id)
    move(run, ImportState.CANCELLED)
    StagedRow.objects.filter(run=run).delete()
    record(by=by, what="import.cancelled", on=run, organization=run.organization_id)
    return run
