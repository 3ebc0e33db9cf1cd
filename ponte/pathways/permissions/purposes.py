"""What each part in a case reads for, and when that purpose is over.

Domain 9.4: a role, the assignment to the case *and* a purpose. A part brings its own purpose;
what a cell marks as needed asks for one that was recorded, opened by a second person, and has
not run out (`ReadingNeed`). Row policies ask the same (migration 0024).
"""

from enum import StrEnum
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, Value
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import EmergencyReading, Pathway, ReadingNeed, RightsRequest
from ponte.pathways.models.emergency import EmergencyWordKind
from ponte.pathways.models.rights_request import STANDS, RightsKind
from ponte.pathways.rules.cases import months_before
from ponte.pathways.rules.limits import TUTOR_KEEPS_MONTHS
from ponte.pathways.states import ENDED_BEFORE_START, CaseRoleKind, PathwayState

_R = CaseRoleKind


class Use(StrEnum):
    """What data of a case are used for."""

    OWN = "own"  # they are one's own
    GUIDE = "guide"  # prepare, accompany, account for the pathway
    CARE = "care"  # follow the person beside the pathway
    HOST = "host"  # receive the person in the company
    CHECK = "check"  # control what was done
    EMERGENCY = "emergency"  # what could not wait for a second person
    ANSWER = "answer"  # answer what the person asks about their data
    COUNT = "count"  # count, and name nobody


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
    _R.ADMINISTRATOR: Use.EMERGENCY,
}
# What a company keeps when its purpose is over, and while the worker's restriction stands
# (art. 18 par. 2 GDPR: what legal claims and the rights of others ask for): who works in its
# yard, under which agreement, for how many hours and with what end. Art. 3 c. 6 D.Lgs 81/2008
# makes the host answer for the safety of a seconded worker.
KEPT_BY_COMPANY = frozenset({"identity", "opening", "agreement", "outcome"})


# The service goes on following the person by its own papers: of a pathway that is over it keeps who
# it was and how it ended.
KEPT_BY_SERVICE = frozenset({"identity", "outcome"})
# The co-operative stays the employer of who came back, answers for what it signed, and looks back;
# the tutor keeps the case for two years (domain 9.3), nobody else of the co-operative does.
KEPT_BY_COOPERATIVE = frozenset({"identity", "opening", "agreement", "outcome", "costs"})
KEPT = {
    _R.REFERENT: KEPT_BY_COMPANY,
    _R.SIGNATORY: KEPT_BY_COMPANY,
    _R.SERVICE: KEPT_BY_SERVICE,
    _R.MANAGER: KEPT_BY_COOPERATIVE,
    _R.TUTOR: KEPT_BY_COOPERATIVE,
}


def is_withheld(role: CaseRoleKind, data: str, pathway: Pathway) -> bool:
    """Say whether a part's own purpose does not reach these data of this case today.

    The funder stands in no column: of a case it gets a code and sums, and reads nothing here.
    """
    if role not in KEPT or data in KEPT[role]:
        return False
    if _is_over(role, pathway):
        return True
    return USE_OF[role] is not Use.GUIDE and _is_restricted(pathway.worker_id)


def _is_over(role: CaseRoleKind, pathway: Pathway) -> bool:
    """The purpose ends with the case; the tutor's two years later, a service's also before."""
    if role == _R.SERVICE and pathway.state in ENDED_BEFORE_START:
        return True
    if pathway.state != PathwayState.CLOSED:
        return False
    if role != _R.TUTOR:
        return True
    closed_on = timezone.localdate(pathway.state_since)
    return closed_on < months_before(timezone.localdate(), TUTOR_KEEPS_MONTHS)


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


def emergencies_standing(person: UUID) -> QuerySet[EmergencyReading]:
    """Return what somebody has opened in an emergency and nobody has closed, for this hour."""
    now = timezone.now()
    closed = Q(words__kind=EmergencyWordKind.CLOSED)
    found = EmergencyReading.objects.filter(opened_by_id=person, opened_at__lte=now, until__gt=now)
    return found.exclude(closed).order_by()


def broken_in(person: UUID, pathway: Pathway) -> QuerySet:
    """Return the administrator's part in this case while the glass is broken, to be joined."""
    part = Value(CaseRoleKind.ADMINISTRATOR.value, output_field=CharField())
    found = emergencies_standing(person).filter(pathway_id=pathway.pk)
    return found.annotate(part=part).values_list("part", flat=True)
