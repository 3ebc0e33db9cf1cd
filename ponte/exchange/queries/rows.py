"""The lines of an import: those to apply, and those of one verdict to look at."""

from django.db.models import Q, QuerySet

from ponte.exchange.models import ImportRun, StagedRow
from ponte.exchange.states import ASKED, Verdict

WRITES = (Verdict.ADD, Verdict.CHANGE, Verdict.REMOVE)


def to_apply(run: ImportRun) -> QuerySet[StagedRow]:
    """Return the records that applying would write, in the order of the file."""
    wanted = Q(verdict__in=WRITES) | Q(verdict__in=ASKED, accepted=True)
    return StagedRow.objects.filter(wanted, run=run).order_by("line", "id")


def rows_of(run: ImportRun, verdict: str = "") -> QuerySet[StagedRow]:
    """Return the lines of an import, all or of one verdict."""
    found = StagedRow.objects.filter(run=run).order_by("line", "id")
    return found.filter(verdict=verdict) if verdict else found
