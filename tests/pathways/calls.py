"""Every action once, with whatever it needs: `test_who_may` expects `Refused` for strangers."""

from dataclasses import dataclass

from ponte.engines.matching.catalogue import default_weights
from ponte.organizations.models import Organization
from ponte.pathways import actions
from ponte.pathways.actions.workers import WorkerFacts
from ponte.pathways.models import (
    Agreement,
    CaseRole,
    CostLine,
    Document,
    EmergencyReading,
    HoursEntry,
    Issue,
    Opportunity,
    PaperWord,
    Pathway,
    ReadingNeed,
    Representative,
    Signatory,
    SigningPass,
    YardEntry,
    YardPhone,
)
from ponte.pathways.rules.cases import Training
from ponte.pathways.rules.profiles import AbilityFacts, ConditionFacts
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import rows
from tests.pathways.office_calls import OFFICE_CALLS, Desk, desk

NEEDS = {
    "justice": {"what": "justice", "purpose": "hours", "reason": "Shifts", "days": 7},
    "audit": {"what": "audit", "purpose": "control", "reason": "The funder asks", "days": 7},
}


@dataclass(frozen=True)
class Things:
    """A case in secondment with one row of everything."""

    case: Pathway
    opening: Opportunity
    agreement: Agreement
    entry: HoursEntry
    issue: Issue
    cost: CostLine
    page: Document
    sheet: Document
    role: CaseRole
    representative: Representative
    spare: Organization
    desk: Desk
    phone: YardPhone
    late: YardEntry
    need: ReadingNeed
    emergency: EmergencyReading
    word: PaperWord


def furnished(one: make.Cast) -> Things:
    """Make the case and its rows, each by somebody who may."""
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    case = Pathway.objects.select_related("worker", "opportunity").get(pk=case.pk)
    with one.as_("tutor") as by:
        entry = actions.enter_hours(pathway=case, day=make.today(), minutes=60, by=by)
        issue = actions.raise_issue(pathway=case, kind="technical", by=by)
        sheet = actions.save_document(of=case, instrument="I7", answers={"a": 1}, by=by)
        actions.hold_interview(pathway=case, kind="worker", held_on=make.today(), by=by)
        actions.hold_interview(pathway=case, kind="company", held_on=make.today(), by=by)
    with one.as_("worker") as by:
        page = actions.save_document(of=case, instrument="I9", answers={"a": "canary"}, by=by)
    with one.as_("manager") as by:
        cost = actions.add_cost(pathway=case, kind="wages", cents=150_000, on=make.today(), by=by)
    make.audited(one, case)
    with one.as_("manager") as by:
        need = actions.ask_reading(pathway=case, by=by, **NEEDS["justice"])
    return Things(
        case=case,
        opening=case.opportunity,
        agreement=Agreement.objects.get(pathway=case),
        entry=entry,
        issue=issue,
        cost=cost,
        page=page,
        sheet=sheet,
        role=CaseRole.objects.get(pathway=case, role="service"),
        representative=make.represented(one, case, make.person()),
        spare=make.organization("Ditta Nuova"),
        desk=desk(one),
        need=need,
        emergency=rows.emergency(case),
        word=rows.paper_word(case, one.tutor.pk),
        **phone_things(one, case),
    )


def phone_things(one: make.Cast, case: Pathway) -> dict:
    """The worker's phone, and an entry of it that waits."""
    with one.as_("worker") as by:
        phone = actions.enrol_phone(pathway=case, by=by).phone
    late = rows.yard_entry(phone, said={"what": "hours"}, state="waiting", problem="old")
    return {"phone": phone, "late": late}


def _of_case(name: str, **more):
    return lambda one, it, by: getattr(actions, name)(pathway=it.case, by=by, **more)


def _of_opening(name: str, **more):
    return lambda one, it, by: getattr(actions, name)(opportunity=it.opening, by=by, **more)


def _by_signatory(name: str, **more):
    """Somebody who has to sign for the company; nothing is up for signing."""
    return lambda one, it, by: getattr(actions, name)(
        signatory=Signatory(pathway=it.case, party="company", name="Nina"), by=by, **more
    )


def _pass(it) -> SigningPass:
    """A link that was used."""
    named = Signatory(pathway=it.case, party="company", name="Nina")
    return SigningPass(pathway=it.case, signatory=named, used_at="2026-01-01T00:00Z")


def _speaks_as(one: make.Cast, by) -> dict:
    """What this one could state, if anybody lets them."""
    if by.id == one.operator.pk:
        return {"of": "sharing", "party": "service"}
    found = (party for party, who in make.SPEAKERS.items() if getattr(one, who).pk == by.id)
    others = {one.manager.pk: "cooperative", one.referent.pk: "company", one.lead.pk: "office"}
    return {"of": "early_end", "party": next(found, others.get(by.id, "worker"))}


PHOTO = {"purpose": "photo", "recipient": "office"}


def _day():
    return make.today()


CALLS = {
    **OFFICE_CALLS,
    "appoint_representative": lambda one, it, by: actions.appoint_representative(
        pathway=it.case, appointment=make.appointment(one.operator), by=by
    ),
    "end_assisted": _of_case("end_assisted"),
    "end_representative": lambda one, it, by: actions.end_representative(
        pathway=it.case, representative=it.representative.pk, by=by
    ),
    "give_card": lambda one, it, by: actions.give_card(pathway=it.case, by=by),
    "invite_worker": _of_case("invite_worker", confirmed=""),
    "open_assisted": _of_case("open_assisted"),
    "share_logbook": lambda one, it, by: actions.share_logbook(
        page=it.page, readers=["tutor"], by=by
    ),
    "take_card": _of_case("take_card"),
    "write_logbook": _of_case("write_logbook", told={"feeling": 3}),
    "ask_proposal": lambda one, it, by: actions.ask_proposal(office=one.office, by=by),
    "publish_weights": lambda one, it, by: actions.publish_weights(
        office=one.office, weights=dict(default_weights().dimensions), essential=3, why="x", by=by
    ),
    "review_pair": lambda one, it, by: actions.review_pair(
        worker=it.case.worker, opportunity=it.opening, verdict="fits", reason="x", by=by
    ),
    "take_from_assessment": lambda one, it, by: actions.take_from_assessment(
        worker=it.case.worker, by=by
    ),
    "withdraw_limits": lambda one, it, by: actions.withdraw_limits(worker=it.case.worker, by=by),
    "write_abilities": lambda one, it, by: actions.write_abilities(
        worker=it.case.worker, facts=AbilityFacts(abilities={"relations": 2}), by=by
    ),
    "write_conditions": lambda one, it, by: actions.write_conditions(
        opportunity=it.opening, facts=ConditionFacts(), by=by
    ),
    "accept_proposal": _of_case("accept_proposal"),
    "act_on_issue": lambda one, it, by: actions.act_on_issue(issue=it.issue, action="x", by=by),
    "activate_network": _of_case("activate_network", whom="service"),
    "add_cost": lambda one, it, by: actions.add_cost(
        pathway=it.case, kind="wages", cents=1, on=_day(), by=by
    ),
    "amend_agreement": _of_case(
        "amend_agreement", terms=make.terms(place="Another hall"), reason="x"
    ),
    "approve_match": lambda one, it, by: actions.approve_match(
        pathway=it.case, reason="x", terms=make.terms(), by=by
    ),
    "ask_reading": lambda one, it, by: actions.ask_reading(
        pathway=it.case,
        **NEEDS["audit" if by.id in (one.officer.pk, one.lead.pk) else "justice"],
        reader=one.auditor.pk if by.id in (one.officer.pk, one.lead.pk) else by.id,
        by=by,
    ),
    "break_glass": lambda one, it, by: actions.break_glass(
        office=it.case.office_id, code=it.case.code, reason="The tutor is ill", by=by
    ),
    "close_emergency": lambda one, it, by: actions.close_emergency(reading=it.emergency, by=by),
    "review_emergency": lambda one, it, by: actions.review_emergency(
        reading=it.emergency, note="There was a need", by=by
    ),
    "open_reading": lambda one, it, by: actions.open_reading(need=it.need, by=by),
    "close_reading": lambda one, it, by: actions.close_reading(need=it.need, by=by),
    "assign_role": lambda one, it, by: actions.assign_role(
        pathway=it.case, person=one.tutor.pk, role="tutor", by=by
    ),
    "begin_follow_up": _of_case("begin_follow_up"),
    "begin_match_review": _of_case("begin_match_review"),
    "begin_orientation": lambda one, it, by: actions.begin_orientation(
        pathway=it.case, appointment_on=_day(), by=by
    ),
    "close_before_start": _of_case("close_before_start", reason="x"),
    "close_pathway": _of_case("close_pathway"),
    "complete_document": lambda one, it, by: actions.complete_document(document=it.sheet, by=by),
    "complete_secondment": _of_case("complete_secondment"),
    "confirm_hours": lambda one, it, by: actions.confirm_hours(
        pathway=it.case, entries=[it.entry.pk], by=by
    ),
    "contact_company": _of_opening("contact_company"),
    "correct_hours": lambda one, it, by: actions.correct_hours(entry=it.entry, minutes=30, by=by),
    "correct_worker": lambda one, it, by: actions.correct_worker(
        worker=it.case.worker, facts=WorkerFacts("New Name", make.today()), by=by
    ),
    "decline_proposal": _of_case("decline_proposal"),
    "draft_profile": _of_opening("draft_profile", demand={}),
    "edit_opportunity": _of_opening("edit_opportunity", facts=make.points()),
    "end_signatory": _by_signatory("end_signatory"),
    "end_role": lambda one, it, by: actions.end_role(role=it.role, by=by),
    "enter_hours": lambda one, it, by: actions.enter_hours(
        pathway=it.case, day=_day(), minutes=30, by=by
    ),
    "evaluate_pathway": _of_case("evaluate_pathway"),
    "expire_opportunity": _of_opening("expire_opportunity"),
    "fill_freed_post": lambda one, it, by: actions.fill_freed_post(
        pathway=it.case, worker=it.case.worker, on=_day(), by=by
    ),
    "fill_opportunity": _of_opening("fill_opportunity"),
    "find_available": _of_opening("find_available"),
    "find_not_available": _of_opening("find_not_available", reason="x"),
    "finish_assessment": _of_case("finish_assessment"),
    "give_up": _of_case("give_up"),
    "hold_interview": lambda one, it, by: actions.hold_interview(
        pathway=it.case, kind="worker", held_on=_day(), by=by
    ),
    "issue_signing_code": _by_signatory("issue_signing_code"),
    "interrupt_secondment": _of_case("interrupt_secondment", side="worker", reason="x"),
    "interview_company": _of_opening("interview_company", facts=make.points()),
    "name_signatory": lambda one, it, by: actions.name_signatory(
        pathway=it.case, party="company", name="Nina Seconda", by=by
    ),
    "open_link": lambda one, it, by: actions.open_link(signing_pass=_pass(it), name="Rosa", by=by),
    "open_opportunity": _of_opening("open_opportunity"),
    "propose_candidate": lambda one, it, by: actions.propose_candidate(
        worker=it.case.worker, skills_adequate=True, by=by
    ),
    "raise_issue": _of_case("raise_issue", kind="technical"),
    "record_disadvantage": lambda one, it, by: actions.record_disadvantage(
        worker=it.case.worker, kind="PHYSICAL", by=by
    ),
    "write_paper_consent": _of_case(
        "write_paper_consent", signed_on=make.today(), without_scan="Sent by post", **PHOTO
    ),
    "record_paper_withdrawal": _of_case(
        "record_paper_withdrawal", signed_on=make.today(), reference="Folder 4", **PHOTO
    ),
    "record_follow_up": lambda one, it, by: actions.record_follow_up(
        pathway=it.case, month=3, checked_on=_day(), by=by
    ),
    "record_hire": lambda one, it, by: actions.record_hire(
        pathway=it.case, contract=make.contract(), by=by
    ),
    "record_other_exit": lambda one, it, by: actions.record_other_exit(
        pathway=it.case, kind="training", on=_day(), by=by
    ),
    "write_paper_signature": lambda one, it, by: actions.write_paper_signature(
        agreement=it.agreement,
        party="worker",
        name="Rosa",
        reference="Cabinet 3",
        without_scan="Sent by post",
        seen=it.agreement.text_hash,
        signed_on=make.today(),
        by=by,
    ),
    "confirm_paper": lambda one, it, by: actions.confirm_paper(word=it.word, by=by),
    "drop_paper": lambda one, it, by: actions.drop_paper(word=it.word, by=by),
    "renew_document": lambda one, it, by: actions.renew_document(document=it.sheet, by=by),
    "record_return": lambda one, it, by: actions.record_return(pathway=it.case, on=_day(), by=by),
    "write_paper_statement": lambda one, it, by: actions.write_paper_statement(
        pathway=it.case,
        of="report",
        party="worker",
        name="Rosa",
        reference="Folder 3",
        without_scan="Sent by post",
        seen="x",
        signed_on=_day(),
        by=by,
    ),
    "state_ending": lambda one, it, by: actions.state_ending(
        pathway=it.case, seen="x", by=by, **_speaks_as(one, by)
    ),
    "record_training": lambda one, it, by: actions.record_training(
        office=one.office,
        employer=one.cooperative,
        person=one.tutor.pk,
        training=Training((10, 10, 10, 10)),
        by=by,
    ),
    "register_worker": lambda one, it, by: actions.register_worker(
        office=one.office,
        employer=one.cooperative,
        facts=WorkerFacts("Nino Nuovo", make.today()),
        by=by,
    ),
    "reject_match": _of_case("reject_match", reason="x"),
    "attach_file": lambda one, it, by: actions.attach_file(
        document=it.sheet, origin="paper", name="scan", content=b"%PDF-1.7", by=by
    ),
    "begin_sitting": lambda one, it, by: actions.begin_sitting(
        document=it.sheet, present=["worker"], by=by
    ),
    "pause_sitting": lambda one, it, by: actions.pause_sitting(document=it.sheet, by=by),
    "resume_sitting": lambda one, it, by: actions.resume_sitting(document=it.sheet, by=by),
    "end_sitting": lambda one, it, by: actions.end_sitting(document=it.sheet, by=by),
    "remove_cost": lambda one, it, by: actions.remove_cost(cost=it.cost, by=by),
    "request_activation": lambda one, it, by: actions.request_activation(
        pathway=it.case, opportunity=it.opening, by=by
    ),
    "request_again": lambda one, it, by: actions.request_again(
        pathway=it.case, opportunity=it.opening, by=by
    ),
    "resume_secondment": _of_case("resume_secondment"),
    "review_suspension": _of_case("review_suspension"),
    "revoke_signing_pass": lambda one, it, by: actions.revoke_signing_pass(
        signing_pass=_pass(it), by=by
    ),
    "revise_agreement": lambda one, it, by: actions.revise_agreement(
        pathway=it.case, terms=make.terms(), by=by
    ),
    "save_document": lambda one, it, by: actions.save_document(
        of=it.case, instrument="I10", answers={"a": 1}, by=by
    ),
    "share_document": lambda one, it, by: actions.share_document(
        document=it.page, recipients=["tutor"], by=by
    ),
    "share_proposal": lambda one, it, by: actions.share_proposal(
        pathway=it.case, shared_on=_day(), support_actions="x", by=by
    ),
    "send_signing_code": _by_signatory("send_signing_code"),
    "send_signing_link": _by_signatory("send_signing_link"),
    "sign_by_code": _by_signatory("sign_by_code", code="1", seen="x"),
    "state_by_code": _by_signatory("state_by_code", of="report", code="1", seen="x"),
    "state_by_link": lambda one, it, by: actions.state_by_link(
        signing_pass=_pass(it), seen="x", by=by
    ),
    "sign_by_link": lambda one, it, by: actions.sign_by_link(
        signing_pass=_pass(it), seen="x", by=by
    ),
    "sign_agreement": lambda one, it, by: actions.sign_agreement(
        agreement=it.agreement, party="company", seen=it.agreement.text_hash, by=by
    ),
    "start_secondment": lambda one, it, by: actions.start_secondment(
        pathway=it.case, notified_on=_day(), safety_checked_on=_day(), post="x", by=by
    ),
    "suspend_secondment": _of_case("suspend_secondment", pause="holiday"),
    "enrol_phone": lambda one, it, by: actions.enrol_phone(pathway=it.case, by=by),
    "cut_off_phone": lambda one, it, by: actions.cut_off_phone(phone=it.phone, by=by),
    "settle_entry": lambda one, it, by: actions.settle_entry(
        entry=it.late, choice="drop", reason="x", by=by
    ),
    "take_lead": lambda one, it, by: actions.take_lead(
        office=one.office, company=it.spare, searched_by=one.office, by=by
    ),
    "validate_profile": _of_opening("validate_profile"),
    "withdraw_amendment": lambda one, it, by: actions.withdraw_amendment(
        agreement=it.agreement or Agreement(pathway=it.case), by=by
    ),
    "withdraw_opportunity": _of_opening("withdraw_opportunity", reason="x"),
}
