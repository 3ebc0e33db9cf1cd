"""The worker's diary: written in a minute, read by whom the worker chooses, page by page."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.ids import uuid7
from ponte.pathways import permissions
from ponte.pathways.actions.moving import begun, noted
from ponte.pathways.models import Document, Pathway
from ponte.pathways.queries.special import kept_answers
from ponte.pathways.rules.logbook import READERS, TEXTS, lacking_in_page
from ponte.pathways.rules.reasons import require_ready
from ponte.pathways.states import Completion, Instrument


@transaction.atomic
def write_logbook(
    *,
    pathway: Pathway,
    told: Mapping[str, object],
    by: Actor,
    readers: Collection[str] = (),
    day: date | None = None,
    client_id: UUID | None = None,
) -> UUID:
    """Keep a page under the identifier of who wrote it, so that sent twice it is there once.

    In an assisted session nobody but the worker reads it: whom to let read is a choice for later.
    """
    locked = begun(pathway, "write_logbook", by=by)
    key, day = client_id or uuid7(), day or timezone.localdate()
    answers = {name: said for name, said in told.items() if said} | {"day": day.isoformat()}
    require_ready(lacking_in_page(answers, day, timezone.localdate()))
    if by.beside:
        readers = ()
    page = Document(
        id=key,
        pathway=locked,
        office_id=locked.office_id,
        instrument=Instrument.LOGBOOK,
        held_on=day,
        state=Completion.COMPLETE,
        completed_at=timezone.now(),
        answers={**_cut(answers), "readers": sorted(readers)},
        shared_with=_roles(readers),
        author_id=by.id,
    )
    if _added(page):
        noted(by, "logbook_entry", locked)
    return key


def _added(page: Document) -> bool:
    """Say whether it was not there yet; whoever writes may not be let read it back."""
    try:
        with transaction.atomic():
            page.save(force_insert=True)
    except IntegrityError:
        found = Document.objects.filter(pk=page.pk, pathway_id=page.pathway_id).first()
        if found and kept_answers(found) != kept_answers(page):
            raise RuleBroken(
                _("This page was sent before and says something else. Look at both.")
            ) from None
        return False
    return True


def _cut(answers: Mapping[str, object]) -> dict:
    return {name: said[:2000] if name in TEXTS else said for name, said in answers.items()}


@transaction.atomic
def share_logbook(*, page: Document, readers: Collection[str], by: Actor) -> Document:
    """The worker lets somebody read a page, or takes it back; today, or a year later."""
    found = Document.objects.select_for_update(of=("self",)).filter(
        pk=page.pk, instrument=Instrument.LOGBOOK
    )
    locked = found.select_related("pathway").first() if by.is_person else None
    if locked is None or not permissions.roles_in(by, locked.pathway).is_own_word("share_logbook"):
        raise Refused("pathways.share_logbook")
    locked.shared_with = _roles(readers)
    locked.save(update_fields=["shared_with"])
    noted(by, "sheet.shared", locked.pathway, sheet=str(locked.pk), recipients=locked.shared_with)
    return locked


def _roles(readers: Collection[str]) -> list[str]:
    if set(readers) - set(READERS):
        raise RuleBroken(_("Choose from the list."), field="readers")
    return sorted({READERS[one] for one in readers})
