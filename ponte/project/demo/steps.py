"""Each step of an invented case, taken by the person whose step it is, through the real actions.

The words written into sheets say that they are invented; the guards ask for all of them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from django.utils import timezone

from ponte.engines.questionnaires.sample import sample
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.organizations.models import Organization
from ponte.organizations.public import row_scope
from ponte.pathways import actions
from ponte.pathways.actions.opportunities import OpeningFacts
from ponte.pathways.actions.workers import WorkerFacts
from ponte.pathways.models import Document, Opportunity, Pathway, TutorTraining, Worker
from ponte.pathways.queries.facts import agreement_in_force
from ponte.pathways.queries.sheets import answerable
from ponte.pathways.queries.statements import subject
from ponte.pathways.rules import instruments
from ponte.pathways.rules.agreements import AgreementTerms
from ponte.pathways.rules.cases import Contract, Training
from ponte.pathways.states import (
    Instrument,
    LegalBasis,
    Means,
    Party,
    Side,
    Source,
    StatedOf,
    Willingness,
)
from ponte.project.demo.people import person_of

SYNTHETIC = "Caso sintetico: nessuna persona vera."
PLANNED_HOURS, WEEKLY_HOURS = 250, 40
BACKDATED = "Caso sintetico: comincia nel passato, con le ore già fatte."
Demand = Mapping[str, Mapping]
DEMAND: Demand = {
    "schooling": {"level": 1, "group": "training", "essential": False},
    "hand_tools": {"level": 2, "group": "technical", "essential": True},
    "relations": {"level": 2, "group": "transversal", "essential": True},
}
INTERVIEW = OpeningFacts(
    title="Posto sintetico",
    sector="Settore sintetico",
    activities=SYNTHETIC,
    headcount=25,
    willingness=Willingness.YES.value,
    hire_willingness=Willingness.PERHAPS.value,
    contract_type="Tempo determinato",
    referent_name="Referente sintetico",
    context_adequate=True,
    times_agreed="Un incontro al mese",
    objectives="Svolge da sola i compiti del profilo",
    review_meetings="Ogni mese",
    weekly_hours=WEEKLY_HOURS,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an agreement says of a secondment that began so many days ago."""

    began_days_ago: int = 90
    lasts_days: int = 180
    hours: int = PLANNED_HOURS
    weekly_hours: int = WEEKLY_HOURS
    legal_evidence: str = "Protocollo sintetico"
    objectives: str = "Svolge da sola i compiti del profilo"
    safety: str = "Formazione sintetica di otto ore"
    cover: str = "Copertura sintetica"
    post: str = "Posto sintetico in cooperativa"
    place: str = "Sede sintetica"
    tasks: str = "Compiti sintetici del profilo"
    distance_km: int = 12
    words: str = SYNTHETIC

    @property
    def starts_on(self) -> date:
        return timezone.localdate() - timedelta(days=self.began_days_ago)

    @property
    def day_minutes(self) -> int:
        return self.weekly_hours * 60 // 5


@dataclass(frozen=True, slots=True)
class Parts:
    """Who takes part in one case: people by the code of their account, bodies by identifier."""

    worker: str
    kind: str
    tutor: str
    officer: str
    lead: str
    manager: str
    signatory: str
    office: UUID
    cooperative: UUID
    company: UUID
    age: int = 40
    plan: Plan = field(default_factory=Plan)


@contextmanager
def acting_as(code: str) -> Iterator[Actor]:
    """Within, the database sees what somebody of the cast sees when signed in, and no more."""
    by = Actor.of_person(person_of(code))
    with acting(by):
        organizations, platform = row_scope(by)
    with acting(by, organizations=organizations, platform=platform):
        yield by


def open_place(
    parts: Parts,
    seats: int,
    *,
    points: OpeningFacts = INTERVIEW,
    demand: Demand = DEMAND,
    occupation: str | None = None,
    source: Source = Source.ASSOCIATION_CALL,
) -> Opportunity:
    """A company that was brought becomes a lead, its opening a job profile, and opens."""
    words = parts.plan.words
    with acting_as(parts.officer) as by:
        office, company = body(parts.office), body(parts.company)
        opening = actions.take_lead(
            office=office, company=company, searched_by=office, source=source, by=by
        )
        actions.contact_company(opportunity=opening, by=by)
        actions.interview_company(opportunity=opening, facts=points, by=by)
        actions.edit_opportunity(opportunity=opening, facts=OpeningFacts(seats=seats), by=by)
        actions.find_available(opportunity=opening, by=by)
        actions.draft_profile(opportunity=opening, demand=demand, occupation=occupation, by=by)
        actions.validate_profile(opportunity=opening, by=by)
        fill(opening, Instrument.COMPANY_ANALYSIS, by, words)
        fill(opening, Instrument.JOB_PROFILE, by, words)
        return actions.open_opportunity(opportunity=opening, by=by)


def train(parts: Parts) -> None:
    """The office records the tutor's forty hours, once."""
    person = person_of(parts.tutor).pk
    with acting_as(parts.officer) as by:
        office = body(parts.office)
        if not TutorTraining.objects.filter(office=office, person=person).exists():
            actions.record_training(
                office=office,
                employer=body(parts.cooperative),
                person=person,
                training=Training(hours=(10, 10, 10, 10)),
                by=by,
            )


def register(parts: Parts, *, town: UUID | None = None, person: UUID | None = None) -> Worker:
    """The tutor puts the worker on the list, the office keeps why."""
    today = timezone.localdate()
    facts = WorkerFacts(
        name=parts.worker,
        employed_since=today - timedelta(days=3 * 365),
        birth_year=today.year - parts.age,
        municipality_id=town,
        person_id=person,
    )
    with acting_as(parts.tutor) as by:
        worker = actions.register_worker(
            office=body(parts.office), employer=body(parts.cooperative), facts=facts, by=by
        )
    with acting_as(parts.officer) as by:
        actions.record_disadvantage(
            worker=worker, kind=parts.kind, referring_service="Servizio sintetico", by=by
        )
    return worker


def share(parts: Parts, worker: Worker) -> Pathway:
    """The case is opened and proposed to the worker."""
    today, words = timezone.localdate(), parts.plan.words
    with acting_as(parts.tutor) as by:
        pathway = actions.propose_candidate(worker=worker, skills_adequate=True, by=by)
        actions.share_proposal(pathway=pathway, shared_on=today, support_actions=words, by=by)
    return pathway


def propose(parts: Parts, *, town: UUID | None = None) -> Pathway:
    """From the worker's name on the list to the worker's yes, given on paper."""
    pathway = share(parts, register(parts, town=town))
    with acting_as(parts.tutor) as by:
        return actions.accept_proposal(pathway=pathway, means=Means.PAPER, by=by)


def request(parts: Parts, pathway: Pathway, opening: Opportunity) -> None:
    """The tutor asks the office to start."""
    with acting_as(parts.tutor) as by:
        fill(pathway, Instrument.ACTIVATION_REQUEST, by, parts.plan.words)
        actions.request_activation(pathway=pathway, opportunity=opening, by=by)


def orient(parts: Parts, pathway: Pathway) -> None:
    """The office gives an appointment."""
    today = timezone.localdate()
    with acting_as(parts.officer) as by:
        actions.begin_orientation(pathway=pathway, appointment_on=today, by=by)


def review(parts: Parts, pathway: Pathway) -> None:
    """The skills are assessed, the match is looked at, the plan is written."""
    with acting_as(parts.officer) as by:
        fill(pathway, Instrument.SKILLS_ASSESSMENT, by, parts.plan.words)
        actions.finish_assessment(pathway=pathway, by=by)
        actions.begin_match_review(pathway=pathway, by=by)
        fill(pathway, Instrument.PLAN, by, parts.plan.words)


def approve(parts: Parts, pathway: Pathway) -> None:
    """A person says yes, and the agreement is on the table."""
    told = {"reason": parts.plan.words, "terms": _terms(parts.plan)}
    with acting_as(parts.officer) as by:
        actions.approve_match(pathway=pathway, by=by, **told)


def place(parts: Parts, pathway: Pathway, opening: Opportunity) -> None:
    """From the request to the agreement on the table."""
    request(parts, pathway, opening)
    orient(parts, pathway)
    review(parts, pathway)
    approve(parts, pathway)


def sign_as(code: str, pathway: Pathway, party: Party) -> None:
    """Somebody signs the text in force with their account."""
    with acting_as(code) as by:
        agreement = agreement_in_force(pathway.pk)
        seen = agreement.text_hash
        actions.sign_agreement(agreement=agreement, party=party, seen=seen, by=by)


def sign_on_paper(parts: Parts, pathway: Pathway) -> None:
    """The office writes down the sheet that the worker signed; a second person confirms it."""
    paper = {"name": parts.worker, "without_scan": f"Foglio sintetico di {parts.worker}"}
    with acting_as(parts.officer) as by:
        agreement = agreement_in_force(pathway.pk)
        told = paper | {"seen": agreement.text_hash, "signed_on": timezone.localdate()}
        word = actions.write_paper_signature(agreement=agreement, party=Party.WORKER, by=by, **told)
    with acting_as(parts.lead) as by:
        actions.confirm_paper(word=word, by=by)


def sign_for_bodies(parts: Parts, pathway: Pathway) -> None:
    """Office, co-operative and company sign with their accounts."""
    sign_as(parts.lead, pathway, Party.OFFICE)
    sign_as(parts.manager, pathway, Party.COOPERATIVE)
    sign_as(parts.signatory, pathway, Party.COMPANY)


def second(parts: Parts, pathway: Pathway) -> None:
    """The secondment begins; the co-operative holds the post."""
    day = parts.plan.starts_on
    with acting_as(parts.tutor) as by:
        told = {"notified_on": day, "safety_checked_on": day, "post": parts.plan.post}
        actions.start_secondment(pathway=pathway, by=by, **told)


def work(parts: Parts, pathway: Pathway, hours: int, *, unconfirmed: int = 0) -> None:
    """The tutor enters the hours, day by day; the company confirms all but the last days."""
    days, full = _working_days(parts.plan.starts_on), parts.plan.day_minutes
    minutes = [full] * (hours * 60 // full) + [hours * 60 % full]
    with acting_as(parts.tutor) as by:
        entries = [
            actions.enter_hours(pathway=pathway, day=day, minutes=done, by=by)
            for day, done in zip(islice(days, len(minutes)), minutes, strict=True)
            if done
        ]
    confirmed = [one.pk for one in entries[: len(entries) - unconfirmed]]
    with acting_as(parts.signatory) as by:
        actions.confirm_hours(pathway=pathway, entries=confirmed, by=by)


def complete(parts: Parts, pathway: Pathway) -> None:
    """The last talks are held and the secondment is done."""
    today = timezone.localdate()
    with acting_as(parts.tutor) as by:
        for kind in ("worker", "company"):
            actions.hold_interview(
                pathway=pathway, kind=kind, held_on=today, is_last=True, rating=3, by=by
            )
        actions.complete_secondment(pathway=pathway, by=by)


def break_off(parts: Parts, pathway: Pathway) -> None:
    """The worker would rather not go on."""
    told = {"side": Side.WORKER, "reason": parts.plan.words}
    with acting_as(parts.tutor) as by:
        actions.interrupt_secondment(pathway=pathway, by=by, **told)


def evaluate(parts: Parts, pathway: Pathway) -> None:
    """The tutor writes the final report, the office approves it."""
    with acting_as(parts.tutor) as by:
        fill(pathway, Instrument.FINAL_REPORT, by, parts.plan.words)
    agree_to_report(parts, pathway)
    with acting_as(parts.officer) as by:
        actions.evaluate_pathway(pathway=pathway, by=by)


def agree_to_report(parts: Parts, pathway: Pathway) -> None:
    """Tutor and company sign the report with their accounts, the worker on paper."""
    told = {"pathway": pathway, "of": StatedOf.REPORT}
    told["seen"] = subject(pathway.pk, StatedOf.REPORT)
    for code, party in ((parts.tutor, Party.COOPERATIVE), (parts.signatory, Party.COMPANY)):
        with acting_as(code) as by:
            actions.state_ending(party=party, by=by, **told)
    paper = {"name": parts.worker, "reference": f"Foglio sintetico di {parts.worker}"}
    paper |= {"without_scan": "Dato sintetico", "signed_on": timezone.localdate()}
    with acting_as(parts.officer) as by:
        word = actions.write_paper_statement(party=Party.WORKER, by=by, **paper, **told)
    with acting_as(parts.lead) as by:
        actions.confirm_paper(word=word, by=by)


def hire(parts: Parts, pathway: Pathway) -> None:
    """The company hires."""
    contract = Contract(
        on=timezone.localdate(),
        contract_type="Tempo determinato",
        weekly_hours=parts.plan.weekly_hours,
        collective_agreement="Contratto collettivo sintetico",
    )
    with acting_as(parts.officer) as by:
        actions.record_hire(pathway=pathway, contract=contract, by=by)


def bring_back(parts: Parts, pathway: Pathway) -> None:
    """The worker is back in the post that was held."""
    with acting_as(parts.manager) as by:
        actions.record_return(pathway=pathway, on=timezone.localdate(), by=by)


def fill(
    of: Pathway | Opportunity, instrument: Instrument, by: Actor, words: str, **told
) -> Document:
    """Fill a whole sheet with as little as makes it complete."""
    spec, today = instruments.newest(instrument), timezone.localdate()
    answers = sample(spec, words, today=today, only=answerable(by, of, instrument)) if spec else {}
    told = {"answers": answers or {"note": words}, "by": by} | told
    sheet = actions.save_document(of=of, instrument=instrument, **told)
    return actions.complete_document(document=sheet, by=by)


def _terms(plan: Plan) -> AgreementTerms:
    return AgreementTerms(
        legal_basis=LegalBasis.LOCAL_PROTOCOL,
        legal_evidence=plan.legal_evidence,
        planned_hours=plan.hours,
        weekly_hours=plan.weekly_hours,
        starts_on=plan.starts_on,
        ends_on=plan.starts_on + timedelta(days=plan.lasts_days),
        objectives=plan.objectives,
        safety=plan.safety,
        cover=plan.cover,
        place=plan.place,
        tasks=plan.tasks,
        tasks_change="no",
        distance_km=plan.distance_km,
        backdated_because=BACKDATED if plan.began_days_ago else "",
    )


def _working_days(first: date) -> Iterator[date]:
    day = first
    while True:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def body(pk: UUID) -> Organization:
    """An organization of the cast."""
    return Organization.objects.get(pk=pk)


def known_workers(office: UUID) -> dict[str, Worker]:
    """The workers of an office, by name."""
    return {one.name: one for one in Worker.objects.filter(office_id=office)}
