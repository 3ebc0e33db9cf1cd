"""Imports, as the people who may import see them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from ponte.exchange.models import ImportProgress, ImportRun, SavedMapping
from ponte.exchange.permissions import require_any, visible_to
from ponte.exchange.states import WORKING
from ponte.exchange.states import ImportState as S
from ponte.kit.actor import Actor


def runs_for(actor: Actor) -> QuerySet[ImportRun]:
    """Return the imports the actor may see, newest first."""
    return ImportRun.objects.filter(visible_to(actor)).select_related("organization")


SORTS = {
    "newest": ("-uploaded_at", "-id"),
    "oldest": ("uploaded_at", "id"),
    "name": ("file_name", "-uploaded_at", "-id"),
    "source_date": ("-source_date", "-uploaded_at", "-id"),
}
# States as people ask for them: several steps of the machine are one answer to them.
STATES = {
    "waiting": (S.UPLOADED, S.PREVIEWED),
    "working": tuple(sorted(WORKING)),
    "applied": (S.APPLIED,),
    "failed": (S.FAILED,),
    "over": (S.CANCELLED, S.UNDONE),
}


def runs_listed(
    actor: Actor, *, words: str = "", kind: str = "", state: str = "", sort: str = "newest"
) -> QuerySet[ImportRun]:
    """Return the imports of who may import, narrowed and sorted."""
    require_any(actor)
    found = runs_for(actor).order_by(*SORTS.get(sort, SORTS["newest"]))
    if kind:
        found = found.filter(kind=kind)
    if state in STATES:
        found = found.filter(state__in=STATES[state])
    if words:
        found = found.filter(
            Q(file_name__icontains=words)
            | Q(source__icontains=words)
            | Q(organization__name__icontains=words)
        )
    return found


def run_for(actor: Actor, pk: UUID) -> ImportRun:
    """The only way from an address to an import: hidden and missing look alike."""
    found = runs_for(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come; `total` is 0 while nobody knows how much there is."""

    done: int = 0
    total: int = 0


def progress_of(run: ImportRun) -> Progress:
    """Return the last checkpoint of an import's job."""
    found = ImportProgress.objects.filter(run_id=run.pk).first()
    return Progress(found.done, found.total) if found else Progress()


def mappings_for(run: ImportRun) -> QuerySet[SavedMapping]:
    """Return the saved mappings that could serve this import."""
    return SavedMapping.objects.filter(kind=run.kind, organization_id=run.organization_id)
