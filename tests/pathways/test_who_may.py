"""Every action with everybody: strangers are refused, insiders by what they are in the case."""

import pytest
from django.db import transaction

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations.models import Keeping, Membership
from ponte.pathways import actions, permissions
from ponte.pathways.models import Pathway
from ponte.pathways.permissions.cases import CASE_ACTIONS
from ponte.pathways.states import PathwayState
from tests.organizations import factories as town
from tests.pathways import factories as make
from tests.pathways.calls import CALLS, furnished
from tests.pathways.office_calls import WHO_MAY

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
INSIDERS = {
    **{"lead": {"officer"}, "officer": {"officer"}, "manager": {"manager"}, "tutor": {"tutor"}},
    **{"signatory": {"signatory"}, "referent": {"referent"}, "operator": {"service"}},
    **{"auditor": {"auditor"}, "worker": {"worker"}},
}
# What is held on a body, not in a case: who may.
BY_BODY = {
    **WHO_MAY,
    "break_glass": set(),
    "close_emergency": {"lead"},
    "review_emergency": {"lead"},
    "enrol_phone": {"tutor", "worker"},
    "cut_off_phone": {"lead", "officer", "tutor", "worker"},
    "settle_entry": {"worker"},
    "ask_proposal": {"lead", "officer"},
    "publish_weights": {"lead"},
    "review_pair": {"lead", "officer"},
    "take_from_assessment": {"lead", "officer"},
    "withdraw_limits": {"lead", "officer", "worker"},
    "write_abilities": {"lead", "officer"},
    "write_conditions": {"lead", "officer"},
    "contact_company": {"lead", "officer"},
    "correct_worker": {"lead", "officer", "manager", "tutor", "worker"},
    "draft_profile": {"lead", "officer"},
    "end_assisted": set(),
    "share_logbook": {"worker"},
    "edit_opportunity": {"lead", "officer"},
    "expire_opportunity": {"lead", "officer"},
    "fill_opportunity": {"lead", "officer"},
    "find_available": {"lead", "officer"},
    "find_not_available": {"lead", "officer"},
    "interview_company": {"lead", "officer"},
    "open_link": set(),
    "open_opportunity": {"lead", "officer"},
    "propose_candidate": {"manager", "tutor"},
    "record_disadvantage": {"lead", "officer"},
    "record_training": {"lead", "officer"},
    "register_worker": {"lead", "officer", "manager", "tutor"},
    "save_document": {"lead", "officer", "manager", "tutor"},
    "complete_document": {"manager", "tutor"},
    "attach_file": {"manager", "tutor"},
    "begin_sitting": {"manager", "tutor"},
    "pause_sitting": {"manager", "tutor"},
    "resume_sitting": {"manager", "tutor"},
    "end_sitting": {"manager", "tutor"},
    "renew_document": {"manager", "tutor"},
    "share_document": {"worker"},
    "sign_agreement": {"signatory"},
    "sign_by_link": set(),
    "state_by_code": {"lead", "officer", "manager", "tutor"},
    "state_by_link": set(),
    "take_lead": {"lead", "officer"},
    "validate_profile": {"lead", "officer"},
    "withdraw_opportunity": {"lead", "officer"},
}

# A tutor records these only where the worker said so on paper.
SPOKEN_BY_THE_WORKER = {"accept_proposal", "decline_proposal", "give_up"}


def refused(name: str, one, things, by) -> bool:
    """Try it, undo it, and say whether it was refused; a broken rule is no refusal."""
    try:
        with transaction.atomic():
            CALLS[name](one, things, by)
            transaction.set_rollback(True)
    except Refused:
        return True
    except RuleBroken:
        return False
    return False


@pytest.fixture
def scene():
    one = make.cast()
    return one, furnished(one)


def test_every_action_is_called_here():
    assert sorted(CALLS) == sorted(actions.__all__)
    told = set(CASE_ACTIONS) | set(BY_BODY)
    assert set(actions.__all__) - told == set()


def test_strangers_are_refused_by_every_action(scene):
    """Colleagues of another territory, officers of the platform, who is nobody here."""
    one, things = scene
    elsewhere = make.cast(" Altrove")
    strangers = [getattr(elsewhere, name) for name in INSIDERS] + [town.officer(), town.person()]
    for stranger in strangers:
        with make.acting_as(stranger) as by:
            let_in = [name for name in CALLS if not refused(name, one, things, by)]
            assert let_in == [], (stranger, let_in)
    with make.acting_as(None) as by:
        assert [name for name in CALLS if not refused(name, one, things, by)] == []


def test_no_human_step_is_taken_by_a_job(scene):
    one, things = scene
    with acting(Actor.job("test.robot")) as context:
        let_in = {name for name in CALLS if not refused(name, one, things, context.actor)}
    assert let_in == {"expire_opportunity", "tell_firms"}


def test_insiders_take_the_steps_of_their_role_and_no_others(scene):
    one, things = scene
    wrong = []
    for who, roles in INSIDERS.items():
        with one.as_(who) as by:
            let_in = {name for name in CALLS if not refused(name, one, things, by)}
        expected = {name for name, allowed in CASE_ACTIONS.items() if allowed & roles}
        if who == "tutor":
            expected -= SPOKEN_BY_THE_WORKER
        expected |= {name for name, people in BY_BODY.items() if who in people}
        wrong += [(who, name) for name in let_in ^ expected]
    assert wrong == []


def test_who_left_the_body_has_left_the_case(scene):
    one, things = scene
    Membership.objects.filter(person=one.tutor).update(ended_at="2026-01-01T00:00Z")
    with one.as_("tutor") as by:
        assert permissions.roles_in(by, things.case).roles == frozenset()
        with pytest.raises(Refused):
            actions.enter_hours(pathway=things.case, day=make.today(), minutes=60, by=by)


def test_a_keeper_of_listings_is_a_stranger_to_cases(scene):
    one, things = scene
    network = make.organization("Consorzio")
    keeper = make.member(network, "cooperative_manager")
    Keeping.objects.create(keeper=network, kept=one.cooperative, ground="Statute")
    with make.acting_as(keeper) as by:
        assert not Pathway.objects.exists()
        assert [name for name in CALLS if not refused(name, one, things, by)] == []


def test_a_tutor_never_answers_for_the_worker_but_records_paper(scene):
    one, _things = scene
    other = make.worker(one, "Piero Carta", person_id=None)
    case = make.case_at(one, PathwayState.PROPOSED, worker=other)
    with one.as_("tutor") as by:
        with pytest.raises(Refused):
            actions.accept_proposal(pathway=case, by=by)
        assert actions.accept_proposal(pathway=case, means="paper", by=by).state == 30
