"""The sheets of a case: saved step by step, completed once, shared as the worker chooses."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.models import Document, Opportunity, Pathway
from ponte.pathways.permissions.matrix import DATA_OF, writes
from ponte.pathways.queries.special import kept_answers
from ponte.pathways.states import (
    OF_OPPORTUNITY,
    CaseRoleKind,
    Completion,
    Instrument,
    Occasion,
)

SHARED_WITH = {CaseRoleKind.TUTOR, CaseRoleKind.OFFICER, CaseRoleKind.SERVICE} | {
    CaseRoleKind.REFERENT
}


@transaction.atomic
def save_document(
    *,
    of: Pathway | Opportunity,
    instrument: str,
    answers: Mapping,
    by: Actor,
    document: Document | None = None,
    revision: int | None = None,
    occasion: str = Occasion.ONCE,
    held_on: date | None = None,
    version: int = 1,
) -> Document:
    """Keep the answers given so far beside those given before; nothing is asked to be whole."""
    instrument = Instrument(instrument)
    _require_writer(of, instrument, by)
    if document is None:
        return _begun(of, instrument, answers, by, occasion, held_on, version)
    locked = _locked(document, by)
    if locked.instrument != instrument or _thing(locked) != of.pk:
        raise RuleBroken(_("This sheet belongs to another case."))
    _check_open(locked, revision)
    locked.answers = {**kept_answers(locked), **answers}
    locked.held_on = held_on or locked.held_on
    locked.revision, locked.saved_at = locked.revision + 1, timezone.now()
    locked.save(update_fields=["answers", "held_on", "revision", "saved_at"])
    return locked


def _begun(of, instrument, answers, by, occasion, held_on, version) -> Document:
    made = Document(
        pathway=of if isinstance(of, Pathway) else None,
        opportunity=of if isinstance(of, Opportunity) else None,
        office_id=of.office_id,
        instrument=instrument,
        version=version,
        occasion=Occasion(occasion),
        held_on=held_on,
        answers=dict(answers),
        author_id=by.id,
    )
    made.save(force_insert=True)
    _noted(by, "sheet.begun", made)
    return made


@transaction.atomic
def complete_document(*, document: Document, by: Actor) -> Document:
    """Say that a sheet is whole; from then on it is read, not written."""
    locked = _locked(document, by)
    _require_writer(locked.pathway or locked.opportunity, Instrument(locked.instrument), by)
    _check_open(locked, None)
    if not kept_answers(locked):
        raise RuleBroken(_("An empty sheet cannot be complete."))
    locked.state, locked.completed_at = Completion.COMPLETE, timezone.now()
    locked.save(update_fields=["state", "completed_at"])
    _noted(by, "sheet.completed", locked)
    return locked


@transaction.atomic
def share_document(*, document: Document, recipients: Collection[str], by: Actor) -> Document:
    """The worker chooses who else reads one sheet; leaving somebody out takes it back."""
    locked = _locked(document, by)
    if locked.pathway is None:
        raise Refused("pathways.share_document")
    own = {CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE}
    if not permissions.roles_in(by, locked.pathway).roles & own:
        raise Refused("pathways.share_document")
    chosen = {CaseRoleKind(one) for one in recipients}
    if chosen - SHARED_WITH:
        raise RuleBroken(_("This sheet cannot be shared with them."), field="recipients")
    locked.shared_with = sorted(one.value for one in chosen)
    locked.save(update_fields=["shared_with"])
    _noted(by, "sheet.shared", locked, recipients=locked.shared_with)
    return locked


def _require_writer(of: Pathway | Opportunity, instrument: Instrument, by: Actor) -> None:
    if not by.is_person:
        raise Refused("pathways.save_document")
    if isinstance(of, Opportunity):
        if instrument not in OF_OPPORTUNITY:
            raise RuleBroken(_("This sheet belongs to a case."), field="instrument")
        bodies = (of.office_id, of.searched_by_id)
        if not permissions.holds(by, permissions.SEARCH_COMPANIES, *bodies):
            permissions.require(by, permissions.SIGN_FOR_COMPANY, of.company_id)
        return
    if instrument in OF_OPPORTUNITY:
        raise RuleBroken(_("This sheet belongs to an opening."), field="instrument")
    if not writes(permissions.roles_in(by, of), of, DATA_OF[instrument]):
        raise Refused("pathways.save_document")


def _locked(document: Document, by: Actor) -> Document:
    found = Document.objects.select_for_update(of=("self",)).filter(pk=document.pk)
    locked = found.select_related("pathway", "opportunity").first() if by.is_person else None
    if locked is None:
        raise Refused("pathways.save_document")
    return locked


def _check_open(document: Document, revision: int | None) -> None:
    if document.state == Completion.COMPLETE:
        raise RuleBroken(_("This sheet is complete. Begin a new one to add to it."))
    if revision is not None and revision != document.revision:
        raise RuleBroken(_("Somebody else has saved this sheet meanwhile. Look at both."))


def _thing(document: Document) -> UUID:
    return document.pathway_id or document.opportunity_id


def _noted(by: Actor, what: str, document: Document, **facts) -> None:
    on = document.pathway or document.opportunity
    sheet = {"sheet": str(document.pk), "instrument": document.instrument}
    record(by=by, what=what, on=on, organization=document.office_id, **sheet, **facts)
