"""Each step of a synthetic case, taken by the person whose step it is, through the real actions.

The words written into sheets say that they are synthetic; the guards ask for all of them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
from ponte.pathways.models import Opportunity, Pathway, TutorTraining, Worker
from ponte.pathways.queries.facts import agreement_in_force
from ponte.pathways.queries.sheets import answerable
from ponte.pathways.rules import instruments
from ponte.pathways.rules.agreements import AgreementTerms
from ponte.pathways.rules.cases import Contract, Training
from ponte.pathways.states import Instrument, LegalBasis, Means, Party, Side, Source, Willingness
from ponte.project.demo import modena_cast as cast
from ponte.project.demo.modena_cases import Case

SYNTHETIC = "Caso sintetico: nessuna persona vera."
STARTED_DAYS_AGO, LASTS_DAYS = 90, 180
PLANNED_HOURS, WEEKLY_HOURS, FULL_DAY = 250, 40, 8 * 60
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


@contextmanager
def acting_as(code: str) -> Iterator[Actor]:
    """Within, the database sees what somebody of the cast sees when signed in, and no more."""
    by = cast.actor(code)
    with acting(by):
        organizations, platform = row_scope(by)
    with acting(by, organizations=organizations, platform=platform):
        yield by


def worker_name(case: Case) -> str:
    """The name that says whose case it is, and that nobody bears it."""
    return f"Persona Sintetica {case.code}"


def open_place(
    company: str, seats: int, *, points: OpeningFacts = INTERVIEW, demand: Demand = DEMAND
) -> Opportunity:
    """A company brought by the call becomes a lead, its opening a job profile, and opens."""
    with acting_as(cast.OFFICER) as by:
        office = _organization(cast.OFFICE)
        opening = actions.take_lead(
            office=office,
            company=_organization(company),
            searched_by=office,
            source=Source.ASSOCIATION_CALL,
            by=by,
        )
        actions.contact_company(opportunity=opening, by=by)
        actions.interview_company(opportunity=opening, facts=points, by=by)
        actions.edit_opportunity(opportunity=opening, facts=OpeningFacts(seats=seats), by=by)
        actions.find_available(opportunity=opening, by=by)
        actions.draft_profile(opportunity=opening, demand=demand, by=by)
        actions.validate_profile(opportunity=opening, by=by)
        _complete(opening, Instrument.COMPANY_ANALYSIS, by)
        _complete(opening, Instrument.JOB_PROFILE, by)
        return actions.open_opportunity(opportunity=opening, by=by)


def train(case: Case) -> None:
    """The office records the tutor's forty hours, once."""
    person = cast.actor(case.tutor).id
    with acting_as(cast.OFFICER) as by:
        office = _organization(cast.OFFICE)
        if not TutorTraining.objects.filter(office=office, person=person).exists():
            actions.record_training(
                office=office,
                employer=_organization(case.cooperative),
                person=person,
                training=Training(hours=(10, 10, 10, 10)),
                by=by,
            )


def propose(case: Case, *, town: UUID | None = None) -> Pathway:
    """From the worker's name on the list to the worker's yes, given on paper."""
    today = timezone.localdate()
    facts = WorkerFacts(
        name=worker_name(case),
        employed_since=today - timedelta(days=3 * 365),
        birth_year=today.year - 32 - case.number % 17,
        municipality_id=town,
    )
    with acting_as(case.tutor) as by:
        worker = actions.register_worker(
            office=_organization(cast.OFFICE),
            employer=_organization(case.cooperative),
            facts=facts,
            by=by,
        )
    with acting_as(cast.OFFICER) as by:
        actions.record_disadvantage(
            worker=worker, kind=case.kind, referring_service="Servizio sintetico", by=by
        )
    with acting_as(case.tutor) as by:
        pathway = actions.propose_candidate(worker=worker, skills_adequate=True, by=by)
        actions.share_proposal(pathway=pathway, shared_on=today, support_actions=SYNTHETIC, by=by)
        return actions.accept_proposal(pathway=pathway, means=Means.PAPER, by=by)


def place(case: Case, pathway: Pathway, opening: Opportunity) -> Pathway:
    """From the request to the agreement on the table."""
    with acting_as(case.tutor) as by:
        _complete(pathway, Instrument.ACTIVATION_REQUEST, by)
        actions.request_activation(pathway=pathway, opportunity=opening, by=by)
    with acting_as(cast.OFFICER) as by:
        today = timezone.localdate()
        actions.begin_orientation(pathway=pathway, appointment_on=today, by=by)
        _complete(pathway, Instrument.SKILLS_ASSESSMENT, by)
        actions.finish_assessment(pathway=pathway, by=by)
        actions.begin_match_review(pathway=pathway, by=by)
        _complete(pathway, Instrument.PLAN, by)
        return actions.approve_match(pathway=pathway, reason=SYNTHETIC, terms=_terms(), by=by)


def sign(case: Case, pathway: Pathway) -> None:
    """Three sign with their account, the worker on paper."""
    for code, party in (
        (cast.LEAD, Party.OFFICE),
        (cast.manager(case.cooperative), Party.COOPERATIVE),
        (cast.signatory(case.company), Party.COMPANY),
    ):
        with acting_as(code) as by:
            agreement = agreement_in_force(pathway.pk)
            seen = agreement.text_hash
            actions.sign_agreement(agreement=agreement, party=party, seen=seen, by=by)
    with acting_as(cast.OFFICER) as by:
        agreement = agreement_in_force(pathway.pk)
        actions.record_paper_signature(
            agreement=agreement,
            party=Party.WORKER,
            name=worker_name(case),
            evidence=f"Foglio sintetico {case.code}",
            seen=agreement.text_hash,
            by=by,
        )


def second(case: Case, pathway: Pathway) -> None:
    """The secondment begins; the co-operative holds the post."""
    today = timezone.localdate()
    with acting_as(case.tutor) as by:
        actions.start_secondment(
            pathway=pathway,
            notified_on=today,
            safety_checked_on=today,
            post="Posto sintetico in cooperativa",
            by=by,
        )


def work(case: Case, pathway: Pathway, hours: int) -> None:
    """The tutor enters the hours, working day by working day; the company confirms them."""
    days = _working_days(timezone.localdate() - timedelta(days=STARTED_DAYS_AGO))
    minutes = [FULL_DAY] * (hours * 60 // FULL_DAY) + [hours * 60 % FULL_DAY]
    with acting_as(case.tutor) as by:
        entries = [
            actions.enter_hours(pathway=pathway, day=day, minutes=done, by=by)
            for day, done in zip(islice(days, len(minutes)), minutes, strict=True)
            if done
        ]
    with acting_as(cast.signatory(case.company)) as by:
        actions.confirm_hours(pathway=pathway, entries=[one.pk for one in entries], by=by)


def complete(case: Case, pathway: Pathway) -> None:
    """The last talks are held and the secondment is done."""
    today = timezone.localdate()
    with acting_as(case.tutor) as by:
        for kind in ("worker", "company"):
            actions.hold_interview(
                pathway=pathway, kind=kind, held_on=today, is_last=True, rating=3, by=by
            )
        actions.complete_secondment(pathway=pathway, by=by)


def break_off(case: Case, pathway: Pathway) -> None:
    """The worker would rather not go on."""
    with acting_as(case.tutor) as by:
        actions.interrupt_secondment(pathway=pathway, side=Side.WORKER, reason=SYNTHETIC, by=by)


def evaluate(case: Case, pathway: Pathway) -> None:
    """The tutor writes the final report, the office approves it."""
    with acting_as(case.tutor) as by:
        _complete(pathway, Instrument.FINAL_REPORT, by)
    with acting_as(cast.OFFICER) as by:
        actions.evaluate_pathway(pathway=pathway, objectives_scored=True, by=by)


def hire(pathway: Pathway) -> None:
    """The company hires."""
    contract = Contract(
        on=timezone.localdate(),
        contract_type="Tempo determinato",
        weekly_hours=WEEKLY_HOURS,
        collective_agreement="Contratto collettivo sintetico",
    )
    with acting_as(cast.OFFICER) as by:
        actions.record_hire(pathway=pathway, contract=contract, by=by)


def bring_back(pathway: Pathway) -> None:
    """The worker is back in the post that was held."""
    with acting_as(cast.OFFICER) as by:
        actions.record_return(pathway=pathway, on=timezone.localdate(), by=by)


def _complete(of: Pathway | Opportunity, instrument: Instrument, by: Actor) -> None:
    spec, today = instruments.newest(instrument), timezone.localdate()
    answers = (
        sample(spec, SYNTHETIC, today=today, only=answerable(by, of, instrument)) if spec else {}
    )
    told = {"answers": answers or {"note": SYNTHETIC}, "by": by}
    sheet = actions.save_document(of=of, instrument=instrument, **told)
    actions.complete_document(document=sheet, by=by)


def _terms() -> AgreementTerms:
    starts_on = timezone.localdate() - timedelta(days=STARTED_DAYS_AGO)
    return AgreementTerms(
        legal_basis=LegalBasis.LOCAL_PROTOCOL,
        legal_evidence="Protocollo sintetico",
        planned_hours=PLANNED_HOURS,
        weekly_hours=WEEKLY_HOURS,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=LASTS_DAYS),
        objectives="Svolge da sola i compiti del profilo",
        safety="Formazione sintetica di otto ore",
        cover="Copertura sintetica",
        backdated_because="Caso sintetico: comincia nel passato, con le ore già fatte.",
    )


def _working_days(first: date) -> Iterator[date]:
    day = first
    while True:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def _organization(code: str) -> Organization:
    return Organization.objects.get(pk=cast.identifier(code))


def known_workers() -> dict[str, Worker]:
    """The workers of the office, by name."""
    office = cast.identifier(cast.OFFICE)
    return {one.name: one for one in Worker.objects.filter(office_id=office)}
