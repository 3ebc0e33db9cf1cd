"""Roles in one case, and which of them may take which step."""

from dataclasses import dataclass

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.pathways.models import CaseRole, Pathway
from ponte.pathways.permissions import holding
from ponte.pathways.states import SHOWN_TO_COMPANY, CaseRoleKind

_R = CaseRoleKind

# Whoever was assigned still has to be a member who holds this, of the body named.
BACKED_BY = {
    _R.TUTOR: (holding.OPEN_CASES, "cooperative_id"),
    _R.OFFICER: (holding.PLACE_WORKERS, "office_id"),
    _R.MANAGER: (holding.MANAGE_CASES, "cooperative_id"),
    _R.REFERENT: (holding.HOST_WORKERS, "company_id"),
    _R.SIGNATORY: (holding.SIGN_FOR_COMPANY, "company_id"),
}
# For all cases of their body, without assignment.
BY_OFFICE = (_R.OFFICER, _R.MANAGER, _R.SIGNATORY)
OF_COMPANY = frozenset({_R.REFERENT, _R.SIGNATORY})

_OWN = {_R.WORKER, _R.REPRESENTATIVE}
_COOP = {_R.TUTOR, _R.MANAGER}

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
        "request_again": {_R.OFFICER, *_COOP},
        "close_before_start": {_R.OFFICER, _R.MANAGER},
        "give_up": {*_OWN, _R.TUTOR},
        "revise_agreement": {_R.OFFICER},
        "amend_agreement": {_R.OFFICER},
        "withdraw_amendment": {_R.OFFICER},
        "record_paper_signature": {_R.OFFICER},
        "name_signatory": {_R.OFFICER},
        "end_signatory": {_R.OFFICER},
        "send_signing_link": {_R.OFFICER, _R.TUTOR},
        "issue_signing_code": {_R.OFFICER},
        "send_signing_code": {_R.OFFICER},
        "revoke_signing_pass": {_R.OFFICER, _R.TUTOR},
        "sign_by_code": {_R.TUTOR, _R.OFFICER, _R.MANAGER},
        "start_secondment": {_R.TUTOR, _R.OFFICER},
        "suspend_secondment": {_R.TUTOR},
        "resume_secondment": {_R.TUTOR},
        "complete_secondment": {_R.TUTOR},
        "interrupt_secondment": {_R.TUTOR, _R.OFFICER},
        "enter_hours": {_R.TUTOR, *_OWN},
        "correct_hours": {_R.TUTOR, *_OWN},
        "confirm_hours": {_R.REFERENT, _R.SIGNATORY},
        "amend_hours": {_R.OFFICER, _R.TUTOR},
        "hold_interview": {_R.TUTOR},
        "raise_issue": {_R.TUTOR, _R.OFFICER, *_OWN},
        "act_on_issue": {_R.TUTOR},
        "evaluate_pathway": {_R.OFFICER},
        "record_hire": {_R.OFFICER},
        "record_return": {_R.OFFICER, _R.MANAGER},
        "record_other_exit": {_R.OFFICER},
        "begin_follow_up": {_R.OFFICER, *_COOP},
        "record_follow_up": {_R.OFFICER, *_COOP},
        "close_pathway": {_R.OFFICER},
        "assign_role": {_R.OFFICER, _R.MANAGER},
        "end_role": {_R.OFFICER, _R.MANAGER},
        "add_cost": {_R.OFFICER, _R.MANAGER},
        "remove_cost": {_R.OFFICER, _R.MANAGER},
    }.items()
}


@dataclass(frozen=True, slots=True)
class CaseRoles:
    """What one actor is in one case."""

    roles: frozenset[CaseRoleKind] = frozenset()
    held: frozenset[str] = frozenset()

    def may(self, action: str) -> bool:
        """Say whether one of the roles takes this step."""
        return bool(self.roles & CASE_ACTIONS[action])


def roles_in(actor: Actor, pathway: Pathway) -> CaseRoles:
    """Return the actor's roles in a case; a company has none before the case is shown to it."""
    if not actor.is_person:
        return CaseRoles()
    mine = holding.held(actor)
    bodies = {pathway.office_id, pathway.cooperative_id, pathway.company_id}
    assigned = CaseRole.objects.filter(
        pathway_id=pathway.pk, person_id=actor.id, until__isnull=True
    ).values_list("role", flat=True)
    found = {_R(role) for role in assigned} | set(BY_OFFICE)
    found = {role for role in found if _is_backed(role, pathway, mine)}
    if pathway.state not in SHOWN_TO_COMPANY:
        found -= OF_COMPANY
    carried = [mine[body] for body in bodies if body in mine]
    return CaseRoles(frozenset(found), frozenset().union(*carried))


def _is_backed(role: CaseRoleKind, pathway: Pathway, mine) -> bool:
    if role not in BACKED_BY:
        return True
    permission, body = BACKED_BY[role]
    return permission in mine.get(getattr(pathway, body), ())


def may_do(actor: Actor, action: str, pathway: Pathway) -> bool:
    """Say whether the actor may take a step of this case."""
    return roles_in(actor, pathway).may(action)


def require_case(actor: Actor, action: str, pathway: Pathway) -> CaseRoles:
    """Refuse whoever may not take this step of this case."""
    roles = roles_in(actor, pathway)
    if not roles.may(action):
        raise Refused(f"pathways.{action}")
    return roles
