"""Sheets for one reader: which there are, one of them, and never an answer that is not theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from ponte.engines.questionnaires.answers import Problem
from ponte.engines.questionnaires.redact import (
    narrowed,
    visible_part,
    visible_spec,
    visible_unread,
    writable,
)
from ponte.engines.questionnaires.spec import Spec
from ponte.engines.questionnaires.visible import asked
from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.models import Document, Opportunity, Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.audiences import (
    WORKER_ALONE,
    Keys,
    keys_in,
    keys_of_opening,
    own_questions,
)
from ponte.pathways.permissions.matrix import DATA_OF, reads, writes
from ponte.pathways.queries import special
from ponte.pathways.rules import instruments
from ponte.pathways.rules.sheets import still_wanted
from ponte.pathways.states import OF_OPPORTUNITY, Completion, Instrument

# Read in the making by who writes the sheet and by the worker; by the others once it is complete.
_OWN = frozenset({"worker"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as one reader has it: questions and answers that they may see, no others."""

    document: Document
    spec: Spec
    keys: Keys
    answers: dict[str, Any]
    unread: dict[str, Any] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    may_answer: frozenset[str] = frozenset()
    wanted: tuple[Problem, ...] = ()
    wanted_elsewhere: int = 0
    is_whole: bool = False

    @property
    def is_open(self) -> bool:
        """Still being filled, and this reader may fill in something."""
        if self.document.instrument == Instrument.AGREEMENT:
            return False
        return self.document.state == Completion.DRAFT and bool(self.may_answer)

    @property
    def is_own_sitting(self) -> bool:
        """The worker's side answers, a question a screen: alone, or with the tutor beside."""
        return self.spec.one_at_a_time and self.keys.readers == WORKER_ALONE

    @property
    def to_answer(self) -> Spec:
        """The questions that this reader goes through, one after the other."""
        return narrowed(self.spec, self.may_answer)

    @property
    def is_outdated(self) -> bool:
        newest = instruments.newest(self.document.instrument)
        return newest is not None and newest.version > self.document.version


@dataclass(frozen=True, slots=True)
class Kind:
    """One instrument in the list: its sheets, and whether one may be begun."""

    instrument: Instrument
    sheets: list[Document]
    may_begin: bool
    can_be_compared: bool = False


def sheet_for(actor: Actor, pk: UUID, *, through: str = special.Interface.PAGE) -> Sheet:
    """Return one sheet; 404 where it is hidden, missing, or a note without questions."""
    found = Document.objects.select_related("pathway", "opportunity").filter(pk=pk).first()
    spec = instruments.spec_of(found.instrument, found.version) if found else None
    if not (actor.is_person or actor.beside) or found is None or spec is None:
        raise _missed(actor, pk)
    mine = permissions.roles_in(actor, found.pathway) if found.pathway else CaseRoles()
    outer = _keys(actor, found, mine)
    if not _is_shown(found, outer):
        raise _missed(actor, pk)
    answers = special.answers_of(found, by=actor, mine=mine, through=through)
    keys = _keys(actor, found, mine, answers, spec)
    return shown_with(found, spec, keys, answers, special.kept_unread(found))


def _missed(actor: Actor, pk: UUID) -> Http404:
    special.note_missed(pk, by=actor, of=Document)
    return Http404()


def _keys(actor, document: Document, mine: CaseRoles, answers=None, spec=None) -> Keys:
    if document.pathway is None:
        return keys_of_opening(actor, document.opportunity)
    told = {"shared_with": document.shared_with, "answers": answers, "spec": spec}
    return keys_in(mine, document.pathway, Instrument(document.instrument), **told)


def _is_shown(document: Document, keys: Keys) -> bool:
    is_done = document.state == Completion.COMPLETE
    if keys.together:
        return not is_done
    own = document.pathway_id is not None and bool(keys.readers & _OWN)
    return bool(keys.readers) and (is_done or bool(keys.write) or own)


def shown_with(document: Document, spec: Spec, keys: Keys, answers: dict, unread: dict) -> Sheet:
    """Return a sheet as far as these keys open it."""
    seen = visible_spec(spec, keys.read)
    if keys.together:
        seen = narrowed(seen, own_questions(spec))
    codes = {question.code for question in seen.questions}
    wanted = still_wanted(spec, answers, unread, timezone.localdate())
    return Sheet(
        document=document,
        spec=seen,
        keys=keys,
        answers=_of(codes, visible_part(spec, answers, keys.read)),
        unread=_of(codes, visible_unread(spec, answers, unread, keys.read)),
        asked=frozenset(q.code for q in asked(spec, answers)) & codes,
        may_answer=keys.may_answer(spec),
        wanted=tuple(one for one in wanted if one.question in codes),
        wanted_elsewhere=len({one.question for one in wanted if one.question not in codes}),
        is_whole=keys.sees_all(spec),
    )


def _of(codes: set[str], told: dict[str, Any]) -> dict[str, Any]:
    return {code: value for code, value in told.items() if code in codes}


def blank_sheet(actor: Actor, of: Pathway | Opportunity, instrument: Instrument) -> Spec:
    """Return the newest questions of a sheet as this reader may see them; 404 where none."""
    spec = instruments.newest(instrument)
    if spec is None or (instrument in OF_OPPORTUNITY) != isinstance(of, Opportunity):
        raise Http404
    seen = visible_spec(spec, _keys_for(actor, of, instrument).read)
    if not seen.sections:
        raise Http404
    return seen


def answerable(actor: Actor, of: Pathway | Opportunity, instrument: str) -> frozenset[str]:
    """Return the questions of a new sheet that the actor may answer."""
    spec = instruments.newest(instrument)
    keys = _keys_for(actor, of, Instrument(instrument))
    return keys.may_answer(spec) if spec else frozenset()


def _keys_for(actor: Actor, of: Pathway | Opportunity, instrument: Instrument) -> Keys:
    if isinstance(of, Opportunity):
        return keys_of_opening(actor, of)
    return keys_in(permissions.roles_in(actor, of), of, instrument)


def kinds_of_case(pathway: Pathway, mine: CaseRoles) -> list[Kind]:
    """Return the sheets of a case by instrument; two questions to the database."""
    found = list(Document.objects.filter(pathway=pathway).defer("answers", "unread"))
    kinds = []
    for instrument in Instrument:
        spec = instruments.newest(instrument)
        if instrument in OF_OPPORTUNITY or spec is None:
            continue
        mine_of_it = [
            one
            for one in found
            if one.instrument == instrument
            and _is_shown(one, keys_in(mine, pathway, instrument, shared_with=one.shared_with))
        ]
        may_write = writes(mine, pathway, DATA_OF[instrument]) and bool(
            writable(spec, keys_in(mine, pathway, instrument).write)
        )
        is_shown = may_write or mine_of_it or reads(mine, pathway, DATA_OF[instrument])
        if is_shown:
            kinds.append(_kind(instrument, mine_of_it, found, may_write))
    return kinds


def kinds_of_opening(actor: Actor, opening: Opportunity) -> list[Kind]:
    """Return the two sheets of an opening."""
    found = list(Document.objects.filter(opportunity=opening).defer("answers", "unread"))
    keys = keys_of_opening(actor, opening)
    seen = [one for one in found if _is_shown(one, keys)]
    return [
        _kind(one, [s for s in seen if s.instrument == one], found, bool(keys.write))
        for one in Instrument
        if one in OF_OPPORTUNITY
    ]


def sheets_of_offer(actor: Actor, opening: Opportunity) -> list[Sheet]:
    """Return the complete sheets of the opening of an own case, as the worker's side reads them."""
    done = Document.objects.filter(opportunity=opening, state=Completion.COMPLETE)
    keys = done.order_by("instrument", "created_at").values_list("pk", flat=True)
    return [sheet_for(actor, pk) for pk in keys]


def _kind(
    instrument: Instrument, sheets: list[Document], all_: Iterable[Document], may_write: bool
) -> Kind:
    begun = any(one.instrument == instrument for one in all_)
    repeated = instrument in instruments.REPEATED
    return Kind(
        instrument=instrument,
        sheets=sheets,
        may_begin=may_write and (repeated or not begun) and instrument != Instrument.AGREEMENT,
        can_be_compared=repeated and len(sheets) > 1,
    )


def others_of(sheet: Sheet, actor: Actor) -> list[Document]:
    """Return the other sheets of the same instrument that this reader sees, oldest first."""
    one = sheet.document
    same = Q(pathway=one.pathway) if one.pathway_id else Q(opportunity=one.opportunity)
    found = Document.objects.filter(same, instrument=one.instrument).exclude(pk=one.pk)
    mine = permissions.roles_in(actor, one.pathway) if one.pathway else CaseRoles()
    found = found.select_related("pathway", "opportunity").defer("answers", "unread")
    return [other for other in found if _is_shown(other, _keys(actor, other, mine))]
