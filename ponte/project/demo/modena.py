"""The table of the Modena programme, out of 39 synthetic cases driven through the procedure.

Each case is written whole or not at all, so an interrupted run is taken up where it stopped, and
a second run changes nothing.
"""

from collections import Counter
from collections.abc import Callable

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Opportunity, Pathway
from ponte.project.demo import modena_cast as cast
from ponte.project.demo import steps
from ponte.project.demo.modena_cases import CASES, Case, End

JOB = Actor.job("demo modena")
EARLY_HOURS = 40
Progress = Callable[[str], object]


def load(progress: Progress = lambda line: None) -> int:
    """Drive the cases that are not here yet; return how many that were."""
    with acting(JOB):
        known = steps.known_workers(cast.identifier(cast.OFFICE))
        missing = [case for case in CASES if case.parts.worker not in known]
        if not missing:
            progress("The 39 synthetic cases are already here.")
            return 0
        cast.load(by=JOB)
    progress("One office, 8 co-operatives, 31 companies and their people are here.")
    for case in missing:
        with acting(JOB):
            drive(case)
        progress(f"{case.code} of {len(CASES)}: {case.kind}, {case.end.value}")
    return len(missing)


def drive(case: Case) -> Pathway:
    """Take one case from the first word to its end."""
    parts, opening = case.parts, _opening(case)
    steps.train(parts)
    pathway = steps.propose(parts)
    steps.place(parts, pathway, opening)
    steps.sign_for_bodies(parts, pathway)
    steps.sign_on_paper(parts, pathway)
    steps.second(parts, pathway)
    if case.end is End.UNDER_WAY or case.end is End.BROKEN_OFF:
        steps.work(parts, pathway, EARLY_HOURS)
    if case.end is End.BROKEN_OFF:
        steps.break_off(parts, pathway)
        steps.evaluate(parts, pathway)
        steps.bring_back(parts, pathway)
    if case.end is End.HIRED or case.end is End.RETURNED:
        steps.work(parts, pathway, steps.PLANNED_HOURS)
        steps.complete(parts, pathway)
        steps.evaluate(parts, pathway)
        (steps.hire if case.end is End.HIRED else steps.bring_back)(parts, pathway)
    return pathway


def _opening(case: Case) -> Opportunity:
    """A company that hosts two has one opening with two seats."""
    parts = case.parts
    seats = Counter(one.parts.company for one in CASES)
    found = Opportunity.objects.filter(office_id=parts.office, company_id=parts.company).first()
    return found or steps.open_place(parts, seats[parts.company])
