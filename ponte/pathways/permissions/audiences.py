"""Which audience keys of a sheet an actor holds: role, state of the case, the worker's consent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ponte.engines.questionnaires.conditions import named
from ponte.engines.questionnaires.redact import keys as keys_of
from ponte.engines.questionnaires.redact import writable
from ponte.engines.questionnaires.spec import Kind, Privacy, Question, Spec, Voice
from ponte.kit.actor import Actor
from ponte.pathways.models import CaseRole, Opportunity, Pathway
from ponte.pathways.permissions import holding
from ponte.pathways.permissions.cases import (
    OF_COMPANY,
    SHEETS_IN_ASSISTED,
    CaseRoles,
    roles_in,
)
from ponte.pathways.permissions.matrix import DATA_OF, MATRIX, stands
from ponte.pathways.rules.instruments import CHOICES, audiences
from ponte.pathways.states import NAMED_TO_COMPANY, CaseRoleKind, Instrument

_R = CaseRoleKind
READER_OF = {
    _R.WORKER: "worker",
    _R.REPRESENTATIVE: "worker",
    _R.TUTOR: "tutor",
    _R.MANAGER: "cooperative",
    _R.OFFICER: "office",
    _R.SERVICE: "service",
    _R.REFERENT: "company_referent",
    _R.SIGNATORY: "company_management",
    _R.AUDITOR: "auditor",
    _R.ADMINISTRATOR: "auditor",
}
COMPANY_READERS = frozenset({"company_referent", "company_management"})
WORKER_ALONE = frozenset({"worker"})
OWN_SIDE = frozenset({_R.WORKER, _R.REPRESENTATIVE})
# What must not be asked of the worker at work: theirs to write, whoever asks first.
OF_BOTH = "limits"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys one actor reads and writes one sheet with; `readers` says as whom.

    `together`: worker and tutor on one device, for what the worker alone can say.
    """

    read: frozenset[str] = frozenset()
    write: frozenset[str] = frozenset()
    readers: frozenset[str] = frozenset()
    together: bool = False

    def may_answer(self, spec: Spec) -> frozenset[str]:
        """Return the questions that may be answered: seen whole, and written with all keys.

        Nobody writes the professional's words as the worker.
        """
        seen = {code for code, taken in keys_of(spec).items() if taken <= self.read}
        found = writable(spec, self.write) & seen
        if self.together:
            return found & own_questions(spec)
        if self.readers == WORKER_ALONE:
            return found - {one.code for one in spec.questions if _is_professionals(one)}
        return found

    def sees_all(self, spec: Spec) -> bool:
        """Say whether nothing of the sheet is hidden: a scan of it shows everything at once."""
        if self.together:
            return False
        parts = [*keys_of(spec).values(), *(c.audience for q in spec.questions for c in q.columns)]
        return bool(self.read) and all(taken <= self.read for taken in parts)


def keys_in(
    mine: CaseRoles,
    pathway: Pathway,
    instrument: Instrument,
    *,
    shared_with: Collection[str] = (),
    answers: Mapping[str, Any] | None = None,
    spec: Spec | None = None,
) -> Keys:
    """Return the keys for a sheet of a case: each role brings its own, none lends to another."""
    if mine.beside:
        return _beside(instrument)
    cells = MATRIX[DATA_OF[instrument]]
    read: set[str] = set()
    write: set[str] = set()
    readers: set[str] = set()
    for role in mine.roles:
        cell, reader = cells[role], READER_OF[role]
        shared = role.value in shared_with
        may = cell.read or (cell.shared and shared)
        if not may or not stands(mine, role, DATA_OF[instrument], pathway):
            continue
        readers.add(reader)
        agreed = _agreed(reader, spec, answers or {}) if shared else frozenset()
        found = {
            key
            for key, who in audiences().items()
            if reader in who.read or (reader in who.consent and key in agreed)
        }
        if role in OF_COMPANY and pathway.state not in NAMED_TO_COMPANY:
            found.discard("identity")
        read |= found
        if cell.write and _may_stand_in(role, mine):
            write |= {key for key in found if reader in audiences()[key].write}
    return Keys(frozenset(read), frozenset(write), frozenset(readers))


def _beside(instrument: Instrument) -> Keys:
    """What worker and tutor fill in together; the spec says which questions (`own_questions`)."""
    if instrument not in SHEETS_IN_ASSISTED:
        return Keys()
    known = audiences().items()
    return Keys(
        frozenset(key for key, who in known if "worker" in who.read),
        frozenset(key for key, who in known if "worker" in who.write),
        WORKER_ALONE,
        together=True,
    )


def own_questions(spec: Spec) -> frozenset[str]:
    """Return what the worker alone can say; no consent, no file, nothing that hangs on others."""
    found: set[str] = set()
    for one in spec.questions:
        is_own = one.voice is Voice.WORKER and not one.consent and one.kind is not Kind.FILE
        if is_own and set(named(one.show_if)) <= found:
            found.add(one.code)
    return frozenset(found)


def _is_professionals(question: Question) -> bool:
    return question.voice is Voice.PROFESSIONAL and OF_BOTH not in question.audience


def _may_stand_in(role: CaseRoleKind, mine: CaseRoles) -> bool:
    """A representative writes where the appointment says so."""
    return role != _R.REPRESENTATIVE or "save_document" in mine.represents_in


def _agreed(reader: str, spec: Spec | None, answers: Mapping[str, Any]) -> frozenset[str]:
    """The keys that a consent opens to a reader: those ticked, where the sheet lets one tick."""
    for code, recipients in CHOICES.items():
        if spec is not None and spec.question(code) and reader in recipients:
            asked = answers.get(code.removesuffix("_what")) is True
            return frozenset(answers.get(code) or ()) if asked else frozenset()
    return frozenset(audiences())


def agreed_with_company(
    shared_with: Collection[str], spec: Spec, answers: Mapping[str, Any]
) -> frozenset[str]:
    """Return the keys that the worker's own yes opens to somebody of the company, and no others."""
    readers = {READER_OF[role] for role in OF_COMPANY if role.value in shared_with}
    return frozenset(
        key
        for reader in readers
        for key in _agreed(reader, spec, answers)
        if reader in audiences()[key].consent
    )


def keys_of_opening(by: Actor, opening: Opportunity) -> Keys:
    """Return the keys for a sheet of an opening, by what the actor holds on its bodies."""
    mine = holding.held(by) if by.is_person else {}
    office = mine.get(opening.office_id, frozenset())
    search = mine.get(opening.searched_by_id, frozenset())
    company = mine.get(opening.company_id, frozenset())
    may = {
        "office": office & {holding.PLACE_WORKERS, holding.SEARCH_COMPANIES},
        "cooperative": search & {holding.SEARCH_COMPANIES},
        "tutor": frozenset().union(*mine.values()) & {holding.OPEN_CASES, holding.MANAGE_CASES},
        "company_management": company & {holding.SIGN_FOR_COMPANY},
        "company_referent": company & {holding.HOST_WORKERS},
    }
    readers = frozenset(reader for reader, held in may.items() if held)
    if not readers and own_offers(by, opening):
        readers = WORKER_ALONE
    writers = {
        reader
        for reader in readers - WORKER_ALONE
        if may[reader] & {holding.SEARCH_COMPANIES, holding.SIGN_FOR_COMPANY}
    }
    return Keys(
        frozenset(key for key, who in audiences().items() if who.read & readers),
        frozenset(key for key, who in audiences().items() if who.write & writers),
        readers,
    )


def own_offers(by: Actor, opening: Opportunity) -> list[Pathway]:
    """Return the cases on an opening that somebody lives, or represents the worker in."""
    if not by.is_person:
        return []
    mine = CaseRole.objects.filter(person_id=by.id, role__in=OWN_SIDE, until__isnull=True)
    cases = Pathway.objects.filter(
        opportunity=opening, pk__in=list(mine.values_list("pathway_id", flat=True))
    )
    return [one for one in cases if roles_in(by, one).roles & OWN_SIDE]


def company_visible(spec: Spec) -> frozenset[str]:
    """Return the questions that some reader of a company sees, by role or by consent."""
    known = audiences()
    return frozenset(
        code
        for code, taken in keys_of(spec).items()
        if any(all(r in known[k].read | known[k].consent for k in taken) for r in COMPANY_READERS)
    )


def has_special(spec: Spec, answers: Mapping[str, Any]) -> bool:
    """Say whether some answer is of the special class, a cell of a table included."""
    return any(
        question.privacy is Privacy.SPECIAL
        or any(column.privacy is Privacy.SPECIAL for column in question.columns)
        for question in spec.questions
        if question.code in answers
    )
