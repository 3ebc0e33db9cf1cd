"""Imports, as the people who may import see them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from ponte.exchange.models import ImportProgress, ImportRun, SavedMapping
from ponte.exchange.permissions import visible_to
from ponte.kit.actor import Actor


def runs_for(actor: Actor) -> QuerySet[ImportRun]:
    """Return the imports the actor may see, newest first."""
    return ImportRun.objects.filter(visible_to(actor)).select_related("organization")


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
