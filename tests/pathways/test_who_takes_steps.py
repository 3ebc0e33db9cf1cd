"""Who takes which step: the table of the procedure, state by state."""

import pytest

from ponte.kit.errors import Refused
from ponte.pathways import actions
from ponte.pathways.permissions.cases import CASE_ACTIONS, CaseRoles
from ponte.pathways.queries.steps import AGAIN, LOOK_BACK, VERBS
from ponte.pathways.rules.stating import PARTIES, SAID_BY, SERVICE
from ponte.pathways.states import CaseRoleKind, Party, StatedOf
from ponte.pathways.states import PathwayState as P
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
R = CaseRoleKind
COOP = {R.TUTOR, R.MANAGER}
OFFICE = {R.OFFICER}
# The worker says it, or who was appointed; the tutor only writes down what the worker signed.
WORKER = {R.WORKER, R.REPRESENTATIVE, R.TUTOR}
TABLE = {
    P.PROPOSED: COOP,  # jointly with the service, which states it itself
    P.ACCEPTED: WORKER,
    P.DECLINED: WORKER,
    P.GIVEN_UP: WORKER,
    P.REQUESTED: COOP,
    P.ORIENTATION: OFFICE,
    P.ASSESSED: OFFICE,
    P.MATCH_REVIEW: OFFICE,
    P.NOT_MATCHED: OFFICE,
    P.AGREEMENT_DRAFT: OFFICE,
    P.CLOSED_BEFORE_START: OFFICE | {R.MANAGER},
    P.IN_SECONDMENT: {R.TUTOR},
    P.SUSPENDED: {R.TUTOR},
    P.COMPLETED: {R.TUTOR},
    P.INTERRUPTED: {R.TUTOR},
    P.EVALUATED: OFFICE,  # approves what tutor, company and worker have signed
    P.HIRED: OFFICE,
    P.RETURNED_TO_COOP: COOP,
    P.OTHER_EXIT: OFFICE,
    P.FOLLOW_UP: COOP,
    P.CLOSED: OFFICE,
}


def test_every_state_is_led_to_by_whom_the_table_names():
    assert {state: set(CASE_ACTIONS[action]) for state, (action, _) in VERBS.items()} == TABLE
    for (_old, new), (action, _label) in AGAIN.items():
        assert set(CASE_ACTIONS[action]) == TABLE[new], action
    assert set(CASE_ACTIONS[LOOK_BACK[0]]) == TABLE[P.FOLLOW_UP] | OFFICE  # as the yes says
    assert set(P) - set(TABLE) == {P.CANDIDATE, P.AGREEMENT_SIGNED}  # opened, and signed by four


def test_who_states_what_is_whom_the_table_names():
    assert PARTIES[StatedOf.SHARING] == (SERVICE,)
    assert set(PARTIES[StatedOf.REPORT]) == {Party.COOPERATIVE, Party.COMPANY, Party.WORKER}
    assert SAID_BY[Party.COOPERATIVE] == COOP and SAID_BY[Party.OFFICE] == OFFICE


@pytest.mark.parametrize("role", list(R))
def test_nobody_else_is_offered_a_step(role):
    mine = CaseRoles(frozenset({role}), represents_in=frozenset(CASE_ACTIONS))
    told = {state for state, (action, _label) in VERBS.items() if mine.may(action)}
    assert told == {state for state, roles in TABLE.items() if role in roles}


def test_the_office_neither_begins_nor_breaks_off_a_secondment():
    one = make.cast()
    case = make.case_at(one, P.AGREEMENT_SIGNED)
    day = make.today()
    told = {"notified_on": day, "safety_checked_on": day, "post": "Gardener"}
    for who in ("officer", "lead", "manager", "signatory", "worker"):
        with one.as_(who) as by:
            with pytest.raises(Refused):
                actions.start_secondment(pathway=case, by=by, **told)
            with pytest.raises(Refused):
                actions.interrupt_secondment(pathway=case, side="worker", reason="x", by=by)
    with one.as_("tutor") as by:
        actions.start_secondment(pathway=case, by=by, **told)
        ended = actions.interrupt_secondment(pathway=case, side="worker", reason="x", by=by)
    assert ended.state == P.INTERRUPTED


def test_another_opening_is_asked_for_by_the_cooperative():
    one = make.cast()
    case = make.case_at(one, P.MATCH_REVIEW)
    other = make.opening(one)
    with one.as_("officer") as by:
        actions.reject_match(pathway=case, reason="Noise", by=by)
        with pytest.raises(Refused):
            actions.request_again(pathway=case, opportunity=other, by=by)
    with one.as_("manager") as by:
        assert actions.request_again(pathway=case, opportunity=other, by=by).state == P.REQUESTED
