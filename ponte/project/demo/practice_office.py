"""What an office has beside its cases: openings to follow, calls, meetings, money, matching."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from ponte.engines.matching.catalogue import default_weights
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways import actions
from ponte.pathways.actions.calls import CallFacts
from ponte.pathways.actions.funding import FundingFacts
from ponte.pathways.actions.meetings import MeetingFacts
from ponte.pathways.actions.watching import watch_secondments
from ponte.pathways.models import (
    AbilityProfile,
    Call,
    CostLine,
    FiguresRelease,
    Funding,
    JobConditions,
    MatchProposal,
    Meeting,
    Opportunity,
    Outcome,
    Pathway,
    Worker,
)
from ponte.pathways.rules.profiles import ConditionFacts
from ponte.pathways.states import CostKind, MeetingKind, OpportunityState, Source
from ponte.project.demo import modena_matching, steps
from ponte.project.demo.examples import organization_id
from ponte.project.demo.people import person_of
from ponte.project.demo.practice_cases import COMPANY, ELSA, OFFICE, ROSA

LEAD, OFFICER, SEARCHER = "placement-lead", "placement", "searcher"
ASSOCIATION = "associazione-esempio-imprese"
CALL = "Cerchiamo aziende per tirocini e distacchi di autunno"
ANSWERED = "Posti in cucina e in mensa"
DRAFT = "Posti nel verde per la primavera"
TEXT = "Testo di esempio. Se avete un posto, anche di poche ore, scrivete che lavoro è."
FUNDER = "Fondazione Esempio"
WHY = "Pesi di esempio: contano di più le competenze manuali e il lavoro con gli altri."
HOURLY_CENTS = 1150
# Company, title, and how far the search has come.
SEARCHED = (
    ("esempio-benefit", "Sala e colazioni", OpportunityState.LEAD),
    ("esempio-startup", "Imballaggio", OpportunityState.CONTACTED),
    ("esempio-benefit", "Lavanderia", OpportunityState.INTERVIEWED),
)


def load() -> None:
    """Write what is not here yet."""
    for part in (_searches, _calls, _meetings, _money, _matching, _figures):
        part()
    watch_secondments(by=Actor.job("demo practice"))


def _in(days: int):
    return timezone.localdate() + timedelta(days=days)


def _searches() -> None:
    office = steps.body(organization_id(OFFICE))
    for slug, title, far in SEARCHED:
        if Opportunity.objects.filter(office=office, title=title).exists():
            continue
        with steps.acting_as(SEARCHER) as by:
            company = steps.body(organization_id(slug))
            told = {"searched_by": office, "source": Source.OFFICE, "title": title}
            opening = actions.take_lead(office=office, company=company, by=by, **told)
            if far != OpportunityState.LEAD:
                actions.contact_company(opportunity=opening, by=by)
            if far == OpportunityState.INTERVIEWED:
                points = replace(steps.INTERVIEW, title=title)
                actions.interview_company(opportunity=opening, facts=points, by=by)


def _calls() -> None:
    association = steps.body(organization_id(ASSOCIATION))
    if Call.objects.filter(association=association).exists():
        return
    office = organization_id(OFFICE)
    with steps.acting_as("association") as by:
        firm = steps.body(organization_id(COMPANY))
        actions.add_association_member(association=association.pk, company=firm, by=by)
        made = {}
        for title, days in ((CALL, 21), (ANSWERED, 14), (DRAFT, 60)):
            facts = CallFacts(title=title, text=TEXT, last_day=_in(days))
            made[title] = actions.write_call(
                association=association, office=office, facts=facts, by=by
            )
        for title in (CALL, ANSWERED):
            actions.publish_call(call=made[title], by=by)
    with steps.acting_as("referent") as by:
        company = steps.body(organization_id(COMPANY))
        actions.answer_call(call=made[ANSWERED], company=company, title="Lavapiatti", by=by)


def _meetings() -> None:
    office = steps.body(organization_id(OFFICE))
    if Meeting.objects.filter(office=office).exists():
        return
    codes = {
        one.worker.name: one.code
        for one in Pathway.objects.filter(office=office).select_related("worker")
    }
    with steps.acting_as(OFFICER) as by:
        tutor, place = person_of("tutor").pk, "Sala di esempio, via Esempio 1"
        told = MeetingFacts(kind=MeetingKind.TUTORS, on=_in(-14), place=place)
        past = actions.call_meeting(office=office, facts=told, by=by)
        actions.invite_guest(meeting=past, person=tutor, by=by)
        item = actions.add_item(meeting=past, case_code=codes[ROSA.name], by=by)
        decided = "Si va avanti. Il tutor chiede un carrello più leggero."
        actions.decide_item(item=item, decision=decided, by=by)
        what = "Chiedere all'azienda un carrello più leggero"
        actions.add_task(meeting=past, person=tutor, what=what, due_on=_in(5), by=by)
        actions.hold_meeting(meeting=past, by=by)
        told = MeetingFacts(kind=MeetingKind.COOPERATIVES, on=_in(7), place=place)
        coming = actions.call_meeting(office=office, facts=told, by=by)
        for code in ("tutor", "pathways"):
            actions.invite_guest(meeting=coming, person=person_of(code).pk, by=by)
        actions.add_item(meeting=coming, case_code=codes[ELSA.name], by=by)
        actions.add_item(meeting=coming, subject="Nuove opportunità in mensa", by=by)


def _money() -> None:
    office = steps.body(organization_id(OFFICE))
    if Funding.objects.filter(office=office).exists():
        return
    with steps.acting_as(OFFICER) as by:
        told = {"first_day": _in(-420), "last_day": _in(-130), "report_on": _in(-100)}
        facts = FundingFacts(funder=FUNDER, call="Bando 1", budget_cents=1_500_000, **told)
        actions.report_funding(
            funding=actions.add_funding(office=office, facts=facts, by=by), by=by
        )
        told = {"first_day": _in(-120), "last_day": _in(200), "report_on": _in(230)}
        facts = FundingFacts(funder=FUNDER, call="Bando 2", budget_cents=2_000_000, **told)
        funding = actions.add_funding(office=office, facts=facts, by=by)
        for name in (ROSA.name, "Lia Esempio", "Olmo Esempio"):
            _pay(Pathway.objects.get(office=office, worker__name=name), funding, by)


def _pay(case: Pathway, funding: Funding, by: Actor) -> None:
    if CostLine.objects.filter(pathway=case).exists():
        return
    told = {"first": case.starts_on, "last": case.starts_on + timedelta(days=29)}
    actions.add_wages(pathway=case, hourly_cents=HOURLY_CENTS, funding=funding, by=by, **told)
    told = {"kind": CostKind.TUTORING, "cents": 24_000, "on": _in(-5), "note": "Ore del tutor"}
    actions.add_cost(pathway=case, funding=funding, by=by, **told)


def _matching() -> None:
    """Workers and openings that can be compared, weights, and a first proposal."""
    office = steps.body(organization_id(OFFICE))
    if MatchProposal.objects.filter(office=office).exists():
        return
    written = AbilityProfile.objects.values("worker_id")
    gone = Outcome.objects.values("pathway__worker_id")
    waiting = Worker.objects.filter(office=office).exclude(pk__in=written).exclude(pk__in=gone)
    for number, worker in enumerate(waiting.order_by("code")):
        with steps.acting_as(OFFICER) as by:
            facts = modena_matching.abilities(number + 1)
            actions.write_abilities(worker=worker, facts=facts, by=by)
    with_conditions = JobConditions.objects.exclude(conditions={}).values("opportunity_id")
    openings = Opportunity.objects.filter(office=office, state=OpportunityState.OPEN)
    for opening in openings.exclude(pk__in=with_conditions):
        with steps.acting_as(OFFICER) as by:
            facts = ConditionFacts(
                hours=modena_matching.MORNINGS, loads={"standing": 3}, eased={"standing": 1}
            )
            actions.write_conditions(opportunity=opening, facts=facts, by=by)
    weights = dict(default_weights().dimensions) | {"hand_tools": 16}
    with steps.acting_as(LEAD) as by:
        actions.publish_weights(office=office, weights=weights, essential=3, why=WHY, by=by)
        actions.ask_proposal(office=office, by=by)


def _figures() -> None:
    """The office publishes what may be told of its first cases."""
    office = steps.body(organization_id(OFFICE))
    with acting(Actor.job("demo practice")):
        before = FiguresRelease.objects.filter(office=office).exists()
    if not before:
        with steps.acting_as(LEAD) as by:
            actions.publish_figures(office=office, by=by)
