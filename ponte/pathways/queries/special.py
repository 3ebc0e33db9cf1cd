"""The one door to special data of a case: whoever comes through it is written down first.

    from ponte.pathways.queries import special

    answers = special.answers_of(document, by=request.actor)            # a dict, to be shown
    several = special.answers_of_each(documents, by=actor, through=special.Interface.PRINT)
    told = special.condition_of(worker, by=actor, pathway=pathway)      # of the disadvantage
    special.note(pathway, Data.WORKER_INTERVIEW, by=actor, mine=mine)   # what is not sealed

Each asks the matrix (and raises `Refused`, logged too, without content), commits one line of the
audit log (`ponte.kit.audit`), and only then opens what is sealed. The worker's own reading is not
logged. `document.answers` and the fields of `Disadvantage` open nowhere else: elsewhere they
raise `NotThroughTheDoor`, in templates too. So give templates the dict, not the document. `mine`
saves asking for the reader's roles again. `through` says page, print, export, job or mail.
"""

from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ponte.kit.actor import Actor
from ponte.kit.audit.models import Interface
from ponte.kit.audit.record import Seen, log_readings
from ponte.kit.errors import Refused
from ponte.kit.sealing.guard import opening
from ponte.pathways.models import (
    AbilityProfile,
    ConsentPaper,
    Disadvantage,
    Document,
    JusticeNote,
    PairReview,
    PaperWord,
    Pathway,
    RightsRequest,
    SheetFile,
    Worker,
)
from ponte.pathways.permissions import PLACE_WORKERS, CaseRoles, holds, roles_in
from ponte.pathways.permissions.matching import may_see_abilities, stands_to
from ponte.pathways.permissions.matrix import DATA_OF, Data, reads
from ponte.pathways.permissions.owning import looks_as, may_write_justice
from ponte.pathways.permissions.purposes import Use
from ponte.pathways.permissions.reading_for import REASONS, read_for, shows, use_of
from ponte.pathways.states import CaseRoleKind, Instrument

__all__ = [
    "REASONS",
    "Condition",
    "Interface",
    "Judged",
    "abilities_of",
    "answers_of",
    "answers_of_each",
    "condition_of",
    "counted_kinds",
    "everything_open",
    "kept_answers",
    "kept_profile",
    "kept_unread",
    "kept_word",
    "names_of_files",
    "note",
    "note_compared",
    "note_missed",
    "note_opened",
    "opened_file",
    "paper_of_consent",
    "reviews_of",
]
EVERYTHING = "everything"
CONSENT = "consent"
CONDITION = {
    "kind": Data.DISADVANTAGE,
    "referring_service": Data.REFERRING_SERVICE,
    "justice_note": Data.JUSTICE,
}
COLUMN = {"justice_note": "note"}


@dataclass(frozen=True, slots=True)
class Condition:
    """What is recorded of a worker's disadvantage; blank where the reader may not know it."""

    kind: str = ""
    referring_service: str = ""
    justice_note: str = ""


def answers_of(
    document: Document,
    *,
    by: Actor,
    mine: CaseRoles | None = None,
    through: str = Interface.PAGE,
) -> dict:
    """Return the answers of one sheet to who may read it."""
    return answers_of_each([document], by=by, mine=mine, through=through)[document.pk]


def answers_of_each(
    documents: Iterable[Document],
    *,
    by: Actor,
    mine: CaseRoles | None = None,
    through: str = Interface.PAGE,
) -> dict[UUID, dict]:
    """Return the answers of several sheets, by the key of the sheet; one line a case is logged."""
    documents = list(documents)
    of_case = defaultdict(list)
    for one in documents:
        if one.pathway_id is not None:
            of_case[one.pathway].append(one)
    for pathway, sheets in of_case.items():
        _pass(pathway, sheets, by, mine or roles_in(by, pathway), through)
    with opening():
        return {one.pk: dict(one.answers) for one in documents}


def _pass(pathway: Pathway, sheets: list[Document], by: Actor, mine: CaseRoles, through: str):
    """With whom a sheet is shared is asked again: the worker may have taken it back meanwhile."""
    asked = {DATA_OF[Instrument(one.instrument)] for one in sheets}
    keys = [one.pk for one in sheets]
    shared = dict(Document.objects.filter(pk__in=keys).values_list("pk", "shared_with"))
    allowed = by.is_job or all(
        reads(
            mine,
            pathway,
            DATA_OF[Instrument(one.instrument)],
            shared_with=shared.get(one.pk, ()),
        )
        for one in sheets
    )
    _log(pathway, asked, by, mine, through, shown=allowed, many=len(sheets))
    if not allowed:
        raise Refused("pathways.read_sheet")


def condition_of(
    worker: Worker,
    *,
    by: Actor,
    pathway: Pathway | None = None,
    mine: CaseRoles | None = None,
    through: str = Interface.PAGE,
) -> Condition:
    """Return what is recorded of the worker's disadvantage, as far as the reader may know it."""
    pathway = pathway or worker.pathways.order_by("-opened_at").first()
    if pathway is None:
        return _condition_without_case(worker, by, through)
    mine = mine or roles_in(by, pathway)
    may = {name for name, data in CONDITION.items() if by.is_job or reads(mine, pathway, data)}
    asked = {CONDITION[name] for name in may} or {Data.DISADVANTAGE}
    _log(pathway, asked, by, mine, through, shown=bool(may))
    if not may:
        raise Refused("pathways.read_condition")
    return _condition(worker, may)


def _condition_without_case(worker: Worker, by: Actor, through: str) -> Condition:
    own = by.is_person and by.id == worker.person_id
    may = own or by.is_job or holds(by, PLACE_WORKERS, worker.office_id)
    if not own:
        told = {"role": CaseRoleKind.OFFICER.value if may else "", "office": worker.office_id}
        seen = _seen(by, CONDITION.values(), through, shown=may, **told)
        log_readings(Seen(subject=worker, about=worker.pk, **seen))
    if not may:
        raise Refused("pathways.read_condition")
    hidden = set() if own or by.is_job or may_write_justice(by, worker) else {"justice_note"}
    return _condition(worker, CONDITION.keys() - hidden)


def _condition(worker: Worker, names: Iterable[str]) -> Condition:
    rows = {"justice_note": JusticeNote.objects.filter(worker_id=worker.pk).first()}
    found = Disadvantage.objects.filter(worker_id=worker.pk).first()
    told = {}
    with opening():
        for name in names:
            row = rows.get(name) if name in rows else found
            told[name] = "" if row is None else getattr(row, COLUMN.get(name, name))
        return Condition(**told)


def note(
    pathway: Pathway, *data: str, by: Actor, mine: CaseRoles, through: str = Interface.PAGE
) -> None:
    """Log that somebody is shown those of these data, not sealed, that they may read."""
    shown = {one for one in data if shows(mine, pathway, one)}
    if shown:
        _log(pathway, shown, by, mine, through, shown=True)


def note_opened(pathway: Pathway, *, by: Actor, mine: CaseRoles) -> None:
    """Log each page of a case that is opened through broken glass, whatever stands on it."""
    if CaseRoleKind.ADMINISTRATOR in mine.roles:
        _log(pathway, ["case"], by, mine, Interface.PAGE, shown=True)


def note_missed(pk: UUID, *, by: Actor, of: type[Pathway | Document] = Pathway) -> None:
    """Log that somebody asked for a case, or a sheet, that is hidden from them or missing."""
    data = "case" if of is Pathway else "sheet"
    log_readings(Seen(by=by, data=[data], subject=of(pk=pk), shown=False))


@contextmanager
def everything_open(worker: Worker, *, by: Actor, through: str = Interface.PAGE) -> Iterator[None]:
    """Open all that is kept about a worker, to the worker or to who represents them."""
    looks = looks_as(by, worker)
    if looks != CaseRoleKind.WORKER:
        about = {"office": worker.office_id, "shown": bool(looks), "role": looks}
        told = _seen(by, [EVERYTHING], through, **about)
        log_readings(Seen(subject=worker, about=worker.pk, **told))
    if not looks:
        raise Refused("pathways.read_everything")
    with opening():
        yield


def words_of_request(request: RightsRequest, *, by: Actor) -> tuple[str, str]:
    """Return what was asked and what was answered, to the worker's side and to the office."""
    role = looks_as(by, request.worker)
    if not role and holds(by, PLACE_WORKERS, request.office_id):
        role = CaseRoleKind.OFFICER.value
    if role != CaseRoleKind.WORKER:
        what_for = [Use.ANSWER] if role == CaseRoleKind.OFFICER else use_of(role)
        about = {"office": request.office_id, "shown": bool(role), "role": role}
        told = _seen(by, ["request"], Interface.PAGE, purposes=what_for, **about)
        log_readings(Seen(subject=request, about=request.worker_id, **told))
    if not role:
        raise Refused("pathways.read_request")
    with opening():
        return request.note, request.answer


def kept_answers(document: Document) -> dict:
    """Return what a sheet holds, to be added to or judged by an action: it is shown to nobody."""
    with opening():
        return dict(document.answers)


def kept_profile(profile: AbilityProfile) -> dict:
    """Return what a worker can do, to be compared or written on: it is shown to nobody."""
    with opening():
        return dict(profile.profile)


def abilities_of(profile: AbilityProfile, *, by: Actor, through: str = Interface.PAGE) -> dict:
    """Return what a worker can do, and the limits agreed to be shared, to who may see it."""
    worker = profile.worker
    may = may_see_abilities(by, worker)
    _log_about(worker, (Data.ASSESSMENT, Data.LIMITS), by, through, shown=may)
    if not may:
        raise Refused("pathways.read_abilities")
    with opening():
        return dict(profile.profile)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person found about a pair, and why."""

    verdict: str
    reason: str
    reviewed_at: datetime
    reviewed_by_id: UUID


def reviews_of(worker: Worker, opportunity: UUID, *, by: Actor) -> list[Judged]:
    """Return what people found about a worker and an opening, the newest first."""
    found = list(PairReview.objects.filter(worker_id=worker.pk, opportunity_id=opportunity))
    if not found:
        return []
    may = may_see_abilities(by, worker)
    _log_about(worker, (Data.ASSESSMENT, REASONS), by, Interface.PAGE, shown=may, many=len(found))
    if not may:
        raise Refused("pathways.read_reviews")
    with opening():
        return [
            Judged(one.get_verdict_display(), one.reason, one.reviewed_at, one.reviewed_by_id)
            for one in found
        ]


def note_compared(
    office: UUID,
    many: int,
    *,
    by: Actor,
    worker: Worker | None = None,
    through: str = Interface.PAGE,
) -> None:
    """Log that somebody is shown how workers compare: one by name, or many of an office."""
    data = (Data.ASSESSMENT, Data.LIMITS)
    if worker is not None:
        _log_about(worker, data, by, through, shown=True)
    elif many:
        seen = _seen(by, data, through, office=office, role=CaseRoleKind.OFFICER.value)
        log_readings(Seen(many=many, **seen))


def _log_about(
    worker: Worker, data: Iterable[str], by: Actor, through: str, *, shown: bool, many: int = 1
) -> None:
    """Log a reading that is not of one case; nobody is told of their own."""
    if by.is_person and by.id == worker.person_id:
        return
    role = stands_to(by, worker) if shown else ""
    seen = _seen(by, data, through, office=worker.office_id, shown=shown, role=role)
    log_readings(Seen(subject=worker, about=worker.pk, many=many, **seen))


def kept_unread(document: Document) -> dict:
    """Return what was typed into a sheet and could not be read; `answers_of` comes first."""
    with opening():
        return dict(document.unread or {})


def opened_file(file: SheetFile) -> tuple[str, bytes]:
    """Return name and content of a file of a sheet whose answers the reader has been given."""
    with opening():
        return file.name, b64decode(file.content)


def paper_of_consent(paper: ConsentPaper | PaperWord, pathway: Pathway, *, by: Actor) -> bytes:
    """Return the scan of a paper, kept or waiting, to who writes such papers down in the case."""
    mine = roles_in(by, pathway)
    may = mine.may("write_paper_consent")
    _log(pathway, [CONSENT], by, mine, Interface.EXPORT, shown=may)
    if not may:
        raise Refused("pathways.read_consent")
    with opening():
        return b64decode(paper.content)


def kept_word(word: PaperWord) -> tuple[dict, bytes]:
    """Return what was written down of a paper, and its scan, to be confirmed: shown to nobody."""
    with opening():
        return dict(word.told), b64decode(word.content)


def names_of_files(files: Iterable[SheetFile]) -> dict[UUID, str]:
    """Return the names of files of a sheet whose answers the reader has been given."""
    with opening():
        return {one.pk: one.name for one in files}


def counted_kinds(workers: Iterable[UUID], *, by: Actor | None = None) -> Mapping[UUID, str]:
    """Return the kind of disadvantage by worker, to be counted; logged as one reading of many."""
    found = list(Disadvantage.objects.filter(worker__in=set(workers)))
    by_office = Counter(one.office_id for one in found)
    actor = by or Actor.job("figures")
    told = {"data": [Data.DISADVANTAGE], "through": Interface.JOB, "purposes": [Use.COUNT]}
    log_readings(
        *(
            Seen(many=many, **_seen(actor, office=office, **told))
            for office, many in by_office.items()
        )
    )
    with opening():
        return {one.worker_id: one.kind for one in found}


def _log(
    pathway: Pathway,
    data: Iterable[str],
    by: Actor,
    mine: CaseRoles,
    through: str,
    *,
    shown: bool,
    many: int = 1,
) -> None:
    if _is_own(pathway, by, mine):
        return
    roles = {CaseRoleKind.TUTOR} if mine.beside else mine.roles
    seen = _seen(by, data, through, shown=shown, office=pathway.office_id)
    seen["role"] = ",".join(sorted(one.value for one in roles))
    seen["purposes"] = read_for(mine, pathway, seen["data"], by=by) if shown else []
    log_readings(Seen(subject=pathway, about=pathway.worker_id, many=many, **seen))


def _seen(by: Actor, data: Iterable[str], through: str, *, office: UUID, role: str = "", **more):
    told = {"by": by, "data": [str(one) for one in data], "organization": office, "role": role}
    told["interface"] = Interface.JOB if by.is_job and through == Interface.PAGE else through
    return {**told, "purposes": use_of(role), **more}


def _is_own(pathway: Pathway, by: Actor, mine: CaseRoles) -> bool:
    """Nobody is told that they have read what is kept about themselves."""
    if CaseRoleKind.WORKER not in mine.roles:
        return False
    return by.is_person and Worker.objects.filter(pk=pathway.worker_id, person_id=by.id).exists()
