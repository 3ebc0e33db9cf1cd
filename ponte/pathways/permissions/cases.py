"""Roles in one case, and which of them may take which step."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import Refused
from ponte.pathways.models import CaseRole, Pathway, Representative, Shut
from ponte.pathways.permissions import holding
from ponte.pathways.permissions.purposes import broken_in, needs_standing
from ponte.pathways.rules.representing import actions_within, is_in_force
from ponte.pathways.states import SHOWN_TO_COMPANY, CaseRoleKind, Instrument

_R = CaseRoleKind

# Whoever was assigned still has to be a member who holds this, of the body named.
BACKED_BY = {
    _R.TUTOR: (holding.OPEN_CASES, "cooperative_id"),
    _R.OFFICER: (holding.PLACE_WORKERS, "office_id"),
    _R.MANAGER: (holding.MANAGE_CASES, "cooperative_id"),
    _R.REFERENT: (holding.HOST_WORKERS, "company_id"),
    _R.SIGNATORY: (holding.SIGN_FOR_COMPANY, "company_id"),
}
# Let in from a body that has no part in the case: members of it who hold this, and of the
# company nothing, whatever else they are.
FROM_OUTSIDE = {_R.SERVICE: holding.SERVE_WORKERS, _R.AUDITOR: holding.AUDIT_CASES}
# No desk ends these: the case is the worker's own, and a court's appointment has its own end.
NOT_ENDED = frozenset({_R.WORKER, _R.REPRESENTATIVE})
# For all cases of their body, without assignment.
BY_OFFICE = (_R.OFFICER, _R.MANAGER, _R.SIGNATORY)
OF_COMPANY = frozenset({_R.REFERENT, _R.SIGNATORY})

_OWN = {_R.WORKER, _R.REPRESENTATIVE}
_COOP = {_R.TUTOR, _R.MANAGER}

# Who takes the steps is the table of the procedure; the co-operative's manager has the tutor's part
# where the co-operative acts, not where the table names the tutor of the secondment. The office
# looks back too: the worker's yes names both.
CASE_ACTIONS: dict[str, frozenset[CaseRoleKind]] = {
    name: frozenset(roles)
    for name, roles in {
        "share_proposal": _COOP,
        "accept_proposal": {*_OWN, _R.TUTOR},
        "decline_proposal": {*_OWN, _R.TUTOR},
        "request_activation": _COOP,
        "begin_orientation": {_R.OFFICER},
        "finish_assessment": {_R.OFFICER},
        "begin_match_review": {_R.OFFICER},
        "reject_match": {_R.OFFICER},
        "approve_match": {_R.OFFICER},
        "request_again": _COOP,
        "close_before_start": {_R.OFFICER, _R.MANAGER},
        "give_up": {*_OWN, _R.TUTOR},
        "revise_agreement": {_R.OFFICER},
        "amend_agreement": {_R.OFFICER, _R.TUTOR},
        "withdraw_amendment": {_R.OFFICER, _R.TUTOR},
        "write_paper_signature": {_R.OFFICER},
        "confirm_paper": {_R.OFFICER},
        "drop_paper": {_R.OFFICER},
        "name_signatory": {_R.OFFICER},
        "end_signatory": {_R.OFFICER},
        "send_signing_link": {_R.OFFICER, _R.TUTOR},
        "issue_signing_code": {_R.OFFICER},
        "send_signing_code": {_R.OFFICER},
        "revoke_signing_pass": {_R.OFFICER, _R.TUTOR},
        "sign_by_code": {_R.TUTOR, _R.OFFICER, _R.MANAGER},
        "start_secondment": {_R.TUTOR},
        "suspend_secondment": {_R.TUTOR},
        "review_suspension": {_R.TUTOR},
        "resume_secondment": {_R.TUTOR},
        "complete_secondment": {_R.TUTOR},
        "interrupt_secondment": {_R.TUTOR},
        "enter_hours": {_R.TUTOR, *_OWN},
        "correct_hours": {_R.TUTOR, *_OWN},
        "confirm_hours": {_R.REFERENT, _R.SIGNATORY},
        "hold_interview": {_R.TUTOR},
        "raise_issue": {_R.TUTOR, _R.OFFICER, *_OWN},
        "act_on_issue": {_R.TUTOR},
        "activate_network": {_R.TUTOR, _R.OFFICER},
        "state_ending": {_R.OFFICER, *_COOP, _R.REFERENT, _R.SIGNATORY, _R.SERVICE, *_OWN},
        "write_paper_statement": {_R.OFFICER},
        "evaluate_pathway": {_R.OFFICER},
        "record_hire": {_R.OFFICER},
        "record_return": _COOP,
        "record_other_exit": {_R.OFFICER},
        "fill_freed_post": {_R.OFFICER, _R.MANAGER},
        "begin_follow_up": _COOP,
        "record_follow_up": {_R.OFFICER, *_COOP},
        "close_pathway": {_R.OFFICER},
        "ask_reading": {*_COOP, _R.OFFICER},
        "open_reading": {_R.OFFICER},
        "close_reading": {_R.OFFICER},
        "assign_role": {_R.OFFICER, _R.MANAGER},
        "end_role": {_R.OFFICER, _R.MANAGER},
        "add_cost": {_R.OFFICER, _R.MANAGER},
        "add_wages": {_R.OFFICER, _R.MANAGER},
        "remove_cost": {_R.OFFICER, _R.MANAGER},
        "give_card": {_R.OFFICER},
        "invite_worker": {_R.OFFICER},
        "take_card": {_R.TUTOR, _R.OFFICER},
        "open_assisted": {_R.TUTOR},
        "write_logbook": {_R.WORKER},
        "appoint_representative": {_R.OFFICER},
        "end_representative": {_R.OFFICER},
        "write_paper_consent": {_R.TUTOR, _R.OFFICER},
        "record_paper_withdrawal": {_R.TUTOR, _R.OFFICER},
    }.items()
}

# What worker and tutor do together on the tutor's device: fill in. Not on the list is refused:
# nothing is signed, agreed to or shared there, and nothing private is opened.
IN_ASSISTED = frozenset({"enter_hours", "raise_issue", "write_logbook"})
# The one sheet that they answer there, and of it what the worker alone can say.
SHEETS_IN_ASSISTED = frozenset({Instrument.SKILLS_ASSESSMENT})


@dataclass(frozen=True, slots=True)
class CaseRoles:
    """What one actor is in one case."""

    roles: frozenset[CaseRoleKind] = frozenset()
    held: frozenset[str] = frozenset()
    represents_in: frozenset[str] = frozenset()  # actions that a court's appointment allows
    beside: bool = False  # an assisted session
    needs: frozenset[str] = frozenset()  # purposes that a second person has opened
    in_person: frozenset[CaseRoleKind] = frozenset()  # given by name, or as head of the office

    def may(self, action: str) -> bool:
        """Say whether one of the roles takes this step."""
        if self.beside:
            return action in IN_ASSISTED
        taken_by = self.roles & CASE_ACTIONS[action]
        return bool(taken_by - {_R.REPRESENTATIVE}) or (
            bool(taken_by) and action in self.represents_in
        )

    def is_own_word(self, action: str) -> bool:
        """Say whether this is the worker's own word, or of who was appointed to speak for them."""
        return _R.WORKER in self.roles or (
            _R.REPRESENTATIVE in self.roles and action in self.represents_in
        )


def roles_in(actor: Actor, pathway: Pathway) -> CaseRoles:
    """Return the actor's roles in a case; a company has none before the case is shown to it."""
    if actor.kind is ActorKind.ASSISTED:
        return CaseRoles(beside=_sits_beside(actor, pathway))
    if not actor.is_person:
        return CaseRoles()
    mine = holding.held(actor)
    bodies = {pathway.office_id, pathway.cooperative_id, pathway.company_id}
    assigned = CaseRole.objects.filter(
        pathway_id=pathway.pk, person_id=actor.id, until__isnull=True
    ).values_list("role", flat=True)
    assigned = assigned.exclude(role=_R.ADMINISTRATOR).order_by()
    told = set(assigned.union(needs_standing(actor.id, pathway), broken_in(actor.id, pathway)))
    needs = frozenset(told & set(Shut.values))
    found = {_R(role) for role in told - needs} | set(BY_OFFICE)
    found = {role for role in found if is_backed(role, pathway, mine)}
    if _R.ADMINISTRATOR in told and not has_part(pathway, mine) and holding.breaks_glass(actor):
        found.add(_R.ADMINISTRATOR)
    if pathway.state not in SHOWN_TO_COMPANY:
        found -= OF_COMPANY
    carried = [mine[body] for body in bodies if body in mine]
    if "audit" not in needs:
        found.discard(_R.AUDITOR)
    represents_in = frozenset()
    if _R.REPRESENTATIVE in found:
        appointment = appointment_of(actor.id, pathway.worker_id)
        if appointment is None:
            found.discard(_R.REPRESENTATIVE)
        else:
            represents_in = actions_within(appointment.manner, appointment.scope)
    return CaseRoles(
        frozenset(found),
        frozenset().union(*carried),
        represents_in,
        needs=needs,
        in_person=frozenset(found & _in_person(told - needs, pathway, mine)),
    )


def _in_person(assigned: set[str], pathway: Pathway, mine: Mapping) -> set[CaseRoleKind]:
    """Return the parts that are somebody's own; the head of the office has each of its cases."""
    heads = holding.SIGN_FOR_OFFICE in mine.get(pathway.office_id, ())
    return {_R(role) for role in assigned} | ({_R.OFFICER} if heads else set())


def appointment_of(person: UUID, worker: UUID) -> Representative | None:
    """Return the appointment that holds today, whatever the night's job has closed."""
    today = timezone.localdate()
    found = Representative.objects.filter(
        worker_id=worker, person_id=person, ended_at__isnull=True
    ).first()
    if found is None:
        return None
    holds = is_in_force(
        today, starts_on=found.starts_on, ends_on=found.ends_on, ended=bool(found.ended_at)
    )
    return found if holds else None


def _sits_beside(actor: Actor, pathway: Pathway) -> bool:
    """The tutor of this very worker, still."""
    if actor.beside != pathway.worker_id:
        return False
    tutor = CaseRole.objects.filter(
        pathway_id=pathway.pk, person_id=actor.id, role=_R.TUTOR, until__isnull=True
    )
    mine = holding.held(Actor(ActorKind.PERSON, actor.id))
    return tutor.exists() and is_backed(_R.TUTOR, pathway, mine)


def is_backed(role: CaseRoleKind, pathway: Pathway, mine: Mapping) -> bool:
    """Say whether what somebody holds, by organization, still carries this part in the case."""
    if role in FROM_OUTSIDE:
        of_company = pathway.company_id in mine
        return not of_company and any(FROM_OUTSIDE[role] in carried for carried in mine.values())
    if role == _R.ADMINISTRATOR:
        return False  # assigned by nobody
    if role not in BACKED_BY:
        return True
    permission, body = BACKED_BY[role]
    return permission in mine.get(getattr(pathway, body), ())


def has_part(pathway: Pathway, mine: Mapping) -> bool:
    """Say whether somebody belongs to a body of the case, and so reads by that."""
    return bool({pathway.office_id, pathway.cooperative_id, pathway.company_id} & set(mine))


def may_do(actor: Actor, action: str, pathway: Pathway) -> bool:
    """Say whether the actor may take a step of this case."""
    return roles_in(actor, pathway).may(action)


def require_case(actor: Actor, action: str, pathway: Pathway) -> CaseRoles:
    """Refuse whoever may not take this step of this case."""
    roles = roles_in(actor, pathway)
    if not roles.may(action):
        raise Refused(f"pathways.{action}")
    return roles
