"""Scans of sheets filled on paper, sheets obtained elsewhere, files that answer a question."""

import hashlib
from base64 import b64encode
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.pathways.actions.documents import locked_sheet, noted_sheet, require_writer
from ponte.pathways.models import Document, SheetFile
from ponte.pathways.rules.scans import MOST_BYTES, TOO_LARGE, media_of, plain_name
from ponte.pathways.states import FileOrigin, Instrument


@transaction.atomic
def attach_file(
    *,
    document: Document,
    origin: str,
    name: str,
    content: bytes,
    by: Actor,
    question: str = "",
    obtained_on: date | None = None,
) -> SheetFile:
    """Keep a file with a sheet, sealed; whoever writes the sheet may add one."""
    locked = locked_sheet(document, by)
    of = locked.pathway or locked.opportunity
    require_writer(of, Instrument(locked.instrument), by)
    media = media_of(content[:16])
    if not media:
        raise RuleBroken(_("This is no PDF, JPEG or PNG file."), field="file")
    if len(content) > MOST_BYTES:
        raise RuleBroken(str(TOO_LARGE), field="file")
    if obtained_on is not None and obtained_on > timezone.localdate():
        raise RuleBroken(_("This day has not come yet."), field="obtained_on")
    made = SheetFile(
        document=locked,
        office_id=locked.office_id,
        origin=FileOrigin(origin),
        question=question,
        obtained_on=obtained_on,
        media=media,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        name=plain_name(name, media),
        content=b64encode(content).decode("ascii"),
        added_by_id=by.id,
    )
    made.save(force_insert=True)
    noted_sheet(by, "sheet.file_added", locked, origin=made.origin, digest=made.digest)
    return made
