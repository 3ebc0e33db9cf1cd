"""Who reads and writes what is compared; a company stands nowhere here."""

from uuid import UUID

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.pathways.models import CaseRole, Worker
from ponte.pathways.permissions import holding
from ponte.pathways.permissions.cases import appointment_of
from ponte.pathways.permissions.owning import looks_as, speaks_as
from ponte.pathways.states import CaseRoleKind

ASSIGNED = (CaseRoleKind.TUTOR, CaseRoleKind.REPRESENTATIVE, CaseRoleKind.WORKER)


def may_compare(actor: Actor, office: UUID) -> bool:
    """Say whether somebody compares all workers and openings of an office."""
    return actor.is_person and holding.holds(actor, holding.PLACE_WORKERS, office)


def require_compare(actor: Actor, office: UUID) -> None:
    """Refuse whoever does not place workers for this office."""
    if not may_compare(actor, office):
        raise Refused(holding.PLACE_WORKERS)


def may_publish(actor: Actor, office: UUID) -> bool:
    """Say whether somebody publishes weights: whoever signs for the office."""
    return actor.is_person and holding.holds(actor, holding.SIGN_FOR_OFFICE, office)


def is_own(actor: Actor, worker: Worker) -> bool:
    """Say whether somebody is the worker, or decides for the worker as a court appointed today."""
    return bool(speaks_as(actor, worker))


def may_see_abilities(actor: Actor, worker: Worker) -> bool:
    """Say whether somebody reads a worker's profile and openings: office, own side, the worker.

    Whoever represents the worker reads as long as the appointment holds, whatever it is for.
    """
    if not actor.is_person:
        return False
    mine = holding.held(actor)
    if holding.PLACE_WORKERS in mine.get(worker.office_id, ()):
        return True
    employed = mine.get(worker.employer_id, ())
    if holding.MANAGE_CASES in employed or looks_as(actor, worker):
        return True
    return holding.OPEN_CASES in employed and _is_tutor(actor, worker)


def assigned_to(actor: Actor) -> list[UUID]:
    """Return the workers of an actor's cases; who represents one, as long as that holds."""
    if not actor.is_person:
        return []
    roles = CaseRole.objects.filter(person_id=actor.id, until__isnull=True, role__in=ASSIGNED)
    found = list(roles.order_by().values_list("worker_id", "role"))
    return [
        worker
        for worker, role in found
        if role != CaseRoleKind.REPRESENTATIVE or appointment_of(actor.id, worker)
    ]


def _is_tutor(actor: Actor, worker: Worker) -> bool:
    return CaseRole.objects.filter(
        worker_id=worker.pk, person_id=actor.id, role=CaseRoleKind.TUTOR, until__isnull=True
    ).exists()


def stands_to(actor: Actor, worker: Worker) -> str:
    """Return as what somebody who may see a worker's abilities sees them, for the log."""
    if not actor.is_person:
        return ""
    mine = holding.held(actor)
    if holding.PLACE_WORKERS in mine.get(worker.office_id, ()):
        return CaseRoleKind.OFFICER.value
    if holding.MANAGE_CASES in mine.get(worker.employer_id, ()):
        return CaseRoleKind.MANAGER.value
    return looks_as(actor, worker) or CaseRoleKind.TUTOR.value
