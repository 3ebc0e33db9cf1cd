"""For what somebody reads: the log of readings says it beside who and in which part."""

from collections.abc import Iterable

from ponte.kit.actor import Actor
from ponte.pathways.models import Pathway
from ponte.pathways.models.reading_need import Shut
from ponte.pathways.permissions.cases import CaseRoles
from ponte.pathways.permissions.matrix import MATRIX, Data, Right, reads, stands
from ponte.pathways.permissions.purposes import USE_OF, Use, needs_standing
from ponte.pathways.states import CaseRoleKind

_PLAIN = Right(read=True)
# Why a step was taken, what was done about a difficulty: plain columns of the class special.
REASONS = "reasons"
READ_REASONS = frozenset(
    {
        *(CaseRoleKind.TUTOR, CaseRoleKind.MANAGER, CaseRoleKind.OFFICER),
        *(CaseRoleKind.AUDITOR, CaseRoleKind.ADMINISTRATOR),
    }
)


def shows(mine: CaseRoles, pathway: Pathway, data: str) -> bool:
    """Say whether somebody is shown what stands on a page unsealed."""
    if data == REASONS:
        return bool(mine.roles & READ_REASONS)
    return reads(mine, pathway, Data(data))


def use_of(part: str) -> list[str]:
    """Return what one part reads for; of no part nothing."""
    return [USE_OF[CaseRoleKind(part)].value] if part else []


def read_for(mine: CaseRoles, pathway: Pathway, data: Iterable[str], *, by: Actor) -> list[str]:
    """Return what the parts that open these data read for.

    Where a second person had to open them, it is the purpose that was recorded then.
    """
    if mine.beside:
        return [Use.GUIDE.value]
    data = list(data)
    found = _opening(mine, pathway, data, "read") or _opening(mine, pathway, data, "shared")
    told = {USE_OF[role].value for role, what in found if not what}
    wanted = {what for _role, what in found if what}
    if wanted:
        needs = needs_standing(by.id, pathway).filter(what__in=wanted)
        told |= set(needs.values_list("purpose", flat=True))
    return sorted(told)


def _opening(
    mine: CaseRoles, pathway: Pathway, data: list[str], how: str
) -> set[tuple[CaseRoleKind, str]]:
    """Return the parts that open some of it, each with what a second person had to open."""
    return {
        (role, _opened_by_two(role, cell))
        for one in data
        for role in mine.roles
        if getattr(cell := MATRIX[Data(one)][role] if one in MATRIX else _PLAIN, how)
        and (one not in MATRIX or stands(mine, role, Data(one), pathway))
    }


def _opened_by_two(role: CaseRoleKind, cell: Right) -> str:
    if role == CaseRoleKind.AUDITOR:
        return Shut.AUDIT.value
    return Shut.JUSTICE.value if cell.needed else ""
