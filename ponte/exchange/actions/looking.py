"""Opening a file that is too large to be opened while somebody waits for a page."""

from uuid import UUID

from django.utils import translation

from ponte.exchange.actions import files
from ponte.exchange.actions.uploading import DESCRIBED, describe
from ponte.exchange.importers import storing
from ponte.exchange.importers.acting import started_by, working_for
from ponte.exchange.models import ImportRun
from ponte.exchange.states import ImportState
from ponte.kit.spreadsheets import Unreadable, open_table


def look_at_file(run_id: UUID) -> bool:
    """Read the names of the columns; called again after an interruption it does it again.

    False where another worker holds the import: ask again later.
    """
    actor = started_by(run_id)
    with translation.override(actor.language), storing.alone(run_id) as may_work:
        if not may_work:
            return False
        with working_for(actor):
            run = ImportRun.objects.get(pk=run_id)
        if run.state != ImportState.RECEIVED:
            return True
        try:
            table = open_table(files.path_of(run.file_key))
            with working_for(actor):
                run = storing.locked(run)
                describe(run, table)
                storing.move(run, ImportState.UPLOADED, *DESCRIBED)
        except Unreadable as unreadable:
            storing.fail(run_id, actor, str(unreadable))
    return True
