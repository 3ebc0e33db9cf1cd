"""Reading the lines of a file into the database, then comparing them with what is here.

Reading goes batch by batch and goes on where it was interrupted; comparing is one transaction
and starts again. Neither touches anything outside the import.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, islice
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from ponte.directory.public import EDIT_LISTING, listings_of_source
from ponte.exchange.actions import files
from ponte.exchange.importers import compare_cards, compare_enterprises, progress, storing
from ponte.exchange.importers.acting import started_by, working_for
from ponte.exchange.importers.cleaning import clean
from ponte.exchange.importers.comparing import Record, Scope
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.importers.places import Places
from ponte.exchange.importers.records import check_whole, join
from ponte.exchange.importers.storing import locked, move
from ponte.exchange.models import ImportRun, StagedRow
from ponte.exchange.states import ImportState, Verdict
from ponte.kit.actor import Actor
from ponte.kit.spreadsheets import Unreadable, open_table
from ponte.organizations.public import held_on

LINES, RECORDS = 1_000, 500
COMPARE = {"enterprise": compare_enterprises.compare, "card": compare_cards.compare}


def stage_import(run_id: UUID) -> bool:
    """Read and compare; called again after an interruption it goes on to the same preview.

    False where another worker holds the import: ask again later.
    """
    actor = started_by(run_id)
    with translation.override(actor.language), storing.alone(run_id) as may_work:
        if not may_work:
            return False
        try:
            read_lines(run_id, by=actor)
            compare_records(run_id, by=actor)
        except Unreadable as unreadable:
            storing.fail(run_id, actor, str(unreadable))
    progress.forget(run_id)
    return True


def read_lines(run_id: UUID, *, by: Actor) -> None:
    """Put every line of the file into the database, cleaned, with what is wrong in words."""
    with working_for(by):
        run = ImportRun.objects.get(pk=run_id)
        if run.state != ImportState.MAPPED:
            return
        last = StagedRow.objects.filter(run=run).order_by("-line").first()
    table = open_table(files.path_of(run.file_key))
    done = last.line if last else 0
    rows = (row for row in table.rows() if row.number > done)
    kind, places, count = KINDS[run.kind], Places(), StagedRow.objects
    while batch := list(islice(rows, LINES)):
        with working_for(by):
            if locked(run).changed_at != run.changed_at:
                return  # mapped again meanwhile: a new job reads it from the start
            count.bulk_create([_staged(run, kind, row, places) for row in batch])
        progress.mark(run_id, batch[-1].number, 0)
    with working_for(by):
        move(locked(run), ImportState.STAGED)


def _staged(run: ImportRun, kind, row, places: Places) -> StagedRow:
    found = clean(kind, run.header, run.columns, row, places)
    check_whole(kind, found, run.columns)
    return StagedRow(
        run=run,
        organization_id=run.organization_id,
        line=row.number,
        key=found.key,
        raw=list(row.cells),
        cleaned=found.values,
        errors=found.errors,
    )


def scope_of(run: ImportRun, actor: Actor) -> Scope:
    """Return whose import this is and what it may touch, with the rights of today."""
    everywhere, allowed = held_on(actor, EDIT_LISTING)
    if run.organization_id:
        everywhere = False
        allowed = allowed | {run.organization_id}
    return Scope(
        kind=KINDS[run.kind],
        source=run.source,
        organization=run.organization_id,
        everywhere=everywhere,
        allowed=frozenset(allowed),
        mapped=frozenset(run.columns.values()),
        erases=run.erases,
    )


def compare_records(run_id: UUID, *, by: Actor) -> None:
    """Give every record its verdict; afterwards the preview can be looked at."""
    with working_for(by):
        run = locked(ImportRun(pk=run_id))
        if run.state != ImportState.STAGED:
            return
        scope, counts = scope_of(run, by), Counter()
        total = StagedRow.objects.filter(run=run).count()
        seen: dict[UUID, int] = {}
        done = 0
        for batch in _batches(_groups(run)):
            records = [_record(scope, lines, counts) for lines in batch]
            COMPARE[scope.kind.listing]([one for one in records if one.values], scope)
            for record in records:
                _refuse_same_record(record, seen)
                counts[record.verdict] += 1
            storing.store_records(run, records)
            done += sum(len(lines) for lines in batch)
            progress.mark(run_id, done, total)
        counts[Verdict.REMOVE] += _stage_removals(run, scope, seen)
        run.counts = {verdict: number for verdict, number in counts.items() if number}
        move(run, ImportState.PREVIEWED, "counts")


def _batches(groups: Iterator) -> Iterator[list]:
    while batch := list(islice(groups, RECORDS)):
        yield batch


def _groups(run: ImportRun) -> Iterator[list[StagedRow]]:
    """The lines of each record together, read with a cursor on the server."""
    rows = StagedRow.objects.filter(run=run, line__isnull=False).defer("raw", "changes", "twin")
    lines = rows.order_by("key", "line").iterator(chunk_size=2_000)
    for _key, group in groupby(lines, key=lambda row: row.key):
        yield list(group)


def _record(scope: Scope, lines: list[StagedRow], counts: Counter) -> Record:
    """Join the lines of one record; where a card is there twice, the second line is wrong."""
    head, rest = lines[0], lines[1:]
    if scope.kind.listing == "card":
        for row in rest:
            text = _("Line %(line)s is the same service.") % {"line": head.line}
            storing.put(row, Verdict.ERROR, [*row.errors, _error(text)])
            counts[Verdict.ERROR] += 1
        lines, rest = [head], []
    values, contradictions = join(scope.kind, [(row.line, row.cleaned) for row in lines])
    wrong = {line: (name, text) for line, name, text in contradictions}
    for row in rest:
        errors = list(row.errors)
        if row.line in wrong:
            name, text = wrong[row.line]
            errors.append(_error(text, str(scope.kind.fields[name].label)))
        verdict = Verdict.ERROR if errors else Verdict.JOINED
        storing.put(row, verdict, errors, joins=head.line)
        counts[verdict] += 1
    errors = list(head.errors)
    if any(row.errors or row.line in wrong for row in rest):
        text = _("Another line of the same record is to be mended first.")
        errors.append(_error(text))
    return Record(head.key, head.line, values, errors)


def _error(text: str, column: str = "") -> dict[str, str]:
    return {"column": column, "value": "", "text": text}


def _refuse_same_record(record: Record, seen: dict[UUID, int]) -> None:
    """Two keys may lead to one record: by tax code in one line, by name in another."""
    if record.record_id is None:
        return
    earlier = seen.setdefault(record.record_id, record.line)
    if earlier != record.line and record.verdict != Verdict.ERROR:
        record.wrong(
            _("Line %(line)s is about the same one. Keep one of the two.") % {"line": earlier}
        )


def _stage_removals(run: ImportRun, scope: Scope, seen: dict[UUID, int]) -> int:
    """What the source does not have any more, when the file is said to be complete."""
    if not run.is_complete:
        return 0
    organizations = scope.allowed if run.organization_id else None
    gone = [
        StagedRow(
            run=run,
            organization_id=run.organization_id,
            verdict=Verdict.REMOVE,
            record_id=pk,
            owner_id=owner,
            title=name[:250],
        )
        for pk, name, owner in listings_of_source(scope.kind.listing, run.source, organizations)
        if pk not in seen
    ]
    StagedRow.objects.bulk_create(gone, batch_size=LINES)
    return len(gone)
