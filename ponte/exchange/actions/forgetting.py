"""What is kept of an import, and for how long: the file and its lines go, the story stays."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from ponte.exchange.actions import files
from ponte.exchange.importers.acting import working_for
from ponte.exchange.models import ImportProgress, ImportRun, StagedRow
from ponte.exchange.states import OPEN, WORKING
from ponte.kit.actor import Actor

KEEP_CLOSED, KEEP_OPEN = timedelta(days=30), timedelta(days=90)
QUIET = timedelta(minutes=2)


def interrupted() -> list[tuple[UUID, str]]:
    """Return the imports at work that have shown no sign of life for a while."""
    with working_for(Actor.job("exchange.resume")):
        quiet = timezone.now() - QUIET
        lively = ImportProgress.objects.filter(at__gt=quiet).values("run_id")
        found = ImportRun.objects.filter(state__in=WORKING, changed_at__lt=quiet)
        return list(found.exclude(pk__in=lively).order_by("pk").values_list("pk", "state"))


def forget_old(now: datetime, *, by: Actor) -> int:
    """Delete the files and lines of imports that are over, and of those left lying."""
    with working_for(by):
        runs = ImportRun.objects.filter(forgotten_at__isnull=True)
        closed = runs.exclude(state__in=OPEN).filter(changed_at__lt=now - KEEP_CLOSED)
        left = runs.filter(state__in=OPEN, changed_at__lt=now - KEEP_OPEN)
        count = 0
        for run in [*closed, *left]:
            files.delete(run)
            StagedRow.objects.filter(run=run).update(raw=[], changes=[], errors=[], twin={})
            run.file_key, run.samples, run.forgotten_at = "", [], now
            run.save(update_fields=["file_key", "samples", "forgotten_at"])
            count += 1
    known = set(_known_keys(by))
    for path in files.folder().iterdir():
        if path.name not in known and path.stat().st_mtime < (now - KEEP_CLOSED).timestamp():
            path.unlink()
    return count


def _known_keys(by: Actor) -> list[str]:
    with working_for(by):
        return list(ImportRun.objects.exclude(file_key="").values_list("file_key", flat=True))
