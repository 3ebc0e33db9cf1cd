"""One row of every table about one case, written as a job; no step of the procedure is taken."""

from datetime import date, timedelta

from django.utils import timezone

from ponte.kit import links
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid7
from ponte.pathways.actions.yard import renew_key
from ponte.pathways.models import (
    AbilityProfile,
    AgendaItem,
    Agreement,
    AssociationMember,
    Call,
    CallAnswer,
    CaseRole,
    Consent,
    ConsentPaper,
    CostLine,
    Disadvantage,
    Document,
    EmergencyReading,
    EmergencyWord,
    FiguresRelease,
    FollowUp,
    Funding,
    HoursEntry,
    Interview,
    Issue,
    JobConditions,
    JusticeNote,
    MatchingWeights,
    MatchProposal,
    Meeting,
    MeetingGuest,
    MeetingTask,
    Opportunity,
    Outcome,
    PairReview,
    PaperWord,
    Pathway,
    PostHeld,
    ReadingNeed,
    Representative,
    RetentionHold,
    RightsRequest,
    SheetFile,
    Signatory,
    Signature,
    SigningPass,
    Sitting,
    Statement,
    Transition,
    TutorTraining,
    Worker,
    YardEntry,
    YardKey,
    YardPhone,
)
from ponte.pathways.notifications import SIGNING_LINK
from ponte.pathways.queries.inviting import link_for
from ponte.pathways.rules.publishing import TOTAL, PathwayFigures, Row, counts_of
from tests.pathways.rows_read import consent_half, emergency, need, paper_word

DAY = date(2026, 3, 2)


def worker(office, cooperative, **more) -> Worker:
    told = {"code": f"L-x{uuid7().hex[-6:]}", "name": "Rosa Canary", "employed_since": DAY} | more
    return Worker.objects.create(office=office, employer=cooperative, **told)


def opportunity(office, company, **more) -> Opportunity:
    told = {"title": "Warehouse", "referent_name": "Ugo Canary", "state": "open"} | more
    return Opportunity.objects.create(office=office, company=company, searched_by=office, **told)


def pathway(office, cooperative, company, **more) -> Pathway:
    told = {"code": f"P-x{uuid7().hex[-6:]}", "state": 110, "planned_hours": 300} | more
    told.setdefault("worker", worker(office, cooperative))
    if "opportunity" not in told:
        told["opportunity"] = opportunity(office, company)
    return Pathway.objects.create(
        office=office, cooperative=cooperative, company=company, starts_on=DAY, **told
    )


def role(case: Pathway, person, name: str, **more) -> CaseRole:
    """A part; an auditor's with the case opened by two."""
    if name == "auditor":
        need(case, person)
    return CaseRole.objects.create(
        pathway=case,
        worker=case.worker,
        office=case.office,
        cooperative=case.cooperative,
        person=person,
        role=name,
        **more,
    )


def agreement(case: Pathway, **more) -> Agreement:
    told = {"version": 1, "planned_hours": 300, "starts_on": DAY, "ends_on": DAY} | more
    return Agreement.objects.create(
        pathway=case,
        legal_basis="ART30_INTEREST",
        legal_evidence="x",
        weekly_hours=20,
        text="Canary\n",
        text_hash="0" * 64,
        template_of=DAY,
        made_by_id=case.worker_id,
        **told,
    )


def signatory(case: Pathway, text: Agreement, who, **more) -> SigningPass:
    """Somebody of the company who has to sign, and the link made for them."""
    told = {"party": "company", "name": "Ugo Canary", "email": "canary@example.org"} | more
    named = Signatory.objects.create(pathway=case, named_by_id=who, **told)
    return SigningPass.objects.create(
        pathway=case,
        agreement=text,
        signatory=named,
        tool="link",
        made_by_id=who,
        expires_at=timezone.now() + timedelta(days=7),
    )


def statement(case: Pathway, who, **more) -> Statement:
    """A party's word on the final report, given on paper."""
    told = {"of": "report", "party": "worker", "name": "Rosa", "means": "paper"} | more
    told = {"evidence": "Folder", "text_hash": "0" * 64, "stated_on": DAY} | told
    return Statement.objects.create(pathway=case, recorded_by_id=who, **told)


def signing_things(case: Pathway) -> dict:
    """What the arguments of the agreement's addresses stand for."""
    made = SigningPass.objects.get(pathway=case)
    return {
        "version": 1,
        "pass": made.pk,
        "signatory": made.signatory_id,
        "signature": Signature.objects.get(pathway=case).pk,
        "worker_link": link_for(case.worker),
        "signing_link": links.make(SIGNING_LINK, {"pass": str(made.pk)}, days=7),
    }


def data_rows(case: Pathway, who) -> None:
    """A consent, a request about data, and a hold."""
    of_worker = {"office": case.office, "worker": case.worker}
    told = {"text_version": "2026-01-01", "language": "it", "given_as": "worker"}
    said, _made = Consent.objects.get_or_create(
        purpose="photo", recipient="office", **of_worker, defaults={**told, "given_by_id": who}
    )
    sheet = {"office": case.office, "signed_on": DAY, "reference": "Canary", "size": 8}
    sheet |= {"media": "application/pdf", "content": "JVBERi0xLjc=", "added_by_id": who}
    ConsentPaper.objects.get_or_create(consent=said, is_yes=True, defaults=sheet)
    RightsRequest.objects.create(
        kind="correction", note="Canary", answer="", asked_by_id=who, due_on=DAY, **of_worker
    )
    RetentionHold.objects.create(
        office=case.office, pathway=case, reason="Canary", review_on=DAY, held_by_id=who
    )


def whole_case(office, cooperative, company, tutor, **more) -> Pathway:
    """A case with one row in every table."""
    case = pathway(office, cooperative, company, tutor=tutor, **more)
    who = tutor.pk
    Disadvantage.objects.create(
        worker=case.worker,
        office=office,
        employer=cooperative,
        kind="PSYCHIC",
        referring_service="Centro Canary",
    )
    JusticeNote.objects.create(
        worker=case.worker, office=office, employer=cooperative, note="Canary"
    )
    role(case, tutor, "tutor")
    need(case, tutor, "justice")
    told = {"kind": "reviewed", "note": "Canary", "by_id": who}
    EmergencyWord.objects.create(reading=emergency(case), **told)
    Transition.objects.create(pathway=case, new="10", by_kind="person", by_id=who)
    for instrument in ("I4", "I6", "I7", "I8", "I9", "meeting"):
        Document.objects.create(
            pathway=case,
            office=office,
            instrument=instrument,
            answers={"note": "canary"},
            author_id=who,
        )
    HoursEntry.objects.create(
        pathway=case, client_id=uuid7(), day=DAY, minutes=60, entered_by_id=who
    )
    text = agreement(case)
    statement(case, who, name="Canary", evidence="Canary")
    Signature.objects.create(
        agreement=text,
        pathway=case,
        party="office",
        signer=tutor,
        signer_name="Canary",
        means="account",
        recorded_by_id=who,
        text_hash=text.text_hash,
    )
    signatory(case, text, who)
    Outcome.objects.create(pathway=case, kind="returned", on=DAY, recorded_by_id=who)
    PostHeld.objects.create(pathway=case, title="Gardener", held_since=DAY)
    FollowUp.objects.create(pathway=case, month=3, checked_on=DAY, recorded_by_id=who)
    Interview.objects.create(pathway=case, kind="worker", held_on=DAY, held_by_id=who)
    Interview.objects.create(pathway=case, kind="company", held_on=DAY, held_by_id=who)
    Issue.objects.create(
        pathway=case, kind="technical", raised_on=DAY, act_by=DAY, raised_by_id=who
    )
    Representative.objects.create(
        worker=case.worker,
        office=office,
        employer=cooperative,
        person=tutor,
        kind="guardian",
        manner="for",
        scope=["fill"],
        document="Canary",
        starts_on=DAY,
        recorded_by_id=who,
    )
    CostLine.objects.create(pathway=case, kind="wages", cents=1, on=DAY, recorded_by_id=who)
    TutorTraining.objects.get_or_create(
        office=office,
        person=tutor,
        defaults={"employer": cooperative, "recorded_by_id": who},
    )
    _matching(case, who)
    scan_and_sitting(case, who)
    data_rows(case, who)
    paper_word(case, who)
    consent_half(case, who)
    yard_rows(case, tutor)
    return case


def yard_rows(case: Pathway, tutor) -> None:
    """A phone, and an entry from it that waits."""
    phone = YardPhone.objects.create(
        pathway=case,
        office=case.office,
        cooperative=case.cooperative,
        person=tutor,
        name="Canary",
        secret="0" * 64,
    )
    if not YardKey.objects.exists():
        renew_key(by=Actor.job("test"))
    yard_entry(phone, state="waiting", problem="old", said={"what": "canary"})


def yard_entry(phone: YardPhone, **more) -> YardEntry:
    return YardEntry.objects.create(
        phone=phone,
        pathway_id=phone.pathway_id,
        office_id=phone.office_id,
        person_id=phone.person_id,
        client_id=uuid7(),
        digest=uuid7().hex * 2,
        **more,
    )


def office_rows(case: Pathway, association, who) -> dict:
    """One row of each that an office and an association work with, and their addresses' values."""
    money = {"first_day": DAY, "last_day": DAY, "report_on": DAY, "budget_cents": 1}
    funding = Funding.objects.create(
        office=case.office, funder="Canary", call="Canary", recorded_by_id=who, **money
    )
    told = {"association": association, "office": case.office, "made_by_id": who}
    told |= {"title": "Canary", "text": "Canary", "last_day": DAY}
    call = Call.objects.create(published_at=timezone.now(), **told)
    Call.objects.create(published_at=timezone.now(), **told | {"last_day": timezone.localdate()})
    draft = Call.objects.create(**told)
    listed = {"association": association, "company": case.company}
    member, _new = AssociationMember.objects.get_or_create(**listed, defaults={"added_by_id": who})
    CallAnswer.objects.create(
        call=call,
        office=case.office,
        company=case.company,
        opportunity=case.opportunity,
        answered_by_id=who,
    )
    meeting = Meeting.objects.create(office=case.office, kind="tutors", on=DAY, made_by_id=who)
    MeetingGuest.objects.create(meeting=meeting, office=case.office, person_id=who)
    item = AgendaItem.objects.create(
        meeting=meeting, position=1, case_code=case.code, pathway=case, subject="Canary"
    )
    task = MeetingTask.objects.create(meeting=meeting, person_id=who, what="Canary", due_on=DAY)
    shown = counts_of(PathwayFigures((), Row(TOTAL, None, None, None), None, None))
    FiguresRelease.objects.create(
        office=case.office, by_id=who, at_least=5, shown=shown, counted=shown
    )
    made = {
        "association_member": member,
        "funding": funding,
        "call": call,
        "draft_call": draft,
        "meeting": meeting,
    }
    made |= {"agenda_item": item, "task": task}
    return {name: row.pk for name, row in made.items()}


def ledger_things(case: Pathway) -> dict:
    """What the arguments of the addresses of hours, tutoring, people and costs stand for."""
    return {
        "hours_entry": HoursEntry.objects.filter(pathway=case).first().pk,
        "issue": Issue.objects.filter(pathway=case).first().pk,
        "paper_word": PaperWord.objects.filter(pathway=case).first().pk,
        "emergency": EmergencyReading.objects.filter(pathway=case).first().pk,
        "reading_need": ReadingNeed.objects.filter(pathway=case).first().pk,
        "case_role": CaseRole.objects.filter(pathway=case).first().pk,
        "cost": CostLine.objects.filter(pathway=case).first().pk,
        "tutor": case.tutor_id,
        "opening_action": "contact_company",
        "phone": YardPhone.objects.get(pathway=case).pk,
        "late_entry": YardEntry.objects.get(pathway=case).pk,
        "consent_paper": ConsentPaper.objects.get(consent__worker_id=case.worker_id).pk,
    }


def sheet_things(case: Pathway) -> dict:
    """What the arguments of the addresses of sheets stand for."""
    sheet = Document.objects.get(pathway=case, instrument="I4")
    file = SheetFile.objects.get(document=sheet)
    told = {"instrument": "I4", "sheet_step": "best_time", "clock": "pause"}
    return {"sheet": sheet.pk, "scan": file.pk, **told}


def scan_and_sitting(case: Pathway, who) -> None:
    """A scan of the assessment, and a meeting for it."""
    sheet = Document.objects.get(pathway=case, instrument="I4")
    scan(sheet, who)
    Sitting.objects.create(document=sheet, office=case.office, held_by_id=who)


def scan(sheet: Document, who, **more) -> SheetFile:
    told = {"origin": "paper", "media": "application/pdf", "size": 8, "digest": "0" * 64} | more
    return SheetFile.objects.create(
        document=sheet,
        office=sheet.office,
        name="canary.pdf",
        content="JVBERi0xLjc=",
        added_by_id=who,
        **told,
    )


def _matching(case: Pathway, who) -> None:
    bodies = {"office": case.office, "employer": case.cooperative}
    AbilityProfile.objects.create(worker=case.worker, written_by_id=who, **bodies)
    JobConditions.objects.get_or_create(
        opportunity=case.opportunity, defaults={"written_by_id": who}
    )
    MatchingWeights.objects.get_or_create(
        office=case.office,
        version=1,
        defaults={"weights": {}, "essential": 3, "published_by_id": who},
    )
    PairReview.objects.create(
        worker=case.worker,
        opportunity=case.opportunity,
        verdict="fits",
        reason="Canary",
        comparison={"note": "canary"},
        reviewed_by_id=who,
        **bodies,
    )
    MatchProposal.objects.create(office=case.office, asked_by_id=who)


def matching_things(case: Pathway) -> dict:
    """What addresses of matching lead to."""
    proposal = MatchProposal.objects.get(office=case.office)
    return {"office": case.office_id, "worker": case.worker_id, "proposal": proposal.pk}
