"""Whose own data they are: the worker's, or of who decides for the worker by appointment."""

from ponte.kit.actor import Actor
from ponte.pathways.models import CaseRole, Pathway, Worker
from ponte.pathways.permissions.cases import roles_in
from ponte.pathways.permissions.holding import OPEN_CASES, PLACE_WORKERS, SIGN_FOR_OFFICE, holds
from ponte.pathways.states import CaseRoleKind


def speaks_as(actor: Actor, worker: Worker) -> str:
    """Return as what the actor gives the worker's word: worker, representative, or nothing.

    A tutor who helps on one device is an actor of another kind, and has no word here.
    """
    if not actor.is_person:
        return ""
    if worker.person_id == actor.id:
        return CaseRoleKind.WORKER.value
    case = _represented(actor, worker)
    if case is None:
        return ""
    decides = "share_document" in roles_in(actor, case).represents_in
    return CaseRoleKind.REPRESENTATIVE.value if decides else ""


def may_correct(actor: Actor, worker: Worker) -> bool:
    """Say whether the actor corrects what is known of a worker; of their own data workers do."""
    if actor.is_person and actor.id == worker.person_id:
        return True
    return holds(actor, OPEN_CASES, worker.employer_id) or holds(
        actor, PLACE_WORKERS, worker.office_id
    )


def may_write_justice(actor: Actor, worker: Worker) -> bool:
    """Say whether the actor reads and writes what a court said, for the office: restricted there.

    Its head, and who was given a case of the worker's by name (domain 9.4).
    """
    if not holds(actor, PLACE_WORKERS, worker.office_id):
        return False
    if holds(actor, SIGN_FOR_OFFICE, worker.office_id):
        return True
    given = CaseRole.objects.filter(worker=worker, person_id=actor.id, until__isnull=True)
    return given.filter(role=CaseRoleKind.OFFICER).exists()


def looks_as(actor: Actor, worker: Worker) -> str:
    """Return as what the actor reads everything that is held: worker, representative, nothing."""
    if spoken := speaks_as(actor, worker):
        return spoken
    if not actor.is_person:
        return ""
    case = _represented(actor, worker)
    role = CaseRoleKind.REPRESENTATIVE
    return role.value if case is not None and role in roles_in(actor, case).roles else ""


def _represented(actor: Actor, worker: Worker) -> Pathway | None:
    found = CaseRole.objects.filter(
        worker=worker,
        person_id=actor.id,
        role=CaseRoleKind.REPRESENTATIVE,
        until__isnull=True,
    ).select_related("pathway")
    one = found.first()
    return one.pathway if one else None
