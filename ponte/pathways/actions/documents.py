"""The sheets of a case: saved step by step, completed once, shared as the worker chooses."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ponte.engines.questionnaires import validate
from ponte.engines.questionnaires.spec import Spec
from ponte.engines.questionnaires.versions import carry
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.actions.appointed import require_own_yes
from ponte.pathways.actions.clock import keep_clock
from ponte.pathways.actions.consents import agreed_readers, register_from_sheet
from ponte.pathways.models import Document, Opportunity, Pathway
from ponte.pathways.permissions.audiences import Keys, keys_in, keys_of_opening
from ponte.pathways.permissions.matrix import DATA_OF, writes
from ponte.pathways.queries.adhesion import decide_together
from ponte.pathways.queries.plans import aims_of
from ponte.pathways.queries.special import kept_answers, kept_unread
from ponte.pathways.rules import instruments
from ponte.pathways.rules.profiles import asked_by_sheet
from ponte.pathways.rules.sheets import not_more_than, shared_by_answers, still_wanted
from ponte.pathways.states import (
    OF_OPPORTUNITY,
    OPENING_EDITABLE,
    CaseRoleKind,
    Completion,
    FileOrigin,
    Instrument,
    Occasion,
)

SHARED_WITH = {CaseRoleKind.TUTOR, CaseRoleKind.OFFICER, CaseRoleKind.SERVICE} | {
    CaseRoleKind.REFERENT
}
WRITTEN_BY_SIGNING = gettext_lazy(
    "This sheet is the agreement itself: it is written and changed on the agreement's own page."
)
_SAVED = ("answers", "unread", "held_on", "revision", "saved_at", "shared_with")


@transaction.atomic
def save_document(
    *,
    of: Pathway | Opportunity,
    instrument: str,
    answers: Mapping[str, Any],
    by: Actor,
    document: Document | None = None,
    revision: int | None = None,
    occasion: str = Occasion.ONCE,
    held_on: date | None = None,
    version: int | None = None,
) -> Document:
    """Keep the answers given so far beside those given before; nothing is asked to be whole.

    What cannot be read is kept as it was typed, apart. Only questions that the actor may answer
    are taken: one other question refuses them all.
    """
    instrument = Instrument(instrument)
    keys = require_writer(of, instrument, by, beside=document is not None)
    _check_by_hand(instrument)
    if document is None:
        document = _begun(of, instrument, by, occasion, held_on, version)
    else:
        document = locked_sheet(document, by)
        if document.instrument != instrument or _thing(document) != of.pk:
            raise RuleBroken(_("This sheet belongs to another case."))
        _check_open(document, revision)
        document.revision += 1
    _take(document, answers, keys)
    document.held_on, document.saved_at = held_on or document.held_on, timezone.now()
    if document._state.adding:
        document.save(force_insert=True)
        noted_sheet(by, "sheet.begun", document)
    else:
        document.save(update_fields=_SAVED)
    if answers and by.beside:
        noted_sheet(by, "sheet.answered_together", document, questions=sorted(answers))
    if answers:
        keep_clock(document, by=by)
        register_from_sheet(document=document, given=answers, by=by)
    return document


def _check_by_hand(instrument: str) -> None:
    if instrument == Instrument.AGREEMENT:
        raise RuleBroken(str(WRITTEN_BY_SIGNING))


def _begun(of, instrument, by, occasion, held_on, version) -> Document:
    newest = instruments.newest(instrument)
    return Document(
        pathway=of if isinstance(of, Pathway) else None,
        opportunity=of if isinstance(of, Opportunity) else None,
        office_id=of.office_id,
        instrument=instrument,
        version=version or (newest.version if newest else 1),
        occasion=Occasion(occasion),
        held_on=held_on,
        answers={},
        author_id=by.id,
    )


def _take(document: Document, given: Mapping[str, Any], keys: Keys) -> None:
    """Put what was given over what was there; a consent decides at once who else reads."""
    spec = instruments.spec_of(document.instrument, document.version)
    before = {} if document._state.adding else kept_answers(document)
    if spec is None:
        document.answers = {**before, **given}
        return
    if {code for code in given if code in spec.by_code} - keys.may_answer(spec):
        raise Refused("pathways.save_document")
    needs_two = _needs_two(document, given, spec)
    if needs_two:
        given = not_more_than(before, given, document.shared_with)
    unread = {} if document._state.adding else kept_unread(document)
    saved = validate.save(spec, given, answers=before, unread=unread, today=timezone.localdate())
    document.answers, document.unread = saved.answers, saved.unread
    shared = shared_by_answers(spec, given, saved.answers, document.shared_with)
    if needs_two:  # half a yes opens nothing; a no shuts at once
        shared = sorted(set(shared) & set(document.shared_with))
    document.shared_with = shared


def _needs_two(document: Document, given: Mapping[str, Any], spec: Spec) -> bool:
    """Say whether these answers hold a yes that counts only with somebody else's.

    A yes among the answers of an assessment counts as any other yes.
    """
    if document.pathway_id is None or document.instrument != Instrument.SKILLS_ASSESSMENT:
        return False
    if not any(code in spec.by_code and spec.by_code[code].consent for code in given):
        return False
    return decide_together(document.pathway.worker_id)


@transaction.atomic
def complete_document(*, document: Document, by: Actor) -> Document:
    """Say that a sheet is whole; from then on it is read, not written."""
    locked = locked_sheet(document, by)
    require_writer(locked.pathway or locked.opportunity, Instrument(locked.instrument), by)
    _check_open(locked, None)
    _check_whole(locked)
    locked.state, locked.completed_at = Completion.COMPLETE, timezone.now()
    locked.shared_with = agreed_readers(locked)
    locked.save(update_fields=["state", "completed_at", "shared_with"])
    noted_sheet(by, "sheet.completed", locked)
    _note_happened(locked, by)
    return locked


def _note_happened(document: Document, by: Actor) -> None:
    """What has a name of its own in the procedure: an observation, a plan written anew."""
    if document.instrument == Instrument.OBSERVATION:
        noted_sheet(by, "observation.recorded", document, occasion=document.occasion)
    if document.instrument == Instrument.JOB_PROFILE:
        _feed_demand(document, by)
    plans = Document.objects.filter(
        pathway=document.pathway_id, instrument=Instrument.PLAN, state=Completion.COMPLETE
    )
    if document.instrument == Instrument.PLAN and plans.exclude(pk=document.pk).exists():
        noted_sheet(by, "plan.revised", document)


def _feed_demand(document: Document, by: Actor) -> None:
    """What the job profile asks stands in the opening, beside what was written there before."""
    opening = Opportunity.objects.select_for_update(of=("self",)).get(pk=document.opportunity_id)
    asked = {**asked_by_sheet(kept_answers(document)), **opening.demand}
    if opening.state in OPENING_EDITABLE and asked != opening.demand:
        opening.demand = asked
        opening.save(update_fields=["demand"])
        record(by=by, what="profile.taken_from_sheet", on=opening, organization=opening.office_id)


def _check_whole(document: Document) -> None:
    """Every answer that is wanted is there, or the sheet itself on paper."""
    spec = instruments.spec_of(document.instrument, document.version)
    answers = kept_answers(document)
    if document.instrument == Instrument.FINAL_REPORT and not document.files.exists():
        _check_scored(document.pathway_id, answers)
    if spec is None and not answers:
        raise RuleBroken(_("An empty sheet cannot be complete."))
    wanted = still_wanted(spec, answers, kept_unread(document), timezone.localdate())
    if wanted and not document.files.exclude(origin=FileOrigin.ANSWER).exists():
        number = len({one.question for one in wanted})
        sentence = ngettext(
            "One question still needs an answer, or a better one.",
            "%(number)s questions still need an answer, or a better one.",
            number,
        )
        raise RuleBroken(sentence % {"number": number})


def _check_scored(pathway: UUID, answers: Mapping[str, Any]) -> None:
    """Every objective that the plan has set is among those scored."""
    scored = {str(row.get("objective", "")).strip() for row in answers.get("objective_scores", ())}
    for aim in aims_of(pathway):
        if aim not in scored:
            raise RuleBroken(_("The plan's objective has no score yet: %(aim)s") % {"aim": aim})


@transaction.atomic
def renew_document(*, document: Document, by: Actor) -> Document:
    """Bring a sheet to the newest version of its questions; a complete one stays, beside it.

    Consents are asked again: a yes was said to the sheet as it was then.
    """
    locked = locked_sheet(document, by)
    of = locked.pathway or locked.opportunity
    require_writer(of, Instrument(locked.instrument), by)
    _check_by_hand(locked.instrument)
    old = instruments.spec_of(locked.instrument, locked.version)
    new = instruments.newest(locked.instrument)
    if old is None or new is None:
        raise RuleBroken(_("This sheet has no questions to bring over."))
    carried = carry(old, new, kept_answers(locked)).answers
    if locked.state == Completion.DRAFT:
        if old.version == new.version:
            raise RuleBroken(_("This sheet already asks the newest questions."))
        locked.version, locked.answers = new.version, carried
        locked.revision, locked.saved_at = locked.revision + 1, timezone.now()
        locked.save(update_fields=[*_SAVED, "version"])
    else:
        locked = _begun(of, locked.instrument, by, Occasion.ONCE, None, None)
        locked.answers = {k: v for k, v in carried.items() if not new.by_code[k].consent}
        locked.save(force_insert=True)
    noted_sheet(by, "sheet.renewed", locked, version=locked.version)
    return locked


@transaction.atomic
def share_document(*, document: Document, recipients: Collection[str], by: Actor) -> Document:
    """The worker chooses who else reads one sheet; leaving somebody out takes it back."""
    locked = locked_sheet(document, by)
    if locked.pathway is None:
        raise Refused("pathways.share_document")
    if not permissions.roles_in(by, locked.pathway).is_own_word("share_document"):
        raise Refused("pathways.share_document")
    chosen = {CaseRoleKind(one) for one in recipients}
    if chosen - SHARED_WITH:
        raise RuleBroken(_("This sheet cannot be shared with them."), field="recipients")
    if chosen - set(locked.shared_with) and locked.instrument != Instrument.LOGBOOK:
        require_own_yes(locked.pathway.worker_id)
    locked.shared_with = sorted(one.value for one in chosen)
    locked.save(update_fields=["shared_with"])
    noted_sheet(by, "sheet.shared", locked, recipients=locked.shared_with)
    return locked


def require_writer(
    of: Pathway | Opportunity, instrument: Instrument, by: Actor, *, beside: bool = False
) -> Keys:
    """Return the keys of who writes a kind of sheet; refuse whoever does not.

    `beside` lets in worker and tutor on one device: to answer what was begun, not to close it.
    """
    if not by.is_person and not (beside and by.beside):
        raise Refused("pathways.save_document")
    if isinstance(of, Opportunity):
        if instrument not in OF_OPPORTUNITY:
            raise RuleBroken(_("This sheet belongs to a case."), field="instrument")
        bodies = (of.office_id, of.searched_by_id)
        if not permissions.holds(by, permissions.SEARCH_COMPANIES, *bodies):
            permissions.require(by, permissions.SIGN_FOR_COMPANY, of.company_id)
        return keys_of_opening(by, of)
    if instrument in OF_OPPORTUNITY:
        raise RuleBroken(_("This sheet belongs to an opening."), field="instrument")
    mine = permissions.roles_in(by, of)
    if not writes(mine, of, DATA_OF[instrument]):
        raise Refused("pathways.save_document")
    return keys_in(mine, of, instrument)


def locked_sheet(document: Document, by: Actor) -> Document:
    """Take a sheet to change it; hidden and missing are refused alike."""
    found = Document.objects.select_for_update(of=("self",)).filter(pk=document.pk)
    may = by.is_person or by.beside
    locked = found.select_related("pathway", "opportunity").first() if may else None
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


def noted_sheet(by: Actor, what: str, document: Document, **facts) -> None:
    """Write into the journal what happened to a sheet: identifiers and numbers only."""
    on = document.pathway or document.opportunity
    sheet = {"sheet": str(document.pk), "instrument": document.instrument}
    record(by=by, what=what, on=on, organization=document.office_id, **sheet, **facts)
