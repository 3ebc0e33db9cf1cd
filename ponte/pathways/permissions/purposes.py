"""What each part in a case reads for, and when that purpose is over.

Domain 9.4: a role, the assignment to the case *and* a purpose. A part brings its own purpose;
what a cell marks as needed asks for one that was recorded, opened by a second person, and has
not run out (`ReadingNeed`). Row policies ask the same (migration 0024).
"""

from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Pathway, ReadingNeed, RightsRequest
from ponte.pathways.models.rights_request import STANDS, RightsKind
from ponte.pathways.states import CaseRoleKind, PathwayState

_R = CaseRoleKind


class Use(StrEnum):
    """What data of a case are used for."""

    OWN = "own"  # they are one's own
    GUIDE = "guide"  # prepare, accompany, account for the pathway
    CARE = "care"  # follow the person beside the pathway
    HOST = "host"  # receive the person in the company
    CHECK = "check"  # control what was done


USE_OF = {
    _R.WORKER: Use.OWN,
    _R.REPRESENTATIVE: Use.OWN,
    _R.TUTOR: Use.GUIDE,
    _R.MANAGER: Use.GUIDE,
    _R.OFFICER: Use.GUIDE,
    _R.SERVICE: Use.CARE,
    _R.REFERENT: Use.HOST,
    _R.SIGNATORY: Use.HOST,
    _R.AUDITOR: Use.CHECK,
}
# What a company keeps when its purpose is over, and while the worker's restriction stands
# (art. 18 par. 2 GDPR: what legal claims and the rights of others ask for): who works in its
# yard, under which agreement, for how many hours and with what end. Art. 3 c. 6 D.Lgs 81/2008
# makes the host answer for the safety of a seconded worker.
KEPT_BY_COMPANY = frozenset({"identity", "opening", "agreement", "outcome"})


def is_withheld(role: CaseRoleKind, data: str, pathway: Pathway) -> bool:
    """Say whether a part's own purpose does not reach these data of this case today."""
    if USE_OF[role] is not Use.HOST or data in KEPT_BY_COMPANY:
        return False
    return pathway.state == PathwayState.CLOSED or _is_restricted(pathway.worker_id)


def _is_restricted(worker: UUID) -> bool:
    """Asked as a job: a company meets the effect and does not read what the worker asked."""
    with acting(Actor.job("pathways.what_for")):
        asked = RightsRequest.objects.filter(STANDS, kind=RightsKind.RESTRICTION, worker_id=worker)
        return asked.exists()


def needs_standing(person: UUID, pathway: Pathway) -> QuerySet:
    """Return what a second person has opened to somebody in this case, for today, to be joined."""
    found = ReadingNeed.objects.filter(
        pathway_id=pathway.pk, reader_id=person, closed_at__isnull=True, until__gt=timezone.now()
    )
    return found.order_by().values_list("what", flat=True)


def audits_standing(person: UUID) -> QuerySet:
    """Return the cases that somebody may audit today, to narrow a list."""
    found = ReadingNeed.objects.filter(
        reader_id=person, what="audit", closed_at__isnull=True, until__gt=timezone.now()
    )
    return found.order_by().values("pathway_id")
