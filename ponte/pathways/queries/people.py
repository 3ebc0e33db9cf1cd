"""Who is what in a case, whom one may assign, and which tutors are trained."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.organizations.public import people_with
from ponte.pathways.models import CaseRole, Pathway, TutorTraining
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.cases import BACKED_BY, NOT_ENDED, OF_COMPANY
from ponte.pathways.queries.cases import names_of
from ponte.pathways.rules.cases import Training
from ponte.pathways.states import NAMED_TO_COMPANY, CaseRoleKind

_R = CaseRoleKind


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part in a case; for tutors, how they are trained."""

    id: UUID
    person: UUID
    name: str
    role: CaseRoleKind
    since: datetime
    ends: bool = True
    training: Training | None = None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Who works on a case, who did before, and what the reader may change."""

    now: list[Part]
    before: list[Part]
    may_assign: bool
    may_end: bool
    may_train: bool


def people_page(pathway: Pathway, mine: CaseRoles) -> PeoplePage:
    """Return the parts of a case, as far as the reader may see them."""
    rows = list(CaseRole.objects.filter(pathway=pathway))
    names = names_of({one.person_id for one in rows})
    tutors = {one.person_id for one in rows if one.role == _R.TUTOR}
    trained = trainings(pathway, tutors)
    parts = [
        (
            one.until is None,
            Part(
                id=one.pk,
                person=one.person_id,
                name=names.get(one.person_id, ""),
                role=_R(one.role),
                since=one.since,
                ends=one.role not in NOT_ENDED,
                training=trained.get(one.person_id) if one.role == _R.TUTOR else None,
            ),
        )
        for one in rows
    ]
    return PeoplePage(
        now=[part for is_open, part in parts if is_open],
        before=[part for is_open, part in parts if not is_open],
        may_assign=mine.may("assign_role"),
        may_end=mine.may("end_role"),
        may_train=_R.OFFICER in mine.roles,
    )


def trainings(pathway: Pathway, people: set[UUID]) -> dict[UUID, Training]:
    """Return what the office knows of the training of these tutors; none is none."""
    found = {pk: Training() for pk in people}
    for one in TutorTraining.objects.filter(office_id=pathway.office_id, person_id__in=people):
        hours = (one.legal_hours, one.business_hours, one.policy_hours, one.guidance_hours)
        found[one.person_id] = Training(hours, one.recognised_for)
    return found


def is_tutor_trained(pathway: Pathway) -> bool:
    """Say whether the tutor of a case has what the agreement will ask for."""
    tutor = pathway.tutor_id
    return tutor is not None and trainings(pathway, {tutor})[tutor].is_enough


def members_to_assign(pathway: Pathway) -> dict[CaseRoleKind, dict[UUID, str]]:
    """Return whom a role may be given to, by name: members of the body that backs it."""
    found: dict[CaseRoleKind, dict[UUID, str]] = {}
    # Memberships of another organization are not the actor's to see.
    with acting(Actor.job("pathways.who_may_be_assigned")):
        for role, (permission, body) in BACKED_BY.items():
            organization = getattr(pathway, body)
            hidden = role in OF_COMPANY and pathway.state not in NAMED_TO_COMPANY
            if organization and not hidden:
                found[role] = names_of(people_with(permission, organization))
    return found


def role_of(pathway: Pathway, pk: UUID) -> CaseRole:
    """Return one assignment of this case that is still open, or 404."""
    found = CaseRole.objects.filter(pathway=pathway, pk=pk, until__isnull=True).first()
    if found is None:
        raise Http404
    return found


def tutor_of(pathway: Pathway, person: UUID) -> UUID:
    """Return a person who is, or may become, a tutor of this case; else 404."""
    tutors = CaseRole.objects.filter(pathway=pathway, role=_R.TUTOR, person_id=person)
    if person not in members_to_assign(pathway)[_R.TUTOR] and not tutors.exists():
        raise Http404
    return person
