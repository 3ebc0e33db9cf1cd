"""What each step of a case asks for, from plain facts; each refusal by its own missing thing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ponte.pathways.rules.cases import CaseFacts, Contract, Training, lacking, months_before
from ponte.pathways.rules.hours import Ledger
from ponte.pathways.states import (
    CaseRoleKind,
    Instrument,
    InterviewKind,
    Means,
    Party,
    Pause,
    Side,
)
from ponte.pathways.states import PathwayState as P
from tests.pathways.factories import terms

TODAY = date(2026, 5, 20)
DAY = timedelta(days=1)
READY = CaseFacts(
    today=TODAY,
    employed_since=date(2025, 11, 20),
    skills_adequate=True,
    shared_on=TODAY,
    support_actions="A phone call a week",
    accepted_on=TODAY,
    accepted_means=Means.PAPER,
    opportunity_is_open=True,
    seats_left=1,
    sheets=frozenset(Instrument.values),
    appointment_on=TODAY,
    terms=terms(starts_on=TODAY, ends_on=TODAY + 120 * DAY),
    has_tutor=True,
    training=Training((10, 10, 10, 10)),
    referent_named=True,
    signed=frozenset(Party.values),
    starts_on=date(2026, 1, 12),
    notified_on=TODAY,
    safety_checked_on=TODAY,
    pause=Pause.HOLIDAY,
    ledger=Ledger(planned_hours=300, done=300 * 60, confirmed=300 * 60),
    last_interviews=frozenset(InterviewKind.values),
    interrupted_by=Side.COMPANY,
    report_signed=frozenset({Party.COOPERATIVE, Party.COMPANY, Party.WORKER}),
    has_post=True,
    contract=Contract("training", TODAY, "permanent", 30, "CCNL"),
    looked_back=frozenset({12}),
    reason="It fits",
)


def codes(new: P, **changed) -> list[str]:
    return [one.code for one in lacking(replace(READY, **changed), new)]


@pytest.mark.parametrize("state", P)
def test_a_case_of_which_all_is_known_lacks_nothing(state):
    assert codes(state) == []


@pytest.mark.parametrize(
    ("state", "changed", "code"),
    [
        (P.CANDIDATE, {"employed_since": date(2025, 11, 21)}, "six_months"),
        (P.CANDIDATE, {"skills_adequate": False}, "skills"),
        (P.CANDIDATE, {"age": 51}, "age"),
        (P.PROPOSED, {"shared_on": None}, "meeting"),
        (P.PROPOSED, {"shared_on": TODAY + DAY}, "meeting"),
        (P.PROPOSED, {"service_asked": True}, "sharing_service"),
        (P.PROPOSED, {"support_actions": " "}, "support"),
        (P.ACCEPTED, {"accepted_on": None}, "agreement"),
        (P.ACCEPTED, {"accepted_on": TODAY + DAY}, "agreement"),
        (P.ACCEPTED, {"accepted_means": "hearsay"}, "means"),
        (P.REQUESTED, {"opportunity_is_open": False}, "opportunity"),
        (P.REQUESTED, {"seats_left": 0}, "seat"),
        (P.REQUESTED, {"sheets": frozenset()}, "sheet_I3"),
        (P.ORIENTATION, {"appointment_on": None}, "appointment"),
        (P.ASSESSED, {"sheets": frozenset()}, "sheet_I4"),
        (P.MATCH_REVIEW, {"sheets": frozenset({"I1", "I4"})}, "sheet_I2"),
        (P.NOT_MATCHED, {"reason": " "}, "reason"),
        (P.CLOSED_BEFORE_START, {"reason": ""}, "reason"),
        (P.AGREEMENT_DRAFT, {"reason": ""}, "reason"),
        (P.AGREEMENT_DRAFT, {"terms": None}, "terms"),
        (P.AGREEMENT_DRAFT, {"sheets": frozenset()}, "sheet_I11"),
        (P.AGREEMENT_DRAFT, {"has_tutor": False}, "tutor"),
        (P.AGREEMENT_DRAFT, {"training": Training((40, 0, 0, 0))}, "training"),
        (P.AGREEMENT_DRAFT, {"referent_named": False}, "referent"),
        (P.AGREEMENT_SIGNED, {"signed": frozenset(Party.values) - {"worker"}}, "signature_worker"),
        (P.IN_SECONDMENT, {"starts_on": None}, "start"),
        (P.IN_SECONDMENT, {"starts_on": TODAY + DAY}, "start"),
        (P.IN_SECONDMENT, {"notified_on": None}, "notice"),
        (P.IN_SECONDMENT, {"notified_on": TODAY + DAY}, "notice_day"),
        (P.IN_SECONDMENT, {"safety_checked_on": None}, "safety"),
        (P.IN_SECONDMENT, {"safety_checked_on": TODAY + DAY}, "safety_day"),
        (P.SUSPENDED, {"pause": "illness"}, "pause"),
        (P.INTERRUPTED, {"interrupted_by": ""}, "side"),
        (P.INTERRUPTED, {"reason": ""}, "reason"),
        (P.INTERRUPTED, {"ended_on": TODAY + DAY}, "end_day"),
        (P.COMPLETED, {"ended_on": date(2026, 1, 11)}, "end_day"),
        (P.COMPLETED, {"last_interviews": frozenset({"worker"})}, "last_company"),
        (P.EVALUATED, {"sheets": frozenset()}, "sheet_I10"),
        (P.HIRED, {"contract": replace(READY.contract, on=None)}, "start"),
        (P.HIRED, {"contract": replace(READY.contract, contract_type=" ")}, "contract"),
        (P.HIRED, {"contract": replace(READY.contract, weekly_hours=None)}, "weekly"),
        (P.HIRED, {"contract": replace(READY.contract, collective_agreement="")}, "collective"),
        (P.RETURNED_TO_COOP, {"has_post": False}, "post"),
        (P.OTHER_EXIT, {"contract": Contract("hired")}, "kind"),
        (P.OTHER_EXIT, {"contract": Contract("")}, "kind"),
        (P.CLOSED, {"looked_back": frozenset({3, 6}), "reason": " "}, "follow_up"),
    ],
)
def test_each_thing_that_a_step_lacks_is_named(state, changed, code):
    assert codes(state, **changed) == [code]


def test_the_age_is_a_target_that_a_reason_replaces():
    assert codes(P.CANDIDATE, age=30) == codes(P.CANDIDATE, age=50) == []
    assert codes(P.CANDIDATE, age=29, age_reason="Alone with two children") == []


def test_a_service_that_was_asked_has_said_it():
    said = frozenset({CaseRoleKind.SERVICE})
    assert codes(P.PROPOSED, service_asked=True, service_said=said) == []


def test_other_tasks_need_the_workers_own_word():
    changed = {"terms": replace(READY.terms, tasks_change="yes", tasks="Packs at the line")}
    assert codes(P.IN_SECONDMENT, **changed) == ["tasks_worker"]
    assert codes(P.IN_SECONDMENT, **changed, tasks_agreed=True) == []
    assert codes(P.IN_SECONDMENT, terms=None) == []


def test_a_last_day_before_a_first_that_never_came_is_nobodys_fault():
    assert codes(P.INTERRUPTED, ended_on=date(2026, 1, 11), safety_checked_on=None) == []


def test_hours_end_a_secondment_when_done_and_confirmed_or_enough_and_all_agree():
    short = Ledger(planned_hours=300, done=249 * 60, confirmed=249 * 60)
    assert codes(P.COMPLETED, ledger=short) == ["hours"]
    open_hours = replace(READY.ledger, confirmed=299 * 60)
    assert codes(P.COMPLETED, ledger=open_hours) == ["hours_open"]
    early = replace(short, done=250 * 60, confirmed=250 * 60)
    asked = [f"early_end_{one}" for one in ("office", "cooperative", "company", "worker")]
    assert codes(P.COMPLETED, ledger=early) == asked
    assert codes(P.COMPLETED, ledger=early, end_agreed=frozenset(Party.values)) == []


def test_the_report_is_signed_by_tutor_company_and_worker():
    assert codes(P.EVALUATED, report_signed=frozenset()) == [
        "report_cooperative",
        "report_company",
        "report_worker",
    ]


def test_nobody_returns_to_a_post_from_a_secondment_that_never_began():
    assert codes(P.RETURNED_TO_COOP, has_post=False, starts_on=None) == []
    assert codes(P.RETURNED_TO_COOP, has_post=False, safety_checked_on=None) == []


def test_without_a_yes_no_look_back_is_due():
    assert codes(P.CLOSED, looked_back=frozenset(), reason="", may_ask_later=False) == []


def test_experience_recognised_with_its_evidence_is_training_enough():
    assert Training(recognised_for="Ten years as a tutor").is_enough
    assert not Training((10, 10, 10, 9)).is_enough


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2028, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 5, 31), 1, date(2026, 4, 30)),
    ],
)
def test_months_earlier_is_the_same_day_or_the_last_of_a_shorter_month(day, months, found):
    assert months_before(day, months) == found
