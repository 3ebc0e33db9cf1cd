"""A small cast and the steps of the procedure, each taken by whoever takes it in life."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from ponte.accounts.models import Person
from ponte.engines.questionnaires.sample import sample
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.organizations.models import Organization
from ponte.pathways import actions
from ponte.pathways.actions.consents import give_consent
from ponte.pathways.actions.opportunities import OpeningFacts
from ponte.pathways.actions.representatives import Appointment
from ponte.pathways.actions.workers import WorkerFacts
from ponte.pathways.models import HoursEntry, Opportunity, Pathway, Representative, Worker
from ponte.pathways.queries.agreements import text_up_for_signing
from ponte.pathways.queries.sheets import answerable
from ponte.pathways.queries.signing import signed_parties
from ponte.pathways.rules.agreements import AgreementTerms
from ponte.pathways.rules.cases import Contract, Training
from ponte.pathways.rules.instruments import newest
from ponte.pathways.states import Instrument, Party, PathwayState
from tests.organizations.factories import acting_as, administrator, member, organization, person
from tests.pathways.stating import SPEAKERS, state

__all__ = ["SPEAKERS", "acting_as", "member", "organization", "person", "state"]

_P = PathwayState


@dataclass(frozen=True)
class Cast:
    """Bodies and people of one territory."""

    office: Organization
    cooperative: Organization
    company: Organization
    lead: Person
    officer: Person
    manager: Person
    tutor: Person
    signatory: Person
    referent: Person
    operator: Person
    auditor: Person
    administrator: Person
    worker: Person

    @contextmanager
    def as_(self, name: str):
        with acting_as(getattr(self, name)) as by:
            yield by


def cast(suffix: str = "") -> Cast:
    """Make everybody; a suffix makes another territory."""
    office = organization(f"Ufficio Ponte{suffix}")
    cooperative = organization(f"Coop Quercia{suffix}")
    company = organization(f"Officina Verdi{suffix}")
    service, auditors = organization(f"Servizio{suffix}"), organization(f"Revisori{suffix}")
    made = Cast(
        office=office,
        cooperative=cooperative,
        company=company,
        lead=member(office, "placement_lead"),
        officer=member(office, "placement_officer"),
        manager=member(cooperative, "cooperative_manager"),
        tutor=member(cooperative, "integration_tutor"),
        signatory=member(company, "company_signatory"),
        referent=member(company, "company_referent"),
        operator=member(service, "service_operator"),
        auditor=member(auditors, "pathway_auditor"),
        administrator=administrator(),
        worker=person(),
    )
    trained(made, made.tutor)
    return made


def trained(one: Cast, tutor) -> None:
    """The office records forty hours in the four areas."""
    with one.as_("officer") as by:
        actions.record_training(
            office=one.office,
            employer=one.cooperative,
            person=tutor.pk,
            training=Training((10, 10, 10, 10)),
            by=by,
        )


def today() -> date:
    return timezone.localdate()


def audited(one: Cast, case: Pathway) -> None:
    """The auditor is let in by one person of the office, and the case opened by another."""
    with one.as_("officer") as by:
        actions.assign_role(pathway=case, person=one.auditor.pk, role="auditor", by=by)
        told = {"what": "audit", "purpose": "control", "reason": "The funder asks", "days": 30}
        asked = actions.ask_reading(pathway=case, reader=one.auditor.pk, by=by, **told)
    with one.as_("lead") as by:
        actions.open_reading(need=asked, by=by)


def points(**changed) -> OpeningFacts:
    """Every point of the interview."""
    told = {
        "title": "Warehouse",
        "sector": "Mechanics",
        "activities": "Gears",
        "headcount": 40,
        "willingness": "yes",
        "hire_willingness": "perhaps",
        "contract_type": "permanent",
        "referent_name": "Ugo Referente",
        "context_adequate": True,
        "times_agreed": "Mornings",
        "objectives": "Packs ten boxes an hour",
        "review_meetings": "Every second Friday",
        "seats": 1,
    }
    return OpeningFacts(**{**told, **changed})


DEMAND = {
    "school": {"group": "training", "level": 1, "essential": False},
    "packing": {"group": "technical", "level": 2, "essential": True},
    "teamwork": {"group": "transversal", "level": 2, "essential": False},
}


def sheet(of, instrument: str, by: Actor, **answers):
    """A whole sheet, with as few answers as it takes."""
    whole = {}
    if spec := newest(instrument):
        whole = sample(spec, "seen", today=today(), only=answerable(by, of, instrument))
    given = {"note": "seen", **whole, **answers}
    made = actions.save_document(of=of, instrument=instrument, answers=given, by=by)
    return actions.complete_document(document=made, by=by)


def lead(one: Cast, **changed) -> Opportunity:
    with one.as_("officer") as by:
        return actions.take_lead(
            office=one.office, company=one.company, searched_by=one.office, by=by, **changed
        )


def opening(one: Cast, **changed) -> Opportunity:
    """An opening that is open, its two sheets complete."""
    made = lead(one)
    with one.as_("officer") as by:
        actions.contact_company(opportunity=made, by=by)
        actions.interview_company(opportunity=made, facts=points(**changed), by=by)
        actions.find_available(opportunity=made, by=by)
        sheet(made, Instrument.COMPANY_ANALYSIS, by)
        sheet(made, Instrument.JOB_PROFILE, by)
        actions.draft_profile(opportunity=made, demand=DEMAND, by=by)
        actions.validate_profile(opportunity=made, by=by)
        return actions.open_opportunity(opportunity=made, by=by)


def worker(one: Cast, name: str = "Rosa Lavoratrice", **changed) -> Worker:
    told = {"employed_since": date(2020, 1, 1), "birth_year": today().year - 40} | changed
    told.setdefault("person_id", one.worker.pk)
    with one.as_("tutor") as by:
        made = actions.register_worker(
            office=one.office, employer=one.cooperative, facts=WorkerFacts(name, **told), by=by
        )
    with one.as_("officer") as by:
        actions.record_disadvantage(
            worker=made, kind="PSYCHIC", referring_service="Centro Canary", by=by
        )
    return made


def terms(**changed) -> AgreementTerms:
    told = {
        "legal_basis": "ART30_INTEREST",
        "legal_evidence": "Interest of the co-operative, resolution 3",
        "planned_hours": 300,
        "weekly_hours": 20,
        "starts_on": today(),
        "ends_on": today() + timedelta(days=120),
        "objectives": "Works alone at the line",
        "safety": "Eight hours",
        "cover": "INAIL",
        "tasks_change": "no",
        "distance_km": 10,
    }
    return AgreementTerms(**{**told, **changed})


def appointment(person, **changed) -> Appointment:
    """What the document of a court says."""
    told = {
        "person_id": person.pk,
        "kind": "administrator",
        "manner": "for",
        "scope": ["fill", "decide", "sign"],
        "document": "Tribunale di Ponte, decree 12 of 2026",
        "starts_on": date(2026, 1, 1),
    }
    return Appointment(**{**told, **changed})


def represented(one: Cast, case: Pathway, person, **changed) -> Representative:
    with one.as_("officer") as by:
        told = appointment(person, **changed)
        return actions.appoint_representative(pathway=case, appointment=told, by=by)


# How each state is reached from the one before: who, and what.
def _candidate(one: Cast, _case, given) -> Pathway:
    with one.as_("tutor") as by:
        return actions.propose_candidate(
            worker=given.get("worker") or worker(one), skills_adequate=True, by=by
        )


def _proposed(one, case, given):
    with one.as_("tutor") as by:
        actions.share_proposal(
            pathway=case, shared_on=today(), support_actions="Weekly talk", by=by
        )


def _accepted(one, case, given):
    with one.as_("worker") as by:
        actions.accept_proposal(pathway=case, by=by)


def _requested(one, case, given):
    chosen = given.get("opportunity") or opening(one)
    with one.as_("tutor") as by:
        sheet(case, Instrument.ACTIVATION_REQUEST, by)
        actions.request_activation(pathway=case, opportunity=chosen, by=by)


def _orientation(one, case, given):
    with one.as_("officer") as by:
        actions.begin_orientation(pathway=case, appointment_on=today(), by=by)


def _assessed(one, case, given):
    with one.as_("officer") as by:
        sheet(case, Instrument.SKILLS_ASSESSMENT, by)
        actions.finish_assessment(pathway=case, by=by)


def _review(one, case, given):
    with one.as_("officer") as by:
        actions.begin_match_review(pathway=case, by=by)


def _draft(one, case, given):
    with one.as_("officer") as by:
        sheet(case, Instrument.PLAN, by)
        agreed = given.get("terms") or terms()
        actions.approve_match(pathway=case, reason="Fits the bench", terms=agreed, by=by)


SIGNERS = {"office": "lead", "cooperative": "manager", "company": "signatory", "worker": "worker"}


def sign(one: Cast, case: Pathway, *parties: str) -> None:
    """Sign what is up for signing; where no party is named, whoever has not signed yet."""
    found = text_up_for_signing(Pathway.objects.get(pk=case.pk))
    if found is None:
        raise RuleBroken("There is no text to sign.")
    for party in parties or sorted(set(Party.values) - signed_parties(found)):
        with one.as_(SIGNERS[party]) as by:
            actions.sign_agreement(agreement=found, party=party, seen=found.text_hash, by=by)


def _signed(one, case, given):
    sign(one, case)


def _running(one, case, given):
    with one.as_("tutor") as by:
        actions.start_secondment(
            pathway=case, notified_on=today(), safety_checked_on=today(), post="Gardener", by=by
        )
    with one.as_("manager") as by:
        actions.assign_role(pathway=case, person=one.operator.pk, role="service", by=by)
        actions.assign_role(pathway=case, person=one.referent.pk, role="referent", by=by)


def work(one: Cast, case: Pathway, hours: int, *, confirmed: bool = True) -> None:
    """Hours that happened, ten a day, entered by the tutor and confirmed by the company."""
    told = {"confirmed_at": timezone.now(), "confirmed_by_id": one.signatory.pk}
    HoursEntry.objects.bulk_create(
        HoursEntry(
            pathway=case,
            client_id=timezone.now() and Pathway._meta.pk.get_default(),
            day=today() - timedelta(days=number),
            minutes=600,
            entered_by_id=one.tutor.pk,
            **(told if confirmed else {}),
        )
        for number in range(hours // 10)
    )


def last_talks(one: Cast, case: Pathway) -> None:
    with one.as_("tutor") as by:
        for kind in ("worker", "company"):
            actions.hold_interview(
                pathway=case, kind=kind, held_on=today(), rating=3, is_last=True, by=by
            )


def _completed(one, case, given):
    work(one, case, 300)
    last_talks(one, case)
    with one.as_("tutor") as by:
        actions.complete_secondment(pathway=case, by=by)


def _evaluated(one, case, given):
    with one.as_("tutor") as by:
        sheet(case, Instrument.FINAL_REPORT, by)
    state(one, case, "report")
    with one.as_("officer") as by:
        actions.evaluate_pathway(pathway=case, by=by)


def contract(**changed) -> Contract:
    told = {
        "kind": "hired",
        "on": today(),
        "contract_type": "permanent",
        "weekly_hours": 30,
        "collective_agreement": "Metalmeccanici",
    }
    return Contract(**{**told, **changed})


def _hired(one, case, given):
    with one.as_("officer") as by:
        actions.record_hire(pathway=case, contract=contract(), by=by)


def agree_later(one: Cast, case: Pathway) -> None:
    """The worker, if there is an account, agrees to be asked later."""
    if case.worker.person_id == one.worker.pk:
        with one.as_("worker") as by:
            give_consent(worker=case.worker, purpose="follow_up", recipient="office", by=by)


def _follow_up(one, case, given):
    agree_later(one, case)
    with one.as_("tutor") as by:
        actions.begin_follow_up(pathway=case, by=by)


def _closed(one, case, given):
    with one.as_("tutor") as by:
        actions.record_follow_up(pathway=case, month=12, checked_on=today(), by=by)
    with one.as_("officer") as by:
        actions.close_pathway(pathway=case, by=by)


STEPS = {
    _P.CANDIDATE: _candidate,
    _P.PROPOSED: _proposed,
    _P.ACCEPTED: _accepted,
    _P.REQUESTED: _requested,
    _P.ORIENTATION: _orientation,
    _P.ASSESSED: _assessed,
    _P.MATCH_REVIEW: _review,
    _P.AGREEMENT_DRAFT: _draft,
    _P.AGREEMENT_SIGNED: _signed,
    _P.IN_SECONDMENT: _running,
    _P.COMPLETED: _completed,
    _P.EVALUATED: _evaluated,
    _P.HIRED: _hired,
    _P.FOLLOW_UP: _follow_up,
    _P.CLOSED: _closed,
}


def case_at(one: Cast, state: int = _P.CANDIDATE, **given) -> Pathway:
    """A case driven to a state of the main road, by the people who take the steps."""
    case = None
    for reached, take in STEPS.items():
        case = take(one, case, given) or case
        if reached == state:
            break
    case.refresh_from_db()
    return case
