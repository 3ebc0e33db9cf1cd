"""The next steps of a case: who may take them, and what each still lacks."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.pathways.models import Opportunity, Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries.facts import case_facts, opportunity_facts
from ponte.pathways.queries.restricting import is_restricted
from ponte.pathways.rules.cases import NOT_AGREED, CaseFacts, lacking
from ponte.pathways.rules.limits import MONTHS
from ponte.pathways.rules.opportunities import lacking as lacking_of_opportunity
from ponte.pathways.rules.reasons import Missing
from ponte.pathways.rules.restricting import RESTRICTED, STOPPED
from ponte.pathways.states import (
    OPENING_EDITABLE,
    OPPORTUNITY_TRANSITIONS,
    PATHWAY_TRANSITIONS,
    OpportunityState,
    PathwayState,
)

_P, _O = PathwayState, OpportunityState

VERBS: dict[PathwayState, tuple[str, str | Promise]] = {
    _P.PROPOSED: ("share_proposal", _("Propose it to the worker")),
    _P.ACCEPTED: ("accept_proposal", _("Accept")),
    _P.DECLINED: ("decline_proposal", _("Decline")),
    _P.REQUESTED: ("request_activation", _("Ask for the start")),
    _P.ORIENTATION: ("begin_orientation", _("Give an appointment")),
    _P.ASSESSED: ("finish_assessment", _("Finish the skills assessment")),
    _P.MATCH_REVIEW: ("begin_match_review", _("Review the match")),
    _P.NOT_MATCHED: ("reject_match", _("Say that it does not match")),
    _P.AGREEMENT_DRAFT: ("approve_match", _("Approve the match")),
    _P.CLOSED_BEFORE_START: ("close_before_start", _("Close before the start")),
    _P.GIVEN_UP: ("give_up", _("Give it up")),
    _P.IN_SECONDMENT: ("start_secondment", _("Start the secondment")),
    _P.SUSPENDED: ("suspend_secondment", _("Let it rest")),
    _P.COMPLETED: ("complete_secondment", _("Complete the secondment")),
    _P.INTERRUPTED: ("interrupt_secondment", _("Break it off")),
    _P.EVALUATED: ("evaluate_pathway", _("Approve the final report")),
    _P.HIRED: ("record_hire", _("Record the hire")),
    _P.RETURNED_TO_COOP: ("record_return", _("Record the return")),
    _P.OTHER_EXIT: ("record_other_exit", _("Record another way out")),
    _P.FOLLOW_UP: ("begin_follow_up", _("Begin the follow-up")),
    _P.CLOSED: ("close_pathway", _("Close the case")),
}
AGAIN = {
    (_P.NOT_MATCHED, _P.REQUESTED): ("request_again", _("Ask with another opening")),
    (_P.SUSPENDED, _P.IN_SECONDMENT): ("resume_secondment", _("Take it up again")),
    (_P.SUSPENDED, _P.SUSPENDED): ("review_suspension", _("Looked at: let it rest longer")),
}
# Off the main road: offered last, and never as the main button.
ASIDE = frozenset(
    {_P.DECLINED, _P.NOT_MATCHED, _P.CLOSED_BEFORE_START, _P.GIVEN_UP}
    | {_P.SUSPENDED, _P.INTERRUPTED}
)
# The state that an action leads to; it says what happened.
LEADS = {action: state for state, (action, _label) in VERBS.items()}
LEADS |= {action: new for (_old, new), (action, _label) in AGAIN.items()}
# Taken while the case stays where it is.
LOOK_BACK = ("record_follow_up", _("Look back"))
# What the form of a step asks for: no hindrance before the button is pressed.
ASKED = {
    "share_proposal": {"shared_on", "support_actions"},
    "accept_proposal": {"accepted_on", "accepted_means"},
    "request_activation": {"opportunity"},
    "request_again": {"opportunity"},
    "begin_orientation": {"appointment_on"},
    "reject_match": {"reason"},
    "approve_match": {"reason", "terms"},
    "close_before_start": {"reason"},
    "start_secondment": {"notified_on", "safety_checked_on"},
    "suspend_secondment": {"pause"},
    "interrupt_secondment": {"interrupted_by", "reason"},
    "record_hire": {"on", "contract_type", "weekly_hours", "collective_agreement"},
    "record_other_exit": {"kind"},
    "close_pathway": {"reason"},
}


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the verb, where it leads, and what is missing before it can be pressed."""

    action: str
    label: str | Promise
    leads_to: int | str
    missing: tuple[Missing, ...] = ()
    is_aside: bool = False

    @property
    def is_ready(self) -> bool:
        return not self.missing


def next_steps(pathway: Pathway, mine: CaseRoles) -> list[Step]:
    """Return the steps that the reader may take now, ready or not."""
    old = PathwayState(pathway.state)
    wanted = []
    for new in sorted(PATHWAY_TRANSITIONS[old], key=lambda new: (new in ASIDE, new)):
        verb = AGAIN.get((old, new)) or VERBS.get(new)
        if verb and mine.may(verb[0]):
            wanted.append((new, *verb))
    looking_back = [_P.CLOSED] if old in (_P.FOLLOW_UP, _P.CLOSED) else []
    facts = case_facts(pathway, *(new for new, _action, _label in wanted), *looking_back)
    found = [
        Step(action, label, new, _hindering(action, facts, new), new in ASIDE)
        for new, action, label in wanted
    ]
    if looking_back and mine.may(LOOK_BACK[0]) and facts.looked_back < set(MONTHS):
        agreed = () if facts.may_ask_later else (Missing("consent", NOT_AGREED),)
        found.insert(0, Step(*LOOK_BACK, old, agreed))
    return _held_up(pathway, mine, found)


def _held_up(pathway: Pathway, mine: CaseRoles, steps: list[Step]) -> list[Step]:
    """While the worker's data may only be read, say so at the steps that would use them."""
    stopped = {one.action for one in steps if one.action in STOPPED}
    stopped = {action for action in stopped if not mine.is_own_word(action)}
    if not stopped or not is_restricted(pathway.worker_id):
        return steps
    why = (Missing("restricted", RESTRICTED),)
    return [replace(one, missing=why) if one.action in stopped else one for one in steps]


def step_of(pathway: Pathway, mine: CaseRoles, action: str) -> Step | None:
    """Return one step of the reader's, if the case stands where it can be taken."""
    return next((one for one in next_steps(pathway, mine) if one.action == action), None)


def _hindering(action: str, facts: CaseFacts, new: PathwayState) -> tuple[Missing, ...]:
    asked = ASKED.get(action, set())
    missing = lacking(facts, new)
    return tuple(one for one in missing if one.field not in asked and one.code not in asked)


OPENING_VERBS: dict[OpportunityState, tuple[str, str | Promise, bool]] = {
    _O.CONTACTED: ("contact_company", _("The company was reached"), False),
    _O.INTERVIEWED: ("interview_company", _("Write the interview"), False),
    _O.AVAILABLE: ("find_available", _("The company is available"), False),
    _O.NOT_AVAILABLE: ("find_not_available", _("The company is not available"), False),
    _O.PROFILE_DRAFT: ("draft_profile", _("Write the job profile"), False),
    _O.PROFILE_VALIDATED: ("validate_profile", _("Validate the profile"), True),
    _O.OPEN: ("open_opportunity", _("Open it"), True),
    _O.FILLED: ("fill_opportunity", _("Say that it is filled"), True),
    _O.WITHDRAWN: ("withdraw_opportunity", _("Withdraw it"), False),
}


# Taken by whoever searches, while the opening stays where it is.
OPENING_CORRECT = ("edit_opportunity", _("Correct what is known"))
OPENING_PROFILE = ("draft_profile", _("Go on with the job profile"))


def next_steps_of_opening(opportunity: Opportunity, *, searches: bool, places: bool) -> list[Step]:
    """Return the steps of an opening for who searches or places."""
    facts, state = opportunity_facts(opportunity), OpportunityState(opportunity.state)
    found = []
    for new in OpportunityState:
        if new not in OPPORTUNITY_TRANSITIONS[state] or new not in OPENING_VERBS:
            continue
        action, label, by_office = OPENING_VERBS[new]
        if places if by_office else searches:
            missing = tuple(
                one for one in lacking_of_opportunity(facts, new) if one.code != "reason"
            )
            found.append(Step(action, label, new.value, missing))
    if searches and state == _O.PROFILE_DRAFT:
        found.append(Step(*OPENING_PROFILE, state.value))
    if searches and state in OPENING_EDITABLE:
        found.append(Step(*OPENING_CORRECT, state.value))
    return found
