"""Money, calls, meetings and published figures: what each action does, and what it refuses."""

from datetime import timedelta

import pytest

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations.models import Membership
from ponte.pathways import actions
from ponte.pathways.actions.meetings import MeetingFacts
from ponte.pathways.models import (
    AssociationMember,
    Call,
    CallAnswer,
    CostLine,
    FiguresRelease,
    Funding,
    HoursEntry,
    Meeting,
    MeetingTask,
    Opportunity,
)
from ponte.pathways.public import waiting_for
from ponte.pathways.queries.calls import CallCounts, calls_of, open_calls
from ponte.pathways.queries.funding import fundings_for, report_of
from ponte.pathways.queries.meetings import meeting_page, meetings_for
from ponte.pathways.rules.reasons import NotReady
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.office_calls import call_facts, desk, funding_facts

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
DAY = timedelta(days=1)


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    return make.case_at(one, PathwayState.IN_SECONDMENT)


def test_a_firm_answers_a_call_once_and_the_office_gets_the_lead(one):
    found = desk(one)
    with one.as_("referent") as by:
        assert [line.call.pk for line in open_calls(by)] == [found.call.pk]
        lead = actions.answer_call(call=found.call, company=one.company, title="Sorting", by=by)
        again = actions.answer_call(call=found.call, company=one.company, title="Other", by=by)
        assert again.pk == lead.pk
        assert [line.answered for line in open_calls(by)] == [True]
    with one.as_("officer"):
        assert Opportunity.objects.get(source="association").title == "Sorting"


def test_an_association_counts_its_answers_and_reads_none(one):
    found = desk(one)
    with one.as_("referent") as by:
        actions.answer_call(call=found.call, company=one.company, by=by)
    with make.acting_as(found.bringer) as by:
        counts = {line.call.pk: line.counts for line in calls_of(by)}
        assert counts == {found.call.pk: CallCounts(answered=1), found.draft.pk: CallCounts()}
        assert not CallAnswer.objects.exists()
        assert not Opportunity.objects.exists()


def test_a_call_is_read_by_firms_only_once_it_is_published(one):
    found = desk(one)
    with one.as_("signatory") as by:
        assert set(Call.objects.values_list("pk", flat=True)) == {found.call.pk}
        with pytest.raises(RuleBroken):
            actions.answer_call(call=found.draft, company=one.company, by=by)
    with make.acting_as(found.bringer) as by:
        actions.close_call(call=found.call, by=by)
    with one.as_("signatory") as by, pytest.raises(RuleBroken):
        actions.answer_call(call=found.call, company=one.company, by=by)


def test_only_an_association_calls_and_only_an_office_calls_a_meeting(one):
    found = desk(one)
    with one.as_("signatory") as by:
        for refused in (
            lambda: actions.write_call(
                association=one.company, office=one.office.pk, facts=call_facts(), by=by
            ),
            lambda: actions.publish_call(call=found.draft, by=by),
            lambda: actions.call_meeting(
                office=one.company, facts=MeetingFacts("tutors", make.today()), by=by
            ),
            lambda: actions.publish_figures(office=one.company, by=by),
        ):
            with pytest.raises(Refused):
                refused()


def test_a_published_call_stays_as_it_is(one):
    found = desk(one)
    with make.acting_as(found.bringer) as by:
        with pytest.raises(RuleBroken):
            actions.edit_call(call=found.call, facts=call_facts(), by=by)
        with pytest.raises(RuleBroken):
            actions.edit_call(
                call=found.draft, facts=call_facts(last_day=make.today() - DAY), by=by
            )
        assert actions.edit_call(call=found.draft, facts=call_facts(title="New"), by=by).title


def test_a_call_reaches_the_members_of_the_association_and_nobody_else(one):
    found, page = desk(one), "/en/pathways/calls/members/"
    other = make.organization("Ditta Fuori")
    outside = make.member(other, "company_signatory")
    with make.acting_as(outside) as by:
        assert open_calls(by) == [] and not Call.objects.exists()
        with pytest.raises(RuleBroken):
            actions.answer_call(call=found.call, company=other, by=by)
    assert browser(outside).get(f"/en/pathways/calls/{found.call.pk}/").status_code == 404
    client = browser(found.bringer)
    assert one.company.name in client.get(page).content.decode()
    assert browser(one.officer).get(page).status_code == 404
    wrong = client.post(page, {"company": "Nobody Ltd"})
    assert wrong.status_code == 422 and "Nobody Ltd" in wrong.content.decode()
    assert client.post(page, {"company": other.tax_code}).status_code == 302
    with make.acting_as(outside) as by:
        assert [line.call.pk for line in open_calls(by)] == [found.call.pk]
    row = AssociationMember.objects.get(company=other)
    for refused in (
        lambda by: actions.end_association_member(member=row, by=by),
        lambda by: actions.add_association_member(
            association=found.association.pk, company=other, by=by
        ),
    ):
        with make.acting_as(outside) as by, pytest.raises(Refused):
            refused(by)
    assert client.post(f"{page}{row.pk}/end/").status_code == 302
    with make.acting_as(outside) as by:
        assert open_calls(by) == [] and not Call.objects.exists()
    with make.acting_as(found.bringer) as by, pytest.raises(RuleBroken):
        actions.add_association_member(
            association=found.association.pk, company=found.association, by=by
        )


def test_a_published_call_is_written_to_the_firms_on_the_list(one, mailoutbox):
    found = desk(one)
    owner = make.member(one.company, "organization_manager")
    for who in (one.referent, one.signatory):
        Membership.objects.filter(person=who).update(ended_at="2026-01-01T00:00Z")
    with acting(Actor.job("test")) as context:
        assert actions.tell_firms(call=found.call.pk, by=context.actor) == 1
    (letter,) = mailoutbox
    assert letter.to == [owner.email]
    assert found.call.title not in letter.subject
    assert str(found.call.pk) in letter.body


def test_wages_are_paid_for_confirmed_hours_and_for_no_day_twice(one, case):
    found = desk(one)
    day = make.today()
    with one.as_("tutor") as by:
        actions.enter_hours(pathway=case, day=day, minutes=90, by=by)
        actions.enter_hours(pathway=case, day=day, minutes=60, kind="absence", by=by)
    told = {"pathway": case, "first": day, "last": day, "hourly_cents": 1234}
    with one.as_("officer") as by, pytest.raises(RuleBroken):
        actions.add_wages(by=by, **told)
    with one.as_("referent") as by:
        entries = HoursEntry.objects.values_list("pk", flat=True)
        actions.confirm_hours(pathway=case, entries=entries, by=by)
    with one.as_("officer") as by:
        line = actions.add_wages(by=by, funding=found.funding, **told)
        assert (line.cents, line.paid_minutes) == (1851, 90)
        with pytest.raises(RuleBroken):
            actions.add_wages(by=by, **told)


def test_money_pays_for_its_own_days_and_its_own_office(one, case):
    found = desk(one)
    other = make.cast(" Altrove")
    with other.as_("officer") as by:
        foreign = actions.add_funding(office=other.office, facts=funding_facts(), by=by)
    told = {"pathway": case, "kind": "tutoring", "cents": 5}
    with one.as_("officer") as by:
        for funding, on in (
            (found.funding, found.funding.last_day + DAY),
            (found.funding, found.funding.first_day - DAY),
            (foreign, make.today()),
        ):
            with pytest.raises(RuleBroken):
                actions.add_cost(funding=funding, on=on, by=by, **told)
        actions.add_cost(funding=found.funding, on=make.today(), by=by, **told)
        with pytest.raises(RuleBroken):
            actions.edit_funding(
                funding=found.funding,
                facts=funding_facts(last_day=make.today() - DAY),
                by=by,
            )


def test_a_reported_funding_is_closed_for_good(one, case):
    found = desk(one)
    told = {"pathway": case, "kind": "tutoring", "on": make.today()}
    with one.as_("manager") as by:
        line = actions.add_cost(funding=found.funding, cents=40_001, by=by, **told)
        assert list(Funding.objects.all()) == [found.funding]
    with one.as_("officer") as by:
        assert report_of(found.funding).total == 40_001
        assert [one.left for one in fundings_for(by)] == [1_000_000 - 40_001]
        actions.report_funding(funding=found.funding, by=by)
        for refused in (
            lambda: actions.add_cost(funding=found.funding, cents=1, by=by, **told),
            lambda: actions.remove_cost(cost=line, by=by),
            lambda: actions.report_funding(funding=found.funding, by=by),
        ):
            line.refresh_from_db()
            with pytest.raises(RuleBroken):
                refused()
    assert CostLine.objects.count() == 1


def test_the_same_call_of_a_funder_is_written_down_once(one):
    desk(one)
    with one.as_("officer") as by:
        with pytest.raises(RuleBroken):
            actions.add_funding(office=one.office, facts=funding_facts(), by=by)
        with pytest.raises(NotReady):
            actions.add_funding(
                office=one.office, facts=funding_facts(call="X", budget_cents=0), by=by
            )


def test_an_office_is_warned_of_a_report_that_comes_due(one):
    with one.as_("officer") as by:
        near = funding_facts(report_on=make.today() + 20 * DAY)
        actions.add_funding(office=one.office, facts=near, by=by)
        actions.add_funding(office=one.office, facts=funding_facts(call="FSE 13"), by=by)
        assert [one.about for one in waiting_for(by)] == ["Region, FSE 12"]
    with one.as_("tutor") as by:
        assert waiting_for(by) == []


def test_a_guest_reads_the_meeting_and_opens_no_case_by_it(one, case):
    found = desk(one)
    stranger = make.cast(" Altrove")
    with one.as_("officer") as by:
        actions.add_item(meeting=found.meeting, case_code=case.code, by=by)
        actions.invite_guest(meeting=found.meeting, person=stranger.tutor.pk, by=by)
        actions.decide_item(item=found.item, decision="A bus pass", by=by)
        with pytest.raises(RuleBroken):
            actions.add_item(meeting=found.meeting, case_code="P-1900-0001", by=by)
        with pytest.raises(RuleBroken):
            actions.add_item(meeting=found.meeting, by=by)
    for who, opens in ((one.tutor, True), (stranger.tutor, False)):
        with make.acting_as(who) as by:
            shown = meeting_page(by, found.meeting)
            points = {point.item.case_code: point.opens for point in shown.points}
            assert points == {"": False, case.code: opens}
            assert not shown.leads
    with stranger.as_("officer") as by:
        assert meetings_for(by) == [] and not Meeting.objects.exists()


def test_a_task_is_given_to_who_was_asked_and_finished_by_them(one):
    found = desk(one)
    with one.as_("officer") as by, pytest.raises(RuleBroken):
        actions.add_task(
            meeting=found.meeting, person=one.manager.pk, what="x", due_on=make.today(), by=by
        )
    with one.as_("manager") as by, pytest.raises(Refused):
        actions.finish_task(task=found.task, by=by)
    with one.as_("tutor") as by:
        actions.finish_task(task=found.task, by=by)
        actions.finish_task(task=found.task, by=by)
    assert MeetingTask.objects.get().done_at


def test_the_minutes_of_a_held_meeting_are_closed(one):
    found = desk(one)
    with one.as_("officer") as by:
        actions.hold_meeting(meeting=found.meeting, by=by)
        for refused in (
            lambda: actions.decide_item(item=found.item, decision="x", by=by),
            lambda: actions.add_item(meeting=found.meeting, subject="x", by=by),
            lambda: actions.hold_meeting(meeting=found.meeting, by=by),
        ):
            with pytest.raises(RuleBroken):
                refused()


def test_published_figures_are_remembered_and_not_published_twice(one, case):
    with one.as_("officer") as by:
        first = actions.publish_figures(office=one.office, by=by)
        assert first.shown["TOTAL.involved"] is None
        with pytest.raises(RuleBroken):
            actions.publish_figures(office=one.office, by=by)
    with one.as_("tutor"):
        assert FiguresRelease.objects.count() == 1
