"""A worker's ways in: the card, the session beside the tutor, who a court appointed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ponte.accounts.models import Card, Person
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.models import Entry
from ponte.organizations.models import Membership
from ponte.organizations.permissions import row_scope
from ponte.pathways import actions, permissions
from ponte.pathways.actions.representatives import close_expired_representatives
from ponte.pathways.models import CaseRole, Document, HoursEntry, Representative
from ponte.pathways.permissions.cases import CASE_ACTIONS, IN_ASSISTED
from ponte.pathways.permissions.matrix import Data, may_read, may_write
from ponte.pathways.rules.representing import ACTIONS_OF
from ponte.pathways.states import Area, PathwayState
from tests.pathways import factories as make
from tests.pathways.calls import CALLS, furnished
from tests.pathways.test_who_may import refused

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def scene():
    one = make.cast()
    return one, furnished(one)


# The card


def test_the_office_gives_a_card_to_a_worker_without_address(rows):
    one = make.cast()
    worker = make.worker(one, "Piero Carta", person_id=None)
    case = make.case_at(one, PathwayState.PROPOSED, worker=worker)
    with one.as_("officer") as by:
        printed = actions.give_card(pathway=case, by=by)
    worker.refresh_from_db()
    assert worker.person_id == printed.card.person_id
    person = Person.objects.get(pk=worker.person_id)
    with make.acting_as(person) as by:
        assert permissions.roles_in(by, case).roles == {"worker"}
        assert actions.accept_proposal(pathway=case, by=by).state == PathwayState.ACCEPTED
    with one.as_("officer") as by:
        again = actions.give_card(pathway=case, by=by)
        assert again.card.person_id == worker.person_id
        assert actions.take_card(pathway=case, by=by) == 1
    assert not Card.objects.filter(ended_at__isnull=True).exists()
    assert CaseRole.objects.filter(person=person, role="worker").count() == 1


def test_a_worker_with_an_address_of_their_own_gets_no_card(scene):
    one, things = scene
    with one.as_("officer") as by, pytest.raises(RuleBroken, match="by e-mail"):
        actions.give_card(pathway=things.case, by=by)


def test_no_tutor_of_the_worker_prints_what_the_worker_signs_with(rows):
    """Neither by the part of a tutor, nor as an officer who is the tutor beside."""
    one = make.cast()
    case = make.case_at(
        one, PathwayState.PROPOSED, worker=make.worker(one, "Piero Carta", person_id=None)
    )
    for who in ("tutor", "manager"):
        with one.as_(who) as by, pytest.raises(Refused):
            actions.give_card(pathway=case, by=by)
    both = make.member(one.cooperative, "integration_tutor")
    Membership.objects.create(organization=one.office, person=both, role="placement_officer")
    with one.as_("manager") as by:
        part = actions.assign_role(pathway=case, person=both.pk, role="tutor", by=by)
    with make.acting_as(both) as by, pytest.raises(RuleBroken, match="tutor"):
        actions.give_card(pathway=case, by=by)
    with make.acting_as(both) as by, pytest.raises(RuleBroken, match="tutor"):
        actions.invite_worker(pathway=case, confirmed="", by=by)
    assert not Card.objects.exists()
    CaseRole.objects.filter(pk=part.pk).update(until=make.timezone.now())
    with make.acting_as(both) as by:
        assert actions.give_card(pathway=case, by=by).number


def test_nobody_makes_themselves_the_worker(rows):
    one = make.cast()
    with one.as_("tutor") as by, pytest.raises(RuleBroken, match="themselves"):
        make.actions.register_worker(
            office=one.office,
            employer=one.cooperative,
            facts=make.WorkerFacts("Me", make.date(2020, 1, 1), person_id=one.tutor.pk),
            by=by,
        )


# Beside the tutor


def beside(one, case) -> Actor:
    with one.as_("tutor") as by:
        return actions.open_assisted(pathway=case, by=by)


def in_session(one, case):
    """The row context of a request in an assisted session."""
    who = beside(one, case)
    bodies, platform = row_scope(Actor.of_person(one.tutor))
    return who, acting(who, organizations=bodies, platform=platform)


def test_an_assisted_session_lets_in_what_is_listed_and_nothing_else(scene):
    one, things = scene
    who, context = in_session(one, things.case)
    with context:
        let_in = {name for name in CALLS if not refused(name, one, things, who)}
    assert let_in == IN_ASSISTED | {"end_assisted"}
    assert set(actions.__all__) >= IN_ASSISTED


def test_nothing_that_binds_or_opens_is_on_the_list():
    never = ("sign", "accept", "decline", "give_up", "share", "consent", "revoke", "appoint")
    assert [name for name in IN_ASSISTED if name.startswith(never)] == []


def test_an_assisted_session_opens_the_assessment_and_no_other_data_of_the_matrix(scene):
    one, things = scene
    who, context = in_session(one, things.case)
    with context:
        assert [data for data in Data if may_read(who, things.case, data)] == [Data.ASSESSMENT]
        assert [data for data in Data if may_write(who, things.case, data)] == [Data.ASSESSMENT]


def test_both_are_in_the_journal_and_in_the_history(scene):
    one, things = scene
    who, context = in_session(one, things.case)
    with context:
        made = actions.enter_hours(
            pathway=things.case, day=make.today(), minutes=45, kind="training", by=who
        )
    line = Entry.objects.filter(what="hours.logged").first()
    assert (line.actor_kind, line.actor_id) == ("assisted", one.tutor.pk)
    assert line.facts["beside"] == str(things.case.worker_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_context FROM pathways_hoursentryevent WHERE id = %s", [made.pk])
        kept = cursor.fetchone()[0]
    assert str(one.tutor.pk) in str(kept) and str(things.case.worker_id) in str(kept)
    assert HoursEntry.objects.get(pk=made.pk).entered_by_id == one.tutor.pk


def test_a_page_written_together_is_read_by_the_worker_alone(scene):
    one, things = scene
    who, context = in_session(one, things.case)
    with context:
        key = actions.write_logbook(
            pathway=things.case, told={"did": "Boxes"}, readers=["tutor"], by=who
        )
        assert not Document.objects.filter(pk=key).exists()
    with one.as_("tutor"):
        assert not Document.objects.filter(pk=key).exists()
    with one.as_("worker"):
        assert Document.objects.get(pk=key).shared_with == []


def test_the_session_is_for_this_worker_and_this_tutor(scene):
    one, things = scene
    other = make.case_at(one, worker=make.worker(one, "Altra", person_id=None))
    who, context = in_session(one, things.case)
    with context:
        assert not permissions.roles_in(who, other).beside
        assert permissions.roles_in(who, things.case).beside
    CaseRole.objects.filter(role="tutor", pathway=things.case).update(until="2026-01-01T00:00Z")
    with context_again(who, one):
        assert not permissions.roles_in(who, things.case).beside


def context_again(who, one):
    bodies, platform = row_scope(Actor.of_person(one.tutor))
    return acting(who, organizations=bodies, platform=platform)


# Who a court appointed

TAKEN = {
    "enter_hours": Area.FILL,
    "correct_hours": Area.FILL,
    "raise_issue": Area.FILL,
    "save_document": Area.FILL,
    "accept_proposal": Area.DECIDE,
    "decline_proposal": Area.DECIDE,
    "give_up": Area.DECIDE,
    "share_document": Area.DECIDE,
    "sign_agreement": Area.SIGN,
    "state_ending": Area.SIGN,
}
KINDS = [("guardian", "for"), ("administrator", "for"), ("administrator", "beside")]


@pytest.mark.parametrize("kind, manner", KINDS)
@pytest.mark.parametrize("scope", [["fill"], ["decide"], ["sign"], ["fill", "decide", "sign"]])
def test_each_action_by_each_appointment(scene, kind, manner, scope):
    one, things = scene
    who = make.person()
    make.represented(one, things.case, who, kind=kind, manner=manner, scope=scope)
    with make.acting_as(who) as by:
        mine = permissions.roles_in(by, things.case)
        for action, area in TAKEN.items():
            beside = area != Area.DECIDE or action == "accept_proposal"
            expected = area in scope and (manner == "for" or beside)
            if action in CASE_ACTIONS:
                assert mine.may(action) == expected, action
            assert mine.is_own_word(action) == expected, action
        others = set(CASE_ACTIONS) - set(TAKEN)
        assert [name for name in others if mine.may(name)] == []
        assert may_read(by, things.case, Data.AGREEMENT)
        wanted = "fill" in scope
        assert may_write(by, things.case, Data.ASSESSMENT) == wanted


def test_every_action_of_an_area_is_in_the_table():
    assert frozenset().union(*ACTIONS_OF.values()) - set(TAKEN) == {
        "complete_document",
        "correct_worker",
    }


def test_who_represents_never_opens_the_diary(scene):
    one, things = scene
    who = make.person()
    make.represented(one, things.case, who)
    with make.acting_as(who) as by:
        assert not may_read(by, things.case, Data.LOGBOOK)
        assert not may_write(by, things.case, Data.LOGBOOK)
        assert Document.objects.filter(instrument="I9").count() == 0
    with one.as_("worker"):
        assert Document.objects.filter(instrument="I9").count() == 1


def test_an_appointment_begins_and_ends_on_its_days(scene):
    one, things = scene
    who, today = make.person(), make.today()
    made = make.represented(one, things.case, who, ends_on=today)

    def lets_in() -> bool:
        with make.acting_as(who) as by:
            return permissions.roles_in(by, things.case).may("enter_hours")

    assert lets_in()
    Representative.objects.filter(pk=made.pk).update(ends_on=today - timedelta(days=1))
    assert not lets_in(), "before the night's job, on the same day"
    assert CaseRole.objects.filter(person=who, until__isnull=True).exists()
    with acting(Actor.job("test")) as context:
        assert close_expired_representatives(by=context.actor) == 1
    assert not CaseRole.objects.filter(person=who, until__isnull=True).exists()
    Representative.objects.filter(pk=made.pk).update(
        ends_on=None, ended_at=None, starts_on=today + timedelta(days=1)
    )
    CaseRole.objects.filter(person=who).update(until=None)
    assert not lets_in(), "not before the first day"


def test_the_office_ends_an_appointment_at_once(scene):
    one, things = scene
    with one.as_("officer") as by:
        ended = actions.end_representative(
            pathway=things.case, representative=things.representative.pk, by=by
        )
    assert ended.ended_at
    assert not CaseRole.objects.filter(role="representative", until__isnull=True).exists()


@pytest.mark.parametrize(
    "changed, field",
    [
        ({"kind": "friend"}, "kind"),
        ({"kind": "guardian", "manner": "beside"}, "manner"),
        ({"scope": []}, "scope"),
        ({"document": " "}, "document"),
        ({"ends_on": make.date(2026, 1, 2)}, "ends_on"),
    ],
)
def test_an_appointment_says_who_what_by_which_document_and_until_when(scene, changed, field):
    one, things = scene
    with pytest.raises(RuleBroken) as broken:
        make.represented(one, things.case, make.person(), **changed)
    assert broken.value.field == field


def test_neither_worker_nor_tutor_is_appointed_and_no_role_without_appointment(scene):
    one, things = scene
    for who in (one.worker, one.tutor):
        with pytest.raises(RuleBroken):
            make.represented(one, things.case, who)
    with one.as_("officer") as by, pytest.raises(RuleBroken, match="appointment first"):
        actions.assign_role(
            pathway=things.case, person=make.person().pk, role="representative", by=by
        )


def test_a_stranger_closes_no_appointments(scene):
    one, _things = scene
    with one.as_("officer") as by, pytest.raises(Refused):
        close_expired_representatives(by=by)


@pytest.mark.parametrize(
    "name, change",
    [
        ("representative_guardian_for", {"kind": "guardian", "manner": "beside"}),
        ("representative_ends_after_it_starts", {"ends_on": "2020-01-01"}),
    ],
)
def test_an_appointment_keeps_its_order(scene, name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Representative.objects.update(**change)


def test_one_open_appointment_a_person(scene):
    _one, things = scene
    row = Representative.objects.values().get(pk=things.representative.pk)
    row |= {"document": "Decree 2", "scope": ["decide"]}
    row.pop("id")
    with (
        pytest.raises(IntegrityError, match="representative_once_while_open"),
        transaction.atomic(),
    ):
        Representative.objects.create(**row)
