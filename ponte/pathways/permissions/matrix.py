"""Role by kind of data: who reads, who writes, from which state on, and what needs consent.

R reads, W writes, S reads what was shared with that role; a number is the state from which on;
N reads while a recorded need stands, opened by a second person; P is restricted to who has the
part in person, not as any member of the body, and to the body's head. To each part belongs a
purpose, and what it is over for is withheld (`permissions.purposes`); an auditor's whole column
waits for four eyes, so that without them the part itself is not there (`roles_in`).
An administrator of the platform has a column for the hour in which the glass of a case is broken
(`EmergencyReading`): what an auditor reads, and nothing written.
The association, the province, the union and the platform's officers stand in no column: they see
counts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from ponte.kit.actor import Actor
from ponte.pathways.models import Pathway
from ponte.pathways.permissions.cases import (
    OF_COMPANY,
    SHEETS_IN_ASSISTED,
    CaseRoles,
    roles_in,
)
from ponte.pathways.permissions.purposes import is_withheld
from ponte.pathways.states import NAMED_TO_COMPANY, CaseRoleKind, Instrument


class Data(StrEnum):
    """What is kept about a case, by how it is protected."""

    IDENTITY = "identity"
    DISADVANTAGE = "disadvantage"
    REFERRING_SERVICE = "referring_service"
    JUSTICE = "justice"
    REQUEST = "request"
    ASSESSMENT = "assessment"
    LIMITS = "limits"
    OPENING = "opening"
    AGREEMENT = "agreement"
    WORKER_INTERVIEW = "worker_interview"
    COMPANY_INTERVIEW = "company_interview"
    OBSERVATION = "observation"
    LOGBOOK = "logbook"
    REPORT = "report"
    OUTCOME = "outcome"
    COSTS = "costs"


@dataclass(frozen=True, slots=True)
class Right:
    """One cell."""

    read: bool = False
    write: bool = False
    shared: bool = False
    after: int = 0
    needed: bool = False
    in_person: bool = False

    @classmethod
    def of(cls, text: str) -> "Right":
        """Read a cell.

        >>> Right.of("R80")
        Right(read=True, write=False, shared=False, after=80, needed=False, in_person=False)
        """
        digits = "".join(sign for sign in text if sign.isdigit())
        marks = ("N" in text, "P" in text)
        return cls("R" in text, "W" in text, "S" in text, int(digits or 0), *marks)


_R = CaseRoleKind
COLUMNS = (
    *(_R.WORKER, _R.TUTOR, _R.MANAGER, _R.OFFICER, _R.SERVICE),
    *(_R.REFERENT, _R.SIGNATORY, _R.AUDITOR, _R.ADMINISTRATOR),
)
#                          worker tutor manager officer service referent signatory auditor admin.
_ROWS = {
    Data.IDENTITY:          "RW    RW    RW      RW      R       R80      R80       R       R",
    Data.DISADVANTAGE:      "R     R     R       RW      R       -        -         R       R",
    Data.REFERRING_SERVICE: "R     R     R       RW      R       -        -         -       -",
    Data.JUSTICE:           "R     RN    RN      RWP     R       -        -         -       -",
    Data.REQUEST:           "RW    RW    RW      RW      -       -        -         R       R",
    Data.ASSESSMENT:        "RW    R     R       RW      S       S80      -         -       -",
    Data.LIMITS:            "RW    RW    RW      R       S       S80      S80       -       -",
    Data.OPENING:           "R     RW    RW      RW      -       R        RW        R       R",
    Data.AGREEMENT:         "R     RW    RW      RW      R       R        R         R       R",
    Data.WORKER_INTERVIEW:  "R     RW    -       R       S       -        -         -       -",
    Data.COMPANY_INTERVIEW: "-     RW    RW      R       -       R        R         -       -",
    Data.OBSERVATION:       "R     RW    RW      R       S       RW       -         -       -",
    Data.LOGBOOK:           "RW    S     -       S       -       -        -         -       -",
    Data.REPORT:            "R     RW    RW      RW      S       R        R         R       R",
    Data.OUTCOME:           "R     RW    RW      RW      R       R        R         R       R",
    Data.COSTS:             "-     R     RW      RW      -       -        -         R       R",
}  # fmt: skip

MATRIX: dict[Data, dict[CaseRoleKind, Right]] = {
    data: dict(zip(COLUMNS, map(Right.of, cells.split()), strict=True))
    for data, cells in _ROWS.items()
}
for _cells in MATRIX.values():
    # A guardian reads and writes as the worker, as far as the appointment goes.
    _cells[_R.REPRESENTATIVE] = _cells[_R.WORKER]
# The diary is the worker's alone.
MATRIX[Data.LOGBOOK][_R.REPRESENTATIVE] = Right()

DATA_OF = {
    Instrument.COMPANY_ANALYSIS: Data.OPENING,
    Instrument.JOB_PROFILE: Data.OPENING,
    Instrument.ACTIVATION_REQUEST: Data.REQUEST,
    Instrument.SKILLS_ASSESSMENT: Data.ASSESSMENT,
    Instrument.AGREEMENT: Data.AGREEMENT,
    Instrument.INTERVIEW_WORKER: Data.WORKER_INTERVIEW,
    Instrument.INTERVIEW_COMPANY: Data.COMPANY_INTERVIEW,
    Instrument.OBSERVATION: Data.OBSERVATION,
    Instrument.LOGBOOK: Data.LOGBOOK,
    Instrument.FINAL_REPORT: Data.REPORT,
    Instrument.PLAN: Data.AGREEMENT,
    Instrument.CANDIDATE_SHEET: Data.REQUEST,
    Instrument.MEETING_NOTE: Data.REQUEST,
    Instrument.ADHESION: Data.REQUEST,
    Instrument.MATCH_SHEET: Data.REQUEST,
}

# What tutor and worker open together: of it the worker's part alone (`permissions.audiences`).
OPENED_BESIDE = frozenset(DATA_OF[one] for one in SHEETS_IN_ASSISTED)


def may_read(
    actor: Actor, pathway: Pathway, data: Data, *, shared_with: Collection[str] = ()
) -> bool:
    """Say whether the actor reads a kind of data of this case."""
    return reads(roles_in(actor, pathway), pathway, data, shared_with=shared_with)


def reads(
    mine: CaseRoles, pathway: Pathway, data: Data, *, shared_with: Collection[str] = ()
) -> bool:
    """Say the same for roles that are known already."""
    if mine.beside:
        return data in OPENED_BESIDE
    return any(
        (cell.read or (cell.shared and role.value in shared_with))
        and stands(mine, role, data, pathway)
        for role, cell in _cells_of(mine, data)
    )


def may_write(actor: Actor, pathway: Pathway, data: Data) -> bool:
    """Say whether the actor writes a kind of data of this case."""
    return writes(roles_in(actor, pathway), pathway, data)


def writes(mine: CaseRoles, pathway: Pathway, data: Data) -> bool:
    """Say the same for roles that are known already."""
    if mine.beside:
        return data in OPENED_BESIDE
    return any(
        cell.write and stands(mine, role, data, pathway)
        for role, cell in _cells_of(mine, data)
        if role != _R.REPRESENTATIVE or "save_document" in mine.represents_in
    )


def _cells_of(mine: CaseRoles, data: Data):
    cells = MATRIX[data]
    return [(role, cells[role]) for role in mine.roles]


def stands(mine: CaseRoles, role: CaseRoleKind, data: Data, pathway: Pathway) -> bool:
    """Say whether the case has come so far, and what the part reads for is not over."""
    cell = MATRIX[data][role]
    if not in_time(role, cell, pathway) or (cell.needed and data not in mine.needs):
        return False
    if cell.in_person and role not in mine.in_person:
        return False
    return not is_withheld(role, data, pathway)


def in_time(role: CaseRoleKind, cell: Right, pathway: Pathway) -> bool:
    """Say whether the case has come as far as the cell asks."""
    if not cell.after:
        return True
    return pathway.state >= cell.after and (
        role not in OF_COMPANY or pathway.state in NAMED_TO_COMPANY
    )
