"""Something to work on for every account of the pathways: cases, openings, and what goes with them.

Each case and each thing of the office is written whole or not at all, by the person whose step it
is; what is here already stays as it is.
"""

from dataclasses import replace
from itertools import islice

from ponte.engines.questionnaires.sample import sample
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways import actions
from ponte.pathways.actions.representatives import Appointment
from ponte.pathways.models import NeedPurpose, Opportunity, Pathway, Shut
from ponte.pathways.queries.sheets import answerable
from ponte.pathways.rules import instruments
from ponte.pathways.states import (
    Area,
    CaseRoleKind,
    Instrument,
    Manner,
    Party,
    RepresentativeKind,
    Source,
)
from ponte.project.demo import modena_matching, practice_lived, practice_office, steps
from ponte.project.demo.people import person_of
from ponte.project.demo.practice_cases import BRUNO, ELSA, EXAMPLES, ROSA, WORDS, Example, Far
from ponte.territory.public import municipality_ids

JOB = Actor.job("demo practice")
TOWN = "001272"  # Torino
FIRST_ANSWERS, EARLY_HOURS = 6, 40
# Title, sector, activities, seats, hours a week.
OPENINGS = (
    ("Magazzino", "Meccanica", "Preparare scatole, spostare merce, tenere in ordine", 6, 20),
    ("Montaggio", "Elettronica", "Montare piccoli pezzi al banco, controllarli", 5, 20),
    ("Mensa aziendale", "Ristorazione", "Preparare i vassoi, lavare, servire al banco", 3, 20),
)


def load() -> str:
    """Write what is not here yet; say how many cases were new."""
    with acting(JOB):
        known = steps.known_workers(ROSA.parts.office)
        missing = [one for one in EXAMPLES if one.name not in known]
        openings = [_opening(number) for number in range(len(OPENINGS))]
        steps.train(ROSA.parts)
        for one in missing:
            drive(one, openings[one.opening])
        practice_office.load()
    return f"{len(missing)} new"


def drive(one: Example, opening: Opportunity) -> None:
    """Take a case as far as it has come."""
    parts = one.parts
    with acting(JOB):
        person = person_of(one.account).pk if one.account else None
        town = municipality_ids().get(TOWN)
        worker = steps.register(parts, town=town, person=person)
        if one.far == Far.CANDIDATE:
            with steps.acting_as(parts.tutor) as by:
                actions.propose_candidate(worker=worker, skills_adequate=True, by=by)
            return
        case = steps.share(parts, worker)
        if one == BRUNO:
            _represent(one, case)
        for far, step in AFTER.items():
            if far <= one.far:
                step(one, case, opening)
        if one == ROSA:
            practice_lived.live(one, Pathway.objects.get(pk=case.pk))


def _accept(one: Example, case: Pathway, opening: Opportunity) -> None:
    means = {} if one.account else {"means": "paper"}
    with steps.acting_as(one.account or one.parts.tutor) as by:
        actions.accept_proposal(pathway=case, by=by, **means)


def _request(one: Example, case: Pathway, opening: Opportunity) -> None:
    steps.request(one.parts, case, opening)


def _orient(one: Example, case: Pathway, opening: Opportunity) -> None:
    steps.orient(one.parts, case)
    if one == ELSA:
        _begin_assessment(one, case)


def _review(one: Example, case: Pathway, opening: Opportunity) -> None:
    steps.review(one.parts, case)


def _approve(one: Example, case: Pathway, opening: Opportunity) -> None:
    steps.approve(one.parts, case)
    _let_in(one, case)


def _begin(one: Example, case: Pathway, opening: Opportunity) -> None:
    if one.account:
        steps.sign_as(one.account, case, Party.WORKER)
    else:
        steps.sign_on_paper(one.parts, case)
    steps.sign_for_bodies(one.parts, case)
    steps.second(one.parts, case)


def _complete(one: Example, case: Pathway, opening: Opportunity) -> None:
    if one.side_ends == "returned":
        steps.work(one.parts, case, EARLY_HOURS)
        steps.break_off(one.parts, case)
    else:
        steps.work(one.parts, case, one.plan.hours)
        steps.complete(one.parts, case)


def _evaluate(one: Example, case: Pathway, opening: Opportunity) -> None:
    steps.evaluate(one.parts, case)


def _end(one: Example, case: Pathway, opening: Opportunity) -> None:
    (steps.hire if one.side_ends == "hired" else steps.bring_back)(one.parts, case)


AFTER = {
    Far.ACCEPTED: _accept,
    Far.REQUESTED: _request,
    Far.ORIENTATION: _orient,
    Far.REVIEW: _review,
    Far.TO_SIGN: _approve,
    Far.RUNNING: _begin,
    Far.COMPLETED: _complete,
    Far.EVALUATED: _evaluate,
    Far.ENDED: _end,
}


def _let_in(one: Example, case: Pathway) -> None:
    """The company's referent, the service that follows the worker, and who audits."""
    people = {
        "referent": CaseRoleKind.REFERENT,
        "service": CaseRoleKind.SERVICE,
        "auditor": CaseRoleKind.AUDITOR,
    }
    with steps.acting_as(one.parts.officer) as by:
        for code, role in people.items():
            actions.assign_role(pathway=case, person=person_of(code).pk, role=role, by=by)
        asked = actions.ask_reading(
            pathway=case,
            what=Shut.AUDIT,
            purpose=NeedPurpose.CONTROL,
            reason=WORDS,
            days=30,
            reader=person_of("auditor").pk,
            by=by,
        )
    with steps.acting_as(one.parts.lead) as by:
        actions.open_reading(need=asked, by=by)


def _represent(one: Example, case: Pathway) -> None:
    """A court named somebody who speaks for the worker."""
    told = Appointment(
        person_id=person_of("representative").pk,
        kind=RepresentativeKind.ADMINISTRATOR,
        manner=Manner.FOR,
        scope=list(Area.values),
        document="Tribunale di esempio, decreto 12 del 2026",
        starts_on=one.plan.starts_on,
    )
    with steps.acting_as(one.parts.officer) as by:
        actions.appoint_representative(pathway=case, appointment=told, by=by)


def _begin_assessment(one: Example, case: Pathway) -> None:
    """A first sitting of the skills assessment was held; the sheet goes on another day."""
    code = Instrument.SKILLS_ASSESSMENT
    spec, today = instruments.newest(code), one.plan.starts_on
    with steps.acting_as(one.parts.officer) as by:
        whole = sample(spec, WORDS, today=today, only=answerable(by, case, code))
        sheet = actions.save_document(of=case, instrument=code, answers={}, by=by)
        actions.begin_sitting(document=sheet, present=("worker", "officer"), by=by)
        begun = dict(islice(whole.items(), FIRST_ANSWERS))
        actions.save_document(of=case, instrument=code, document=sheet, answers=begun, by=by)
        actions.end_sitting(document=sheet, by=by)


def _opening(number: int) -> Opportunity:
    title, sector, activities, seats, weekly = OPENINGS[number]
    parts = ROSA.parts
    found = Opportunity.objects.filter(office_id=parts.office, title=title).first()
    if found:
        return found
    points = replace(
        steps.INTERVIEW,
        title=title,
        sector=sector,
        activities=activities,
        referent_name="Rita Esempio",
        objectives=parts.plan.objectives,
        weekly_hours=weekly,
        municipality_id=municipality_ids().get(TOWN),
    )
    trade = modena_matching.OCCUPATIONS[title.split()[0]]
    return steps.open_place(parts, seats, points=points, occupation=trade, source=Source.OFFICE)
