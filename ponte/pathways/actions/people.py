"""Who is what in a case, and which tutors are trained."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.actions.moving import begun, noted
from ponte.pathways.models import CaseRole, Pathway, TutorTraining
from ponte.pathways.permissions.cases import NOT_ENDED, appointment_of, is_backed
from ponte.pathways.queries.people import trainings
from ponte.pathways.rules.cases import UNTRAINED, Training
from ponte.pathways.states import UNDER_WAY, CaseRoleKind, PathwayState


@transaction.atomic
def assign_role(*, pathway: Pathway, person: UUID, role: str, by: Actor) -> CaseRole:
    """Give somebody a part in a case; a new tutor takes over from the one before."""
    locked = begun(pathway, "assign_role", by=by)
    role = CaseRoleKind(role)
    if role == CaseRoleKind.WORKER and person != locked.worker.person_id:
        raise RuleBroken(_("Only the worker of this case has this role."), field="person")
    if role == CaseRoleKind.REPRESENTATIVE and not appointment_of(person, locked.worker_id):
        raise RuleBroken(_("Record the court's appointment first."), field="person")
    if role == CaseRoleKind.TUTOR:
        _require_trained(person, locked)
        _end(CaseRole.objects.filter(pathway=locked, role=role).exclude(person_id=person))
        locked.tutor_id = person
        locked.save(update_fields=["tutor"])
    return appoint(locked, person, role, by=by)


def _require_trained(person: UUID, pathway: Pathway) -> None:
    """From the agreement on a case has a trained tutor; whoever takes over is one too."""
    if pathway.state < PathwayState.AGREEMENT_DRAFT or pathway.state not in UNDER_WAY:
        return
    # The office keeps the trainings, and a manager of the co-operative may assign too.
    with acting(Actor.job("pathways.who_is_trained")):
        trained = trainings(pathway, {person})[person]
    if not trained.is_enough:
        raise RuleBroken(str(UNTRAINED), field="whom")


def appoint(pathway: Pathway, person: UUID, role: CaseRoleKind, *, by: Actor) -> CaseRole:
    """Write the assignment of somebody who may have it; the caller has asked for permission."""
    if not _holds(person, role, pathway):
        raise RuleBroken(_("This person does not have that role in its organization."))
    found = CaseRole.objects.filter(
        pathway=pathway, person_id=person, role=role, until__isnull=True
    ).first()
    if found:
        return found
    made = CaseRole.objects.create(
        pathway=pathway,
        worker_id=pathway.worker_id,
        office_id=pathway.office_id,
        cooperative_id=pathway.cooperative_id,
        person_id=person,
        role=role,
    )
    noted(by, "role.assigned", pathway, role=role.value)
    return made


def _holds(person: UUID, role: CaseRoleKind, pathway: Pathway) -> bool:
    # Memberships of another organization are not the actor's to see.
    with acting(Actor.job("pathways.who_holds")):
        held = permissions.held(Actor(ActorKind.PERSON, person))
    return is_backed(role, pathway, held)


@transaction.atomic
def end_role(*, role: CaseRole, by: Actor) -> CaseRole:
    """Take somebody out of a case; what they wrote stays."""
    locked = begun(role.pathway_id, "end_role", by=by)
    if role.role in NOT_ENDED:
        raise RuleBroken(
            _("The worker stays in the case. An appointment is ended where it was recorded.")
        )
    _end(CaseRole.objects.filter(pk=role.pk, pathway=locked))
    if role.role == CaseRoleKind.TUTOR and locked.tutor_id == role.person_id:
        locked.tutor_id = None
        locked.save(update_fields=["tutor"])
    noted(by, "role.ended", locked, role=role.role)
    role.refresh_from_db()
    return role


def _end(roles) -> None:
    roles.filter(until__isnull=True).update(until=timezone.now())


@transaction.atomic
def record_training(
    *, office, employer, person: UUID, training: Training, by: Actor
) -> TutorTraining:
    """Keep a tutor's training by area, or the experience that the office recognises."""
    permissions.require(by, permissions.PLACE_WORKERS, office.pk)
    if any(hours < 0 for hours in training.hours):
        raise RuleBroken(_("Hours cannot be less than none."))
    names = ("legal_hours", "business_hours", "policy_hours", "guidance_hours")
    made, _new = TutorTraining.objects.update_or_create(
        office_id=office.pk,
        person_id=person,
        defaults={
            **dict(zip(names, training.hours, strict=True)),
            "employer_id": employer.pk,
            "recognised_for": training.recognised_for.strip()[:300],
            "recorded_by_id": _person(by),
            "recorded_at": timezone.now(),
        },
    )
    record(by=by, what="training.recorded", on=made, organization=office.pk)
    return made


def _person(by: Actor) -> UUID:
    if by.id is None:
        raise Refused("pathways.record_training")
    return by.id
