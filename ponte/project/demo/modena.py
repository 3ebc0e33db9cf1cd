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
from ponte.project.demo import modena_steps as steps
from ponte.project.demo.modena_cases import CASES, Case, End

JOB = Actor.job("demo modena")
EARLY_HOURS = 40
Progress = Callable[[str], object]


def load(progress: Progress = lambda line: None) -> int:
    """Drive the cases that are not here yet; return how many that were."""
    with acting(JOB):
        known = steps.known_workers()
        missing = [case for case in CASES if steps.worker_name(case) not in known]
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
    opening = _opening(case)
    steps.train(case)
    pathway = steps.propose(case)
    steps.place(case, pathway, opening)
    steps.sign(case, pathway)
    steps.second(case, pathway)
    if case.end is End.UNDER_WAY or case.end is End.BROKEN_OFF:
        steps.work(case, pathway, EARLY_HOURS)
    if case.end is End.BROKEN_OFF:
        steps.break_off(case, pathway)
        steps.evaluate(case, pathway)
        steps.bring_back(pathway)
    if case.end is End.HIRED or case.end is End.RETURNED:
        steps.work(case, pathway, steps.PLANNED_HOURS)
        steps.complete(case, pathway)
        steps.evaluate(case, pathway)
        (steps.hire if case.end is End.HIRED else steps.bring_back)(pathway)
    return pathway


def _opening(case: Case) -> Opportunity:
    """A company that hosts two has one opening with two seats."""
    seats = Counter(one.company for one in CASES)
    found = Opportunity.objects.filter(
        office_id=cast.identifier(cast.OFFICE), company_id=cast.identifier(case.company)
    ).first()
    return found or steps.open_place(case.company, seats[case.company])
