"""Taking a file in: it is kept, looked at, and refused in words when it cannot be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ponte.exchange import permissions
from ponte.exchange.actions import files
from ponte.exchange.importers.fields import guess
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.models import ImportRun, SavedMapping
from ponte.exchange.states import ImportState
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record
from ponte.kit.limits.allow import allow
from ponte.kit.spreadsheets import Table, open_table, save_upload, size_inside

SAMPLES = 3
UPLOADS, A_DAY = 100, 86_400  # files that one person may send in a day
OPENED_AT_ONCE = 8 * 1024 * 1024  # bytes inside; opening them takes less than a second
DESCRIBED = ("header", "samples", "columns", "notes")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the lines come from, of which day, and what the importer says of them.

    `is_complete`: what the source has no more is to leave the results. `erases`: an empty cell
    empties the field. `confirms`: the importer says that all of it is right today.
    """

    source: str
    source_date: date
    is_complete: bool = False
    erases: bool = False
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes: its name and its bytes, piece by piece."""

    name: str
    chunks: Iterable[bytes]


def upload_file(
    *, kind: str, upload: Upload, origin: Origin, organization_id: UUID | None, by: Actor
) -> ImportRun:
    """Keep the file and open an import for it; a file that cannot be read leaves nothing.

    A large one is opened by a job, not while somebody waits for a page.
    """
    permissions.require_import(by, organization_id)
    if kind not in KINDS:
        raise RuleBroken(_("Choose what the lines are about."), field="kind")
    if origin.source_date > timezone.localdate():
        raise RuleBroken(_("This day is still to come."), field="source_date")
    if not origin.source.strip():
        raise RuleBroken(_("Say where the lines come from."), field="source")
    _count(by)
    key = files.new_key()
    path = files.path_of(key)
    size, digest = save_upload(upload.chunks, path)
    try:
        table = open_table(path) if size_inside(path) <= OPENED_AT_ONCE else None
        return _open_run(kind, upload.name, origin, organization_id, by, key, size, digest, table)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _count(by: Actor) -> None:
    """One more file of this person today; jobs and the command line are nobody's finger."""
    if by.is_person and not allow("import.upload", str(by.id), limit=UPLOADS, seconds=A_DAY):
        raise RuleBroken(
            _("You have sent as many files as one person may in a day. Go on tomorrow."),
            field="file",
        )


@transaction.atomic
def _open_run(kind, name, origin, organization_id, by, key, size, digest, table) -> ImportRun:
    run = ImportRun(
        state=ImportState.UPLOADED if table else ImportState.RECEIVED,
        kind=kind,
        organization_id=organization_id,
        language=by.language,
        actor_kind=by.kind.value,
        actor_id=by.id,
        actor_name=by.name[:200],
        file_name=_plain_name(name),
        file_key=key,
        file_digest=digest,
        file_size=size,
        source=" ".join(origin.source.split())[:200],
        source_date=origin.source_date,
        is_complete=origin.is_complete,
        erases=origin.erases,
        confirms=origin.confirms and organization_id is not None,
    )
    if table:
        describe(run, table)
    run.save(force_insert=True)
    record(by=by, what="import.uploaded", on=run, organization=organization_id, kind=kind)
    if not table:
        app.configure_task("exchange.look_at_file").defer(run_id=str(run.pk))
    return run


def describe(run: ImportRun, table: Table) -> None:
    """Note what a file's first lines say: its columns, examples, and what they may mean."""
    run.header = list(table.header)
    run.samples = [row.cells for row in islice(table.rows(), SAMPLES)]
    known = _remembered(run.kind, run.organization_id, run.header)
    run.columns = known or guess(KINDS[run.kind], run.header)
    run.notes = notes_of(table, run.file_digest, run.organization_id)


def _plain_name(name: str) -> str:
    """The file's own name, without folders and signs that no page should show."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in plain if sign.isprintable())[-200:] or "file"


def _remembered(kind: str, organization_id: UUID | None, header: list[str]) -> dict[str, str]:
    """The newest choices, saved or of the last import, whose columns are all in this file."""
    mine = {"kind": kind, "organization_id": organization_id}
    saved = SavedMapping.objects.filter(**mine).order_by("-saved_at", "-id")[:50]
    last = ImportRun.objects.filter(**mine).exclude(state=ImportState.UPLOADED)[:10]
    known = KINDS[kind].fields
    for one in [*saved, *last]:
        if one.columns and set(one.columns) <= set(header):
            return {column: name for column, name in one.columns.items() if name in known}
    return {}


def notes_of(table: Table, digest: str, organization_id: UUID | None) -> list[str]:
    """Facts about the file that its importer should know before going on."""
    notes = []
    if table.encoding == "cp1252":
        notes.append(
            _("The file is in an older Windows encoding. Look at the accented letters below.")
        )
    if table.header_line > 1:
        notes.append(
            _("The names of the columns were found in line %(line)s; the lines above are skipped.")
            % {"line": table.header_line}
        )
    if table.doubled:
        notes.append(
            _("These columns have the same name and got a number: %(names)s.")
            % {"names": ", ".join(table.doubled)}
        )
    if table.sheet:
        notes.append(_("Only the first sheet is read: “%(name)s”.") % {"name": table.sheet})
    same = ImportRun.objects.filter(
        file_digest=digest, organization_id=organization_id, state=ImportState.APPLIED
    ).first()
    if same:
        notes.append(
            _("The very same file was applied before. Importing it again changes nothing.")
        )
    return notes
