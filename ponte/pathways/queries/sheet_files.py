"""Files of a sheet: only for who reads the whole sheet, for a scan hides no question."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from ponte.kit.actor import Actor
from ponte.pathways.models import SheetFile
from ponte.pathways.queries import special
from ponte.pathways.queries.sheets import Sheet, sheet_for
from ponte.pathways.states import FileOrigin


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as the page lists it."""

    id: UUID
    name: str
    origin: str
    obtained_on: date | None
    size: int
    added_on: date


def files_of(sheet: Sheet) -> list[Kept]:
    """Return the files of a sheet that its reader may open."""
    found = SheetFile.objects.filter(document=sheet.document).defer("content")
    seen = [one for one in found if _may_open(one, sheet)]
    names = special.names_of_files(seen)
    return [
        Kept(
            id=one.pk,
            name=names[one.pk],
            origin=one.get_origin_display(),
            obtained_on=one.obtained_on,
            size=one.size,
            added_on=one.added_at.date(),
        )
        for one in seen
    ]


def _may_open(file: SheetFile, sheet: Sheet) -> bool:
    """An answer that is a file follows its question; a scan needs the whole sheet."""
    if file.origin == FileOrigin.ANSWER:
        answer = sheet.answers.get(file.question) or {}
        return isinstance(answer, dict) and answer.get("file") == str(file.pk)
    return sheet.is_whole


def file_for(actor: Actor, sheet: UUID, pk: UUID) -> tuple[SheetFile, str, bytes]:
    """Return a file with its name and content; 404 where it is hidden or missing."""
    reader = sheet_for(actor, sheet, through=special.Interface.EXPORT)
    found = SheetFile.objects.filter(pk=pk, document_id=sheet).first()
    if found is None or not _may_open(found, reader):
        raise Http404
    return found, *special.opened_file(found)
