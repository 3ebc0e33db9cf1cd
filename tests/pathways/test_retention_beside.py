"""What is kept beside cases goes by rule too, certified: openings, calls, meetings, money."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import UUIDField
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.audit.models import Deletion
from ponte.kit.ids import uuid7
from ponte.organizations.models import Membership
from ponte.pathways import models
from ponte.pathways.actions.letting_go import LETTING
from ponte.pathways.actions.retention import let_go
from ponte.pathways.queries.letting_go import DUE
from ponte.pathways.queries.retention import due_now
from ponte.pathways.rules.retention import beside
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.office_calls import desk

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
JOB = Actor.job("test")


@pytest.fixture
def one():
    return make.cast()


def ago(months: float):
    return timezone.now() - timedelta(days=int(months * 30.5) + 3)


def went(*codes: str) -> list[int]:
    """Let everything go that is due, and look at some rules: what was said, done and certified."""
    with acting(JOB):
        said, done = due_now(), let_go(by=JOB)
        again = let_go(by=JOB)
        for code in codes:
            assert (said[code], again[code]) == (done[code], 0), code
            told = Deletion.objects.filter(rule=code).values_list("things", flat=True)
            assert sum(told) >= done[code]
    return [done[code] for code in codes]


def test_each_rule_has_its_query_its_way_and_its_ground():
    assert set(beside()) == set(DUE) == set(LETTING)
    for rule in beside().values():
        assert rule.because and rule.since and rule.months >= 12 and set(rule.label) == {"en", "it"}
        assert rule.how in ("deleted", "pseudonymised")
        for table in rule.tables:
            assert apps.get_model("pathways", table)


def test_the_rules_and_the_database_know_the_same_months():
    said = import_module("ponte.pathways.migrations.0032_kept_beside_cases")
    asked = {**said.GONE, **{table: told[-1] for table, told in said.NAMELESS.items()}}
    for rule in beside().values():
        for table in rule.tables:
            if table in asked:
                assert asked[table] == rule.months, table
    named = {table for rule in beside().values() for table in rule.tables}
    assert named - set(asked) == {"figuresrelease"}, "it has no history"
    assert set(asked) - named == {"document"}, "sheets of an opening go with it"


def opening(one, months: float) -> models.Opportunity:
    """An opening that was withdrawn so long ago, with a sheet, conditions and a reason."""
    made = make.lead(one)
    models.JobConditions.objects.update_or_create(
        opportunity=made, defaults={"written_by_id": one.officer.pk}
    )
    models.Document.objects.create(
        opportunity=made, office=one.office, instrument="I1", author_id=one.officer.pk,
        answers={"who": "Canary"},
    )  # fmt: skip
    models.Transition.objects.create(
        opportunity=made, new="withdrawn", by_kind="person", by_id=one.officer.pk, reason="Canary"
    )
    told = {"state": "withdrawn", "referent_name": "Canary", "state_since": ago(months)}
    models.Opportunity.objects.filter(pk=made.pk).update(**told)
    return made


def test_an_opening_forgets_who_spoke_for_the_company(one):
    with acting(JOB):
        old, young = opening(one, 24), opening(one, 23)
    assert went("openings") == [1]
    with acting(JOB):
        for which, left in ((old, 0), (young, 1)):
            which.refresh_from_db()
            assert bool(which.referent_name) == bool(left)
            found = models.JobConditions.objects.filter(opportunity=which)
            assert found.filter(written_by_id__isnull=False).count() == left
            assert models.Document.objects.filter(opportunity=which).count() == left
            steps = models.Transition.objects.filter(opportunity=which, new="withdrawn")
            assert steps.filter(reason__isnull=False).count() == left


def test_an_opening_that_serves_a_case_waits_for_it(one):
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    with acting(JOB):
        models.Opportunity.objects.filter(pk=case.opportunity_id).update(
            state="filled", state_since=ago(30), referent_name="Canary"
        )
    assert went("openings") == [0]
    with acting(JOB):
        models.Pathway.objects.update(state=PathwayState.CLOSED, state_since=ago(24))
        held = {"office": one.office, "pathway": case, "reason": "Claim", "held_by_id": uuid7()}
        hold = models.RetentionHold.objects.create(**held, review_on=make.today())
    assert went("openings") == [0], "held"
    with acting(JOB):
        models.RetentionHold.objects.filter(pk=hold.pk).update(
            ended_at=timezone.now(), ended_by_id=one.officer.pk
        )
    assert went("openings") == [1]


def test_calls_members_and_proposals_go(one):
    things, lead = desk(one), make.lead(one)
    with acting(JOB):
        members = models.AssociationMember.objects
        kept = members.filter(ended_at__isnull=True).count()
        listed = {"association": things.association, "added_by_id": one.officer.pk}
        members.create(company=make.organization("Via"), ended_at=ago(24), **listed)
        members.create(company=make.organization("Da poco"), ended_at=ago(23), **listed)
        models.Call.objects.update(last_day=ago(24).date())
        models.CallAnswer.objects.create(
            call=things.call, office=one.office, company=one.company, opportunity=lead,
            answered_by_id=one.referent.pk,
        )  # fmt: skip
        for months in (12, 11):
            models.MatchProposal.objects.create(
                office=one.office, found={}, fairness={}, asked_by_id=uuid7(), asked_at=ago(months)
            )
        calls = models.Call.objects.count()
    assert went("association_members", "calls", "proposals") == [1, calls, 1]
    with acting(JOB):
        assert members.filter(ended_at__isnull=True).count() == kept
        assert members.filter(ended_at__isnull=False).count() == 1
        assert models.Call.objects.count() == models.CallAnswer.objects.count() == 0
        assert models.MatchProposal.objects.count() == 1


def test_a_meeting_goes_when_its_cases_have_gone(one):
    case = make.case_at(one, PathwayState.ACCEPTED)
    with acting(JOB):
        told = {"office": one.office, "kind": "tutors", "made_by_id": one.officer.pk}
        meeting = models.Meeting.objects.create(**told, on=ago(24).date())
        models.Meeting.objects.create(**told, on=ago(23).date())
        models.MeetingGuest.objects.create(meeting=meeting, office=one.office, person=one.tutor)
        about = {"meeting": meeting, "person": one.tutor, "due_on": row.DAY}
        models.MeetingTask.objects.create(**about, what="Canary")
        models.AgendaItem.objects.create(
            meeting=meeting, position=1, case_code=case.code, pathway=case, decision="Canary"
        )
        models.AgendaItem.objects.create(meeting=meeting, position=2, subject="Meals")
    assert went("meetings") == [0], "a case of its agenda is kept"
    with acting(JOB):
        models.Pathway.objects.update(state=PathwayState.GIVEN_UP, state_since=ago(7))
    assert went("not_started") == [1]
    with acting(JOB):
        assert models.Meeting.objects.count() == 1
        for model in (models.AgendaItem, models.MeetingGuest, models.MeetingTask):
            assert model.objects.count() == 0, model


def test_a_closed_case_takes_what_a_meeting_said_of_it(one):
    case = make.case_at(one, PathwayState.CLOSED)
    with acting(JOB):
        told = {"office": one.office, "kind": "tutors", "made_by_id": one.officer.pk}
        meeting = models.Meeting.objects.create(**told, on=make.today())
        models.AgendaItem.objects.create(
            meeting=meeting, position=1, case_code=case.code, pathway=case, decision="Canary"
        )
        models.AgendaItem.objects.create(meeting=meeting, position=2, subject="Meals")
        models.Pathway.objects.update(state_since=ago(24))
    assert went("case") == [1]
    with acting(JOB):
        assert [one.subject for one in models.AgendaItem.objects.all()] == ["Meals"]


def test_a_training_is_kept_while_its_tutor_may_be_assigned(one):
    with acting(JOB):
        for person in (one.tutor, make.person()):
            models.TutorTraining.objects.update_or_create(
                office=one.office,
                person=person,
                defaults={"employer": one.cooperative, "recorded_by_id": one.officer.pk},
            )
        models.TutorTraining.objects.update(recorded_at=ago(60))
    assert went("trainings") == [1], "who never was a tutor there"
    with acting(JOB):
        assert models.TutorTraining.objects.get().person_id == one.tutor.pk
        Membership.objects.filter(person=one.tutor).update(ended_at=timezone.now())
    assert went("trainings") == [1]


def test_money_weights_and_figures_stay_and_become_nobodys(one):
    with acting(JOB):
        days = {"first_day": row.DAY, "report_on": row.DAY, "recorded_by_id": one.officer.pk}
        told = {"office": one.office, "funder": "Fondo", "budget_cents": 1}
        for call, months in (("A", 120), ("B", 119)):
            last = ago(months + 3).date() if call == "A" else make.today()
            first = {**days, "first_day": last}
            models.Funding.objects.create(**told, **first, call=call, last_day=last)
        for version, months in ((1, 130), (2, 125), (3, 20)):
            models.MatchingWeights.objects.create(
                office=one.office, version=version, weights={}, essential=5, why="x",
                published_by_id=one.officer.pk, published_at=ago(months),
            )  # fmt: skip
        for months in (123, 110):
            models.FiguresRelease.objects.create(
                office=one.office, by_id=one.officer.pk, at_least=5, shown={}, counted={},
                at=ago(months),
            )  # fmt: skip
    assert went("fundings", "weights", "releases") == [1, 1, 1]
    with acting(JOB):
        left = models.Funding.objects.filter(recorded_by_id__isnull=False)
        assert [one.call for one in left] == ["B"] and models.Funding.objects.count() == 2
        named = models.MatchingWeights.objects.filter(published_by_id__isnull=False)
        assert sorted(named.values_list("version", flat=True)) == [2, 3]
        assert models.FiguresRelease.objects.filter(by_id__isnull=True).count() == 1


def lines_of(event, **told) -> None:
    """Write lines of history as they were long ago; what a row must say is made up."""
    given = {field.attname: uuid7() for field in event._meta.fields if _is_key(field)}
    given |= {field.attname: "" for field in event._meta.fields if _is_text(field)}
    event.objects.create(**{**given, **told})


def _is_key(field) -> bool:
    keys = isinstance(field, UUIDField) or field.is_relation
    return keys and not field.name.startswith("pgh")


def _is_text(field) -> bool:
    return field.get_internal_type() in ("CharField", "TextField") and "pgh" not in field.name


def test_history_goes_when_its_row_is_gone_and_nothing_is_younger(one, monkeypatch):
    event = apps.get_model("pathways", "AssociationMemberEvent")
    monkeypatch.setattr(event._meta.get_field("pgh_created_at"), "auto_now_add", False)
    gone, lately = uuid7(), uuid7()
    with acting(JOB):
        for which, months in ((gone, 25), (gone, 24), (lately, 25), (lately, 23)):
            lines_of(
                event, pgh_obj_id=which, pgh_created_at=ago(months), since=ago(30), ended_at=None
            )
        let_go(by=JOB)
        assert set(event.objects.values_list("pgh_obj_id", flat=True)) == {lately}


def test_the_function_lets_nothing_younger_go(one):
    with acting(JOB):
        opening(one, 23)
        before = apps.get_model("pathways", "OpportunityEvent").objects.count()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pathways_forget_beside()")
        assert apps.get_model("pathways", "OpportunityEvent").objects.count() == before > 0
        assert models.Transition.objects.filter(reason__isnull=False).exists()
