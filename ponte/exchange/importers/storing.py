"""Writing verdicts in few statements, and one worker at a time for an import."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from django.utils import timezone

from ponte.exchange.importers.acting import working_for
from ponte.exchange.importers.comparing import Record
from ponte.exchange.models import ImportRun, StagedRow
from ponte.exchange.states import IMPORT_TRANSITIONS, ImportState, Verdict
from ponte.kit import states
from ponte.kit.actor import Actor

STORE = """
UPDATE exchange_stagedrow AS s SET verdict = r.verdict, record_id = r.record_id,
  owner_id = r.owner_id, title = r.title, base = r.base, changes = r.changes,
  errors = r.errors, twin = r.twin, cleaned = r.plan
FROM jsonb_to_recordset(%s::jsonb) AS r(line int, verdict text, record_id uuid, owner_id uuid,
  title text, base text, changes jsonb, errors jsonb, twin jsonb, plan jsonb)
WHERE s.run_id = %s AND s.line = r.line
"""


def locked(run: ImportRun) -> ImportRun:
    """Return the import as it is now, held until the transaction ends."""
    return ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)


def move(run: ImportRun, to: ImportState, *fields: str) -> None:
    """Move an import along its table of states."""
    states.require(IMPORT_TRANSITIONS, ImportState(run.state), to)
    run.state, run.changed_at = to, timezone.now()
    run.save(update_fields=["state", "changed_at", *fields])


def fail(run_id: UUID, actor: Actor, trouble: str) -> None:
    """Stop an import and say why."""
    with working_for(actor):
        run = locked(ImportRun(pk=run_id))
        run.trouble = trouble
        move(run, ImportState.FAILED, "trouble")


def store_records(run: ImportRun, records: Sequence[Record]) -> None:
    """Write what comparing found onto the first line of each record."""
    rows = [
        {
            "line": record.line,
            "verdict": record.verdict.value,
            "record_id": str(record.record_id) if record.record_id else None,
            "owner_id": str(record.owner_id) if record.owner_id else None,
            "title": record.title,
            "base": record.base,
            "changes": record.changes,
            "errors": record.errors,
            "twin": record.twin,
            "plan": record.plan,
        }
        for record in records
    ]
    with connection.cursor() as cursor:
        cursor.execute(STORE, [json.dumps(rows, ensure_ascii=False), run.pk])


def put(row: StagedRow, verdict: Verdict, errors: list, joins: int | None = None) -> None:
    """Write the verdict of a line that is not the first of its record."""
    twin = {"line": joins} if joins else {}
    StagedRow.objects.filter(pk=row.pk).update(verdict=verdict, errors=errors, twin=twin)


@contextmanager
def alone(run_id: UUID) -> Iterator[bool]:
    """Hold an import for this process; False where another one works on it."""
    key = run_id.int & 0x7FFF_FFFF_FFFF_FFFF
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
