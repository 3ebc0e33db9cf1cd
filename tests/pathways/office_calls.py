"""Rows of an office's desk, an association's call, and every action upon them."""

from dataclasses import dataclass
from datetime import timedelta

from ponte.accounts.models import Person
from ponte.organizations.models import Organization
from ponte.pathways import actions
from ponte.pathways.actions.calls import CallFacts
from ponte.pathways.actions.funding import FundingFacts
from ponte.pathways.actions.meetings import MeetingFacts
from ponte.pathways.models import AgendaItem, AssociationMember, Call, Funding, Meeting, MeetingTask
from tests.pathways import factories as make


@dataclass(frozen=True)
class Desk:
    """One row of each, made by whoever may."""

    association: Organization
    bringer: Person
    draft: Call
    call: Call
    member: AssociationMember
    funding: Funding
    meeting: Meeting
    item: AgendaItem
    task: MeetingTask


def call_facts(**changed) -> CallFacts:
    told = {
        "title": "Who has a place in a warehouse?",
        "text": "Mornings, from spring on",
        "last_day": make.today() + timedelta(days=30),
    }
    return CallFacts(**{**told, **changed})


def funding_facts(**changed) -> FundingFacts:
    told = {
        "funder": "Region",
        "call": "FSE 12",
        "first_day": make.today() - timedelta(days=300),
        "last_day": make.today() + timedelta(days=60),
        "report_on": make.today() + timedelta(days=90),
        "budget_cents": 1_000_000,
    }
    return FundingFacts(**{**told, **changed})


def desk(one: make.Cast) -> Desk:
    association = make.organization("Associazione Artigiani")
    bringer = make.member(association, "association_officer")
    with make.acting_as(bringer) as by:
        told = {"association": association, "office": one.office.pk, "by": by}
        draft = actions.write_call(facts=call_facts(), **told)
        call = actions.write_call(facts=call_facts(title="Who has a kitchen?"), **told)
        call = actions.publish_call(call=call, by=by)
        member = actions.add_association_member(
            association=association.pk, company=one.company, by=by
        )
    with one.as_("officer") as by:
        meeting = actions.call_meeting(
            office=one.office, facts=MeetingFacts("tutors", make.today()), by=by
        )
        actions.invite_guest(meeting=meeting, person=one.tutor.pk, by=by)
        task = {"person": one.tutor.pk, "what": "Call the firm", "due_on": make.today()}
        return Desk(
            association=association,
            bringer=bringer,
            draft=draft,
            call=call,
            member=member,
            funding=actions.add_funding(office=one.office, facts=funding_facts(), by=by),
            meeting=meeting,
            item=actions.add_item(meeting=meeting, subject="Transport", by=by),
            task=actions.add_task(meeting=meeting, by=by, **task),
        )


OFFICE_CALLS = {
    "add_association_member": lambda one, it, by: actions.add_association_member(
        association=it.desk.association.pk, company=it.spare, by=by
    ),
    "end_association_member": lambda one, it, by: actions.end_association_member(
        member=it.desk.member, by=by
    ),
    "answer_call": lambda one, it, by: actions.answer_call(
        call=it.desk.call, company=one.company, by=by
    ),
    "write_call": lambda one, it, by: actions.write_call(
        association=it.desk.association, office=one.office.pk, facts=call_facts(), by=by
    ),
    "edit_call": lambda one, it, by: actions.edit_call(
        call=it.desk.draft, facts=call_facts(), by=by
    ),
    "publish_call": lambda one, it, by: actions.publish_call(call=it.desk.draft, by=by),
    "close_call": lambda one, it, by: actions.close_call(call=it.desk.call, by=by),
    "tell_firms": lambda one, it, by: actions.tell_firms(call=it.desk.call.pk, by=by),
    "add_funding": lambda one, it, by: actions.add_funding(
        office=one.office, facts=funding_facts(call="FSE 13"), by=by
    ),
    "edit_funding": lambda one, it, by: actions.edit_funding(
        funding=it.desk.funding, facts=funding_facts(), by=by
    ),
    "report_funding": lambda one, it, by: actions.report_funding(funding=it.desk.funding, by=by),
    "add_wages": lambda one, it, by: actions.add_wages(
        pathway=it.case, first=make.today(), last=make.today(), hourly_cents=1200, by=by
    ),
    "call_meeting": lambda one, it, by: actions.call_meeting(
        office=one.office, facts=MeetingFacts("services", make.today()), by=by
    ),
    "invite_guest": lambda one, it, by: actions.invite_guest(
        meeting=it.desk.meeting, person=one.manager.pk, by=by
    ),
    "add_item": lambda one, it, by: actions.add_item(
        meeting=it.desk.meeting, subject="Meals", by=by
    ),
    "decide_item": lambda one, it, by: actions.decide_item(
        item=it.desk.item, decision="A bus pass", by=by
    ),
    "add_task": lambda one, it, by: actions.add_task(
        meeting=it.desk.meeting, person=one.tutor.pk, what="x", due_on=make.today(), by=by
    ),
    "finish_task": lambda one, it, by: actions.finish_task(task=it.desk.task, by=by),
    "hold_meeting": lambda one, it, by: actions.hold_meeting(meeting=it.desk.meeting, by=by),
    "take_meeting_note": lambda one, it, by: actions.take_meeting_note(
        meeting=it.desk.meeting, by=by
    ),
    "publish_figures": lambda one, it, by: actions.publish_figures(office=one.office, by=by),
}
# Who of the cast may; the association's own officer is not in it.
OFFICE_ONLY = {"lead", "officer"}
WHO_MAY = {
    "answer_call": {"signatory", "referent"},
    **dict.fromkeys(("add_association_member", "end_association_member"), set()),
    **dict.fromkeys(("write_call", "edit_call", "publish_call", "close_call"), set()),
    "tell_firms": set(),
    **dict.fromkeys(("add_funding", "edit_funding", "report_funding"), OFFICE_ONLY),
    **dict.fromkeys(("call_meeting", "invite_guest", "add_item", "decide_item"), OFFICE_ONLY),
    **dict.fromkeys(("add_task", "hold_meeting", "publish_figures"), OFFICE_ONLY),
    "finish_task": {*OFFICE_ONLY, "tutor"},
    "take_meeting_note": {*OFFICE_ONLY, "tutor"},
}
