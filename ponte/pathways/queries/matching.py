"""Workers and openings as the engine compares them, with what each still lacks for that.

Read are abilities, hours, travel, shared limits, months of employment, and whether a place is
taken; no other column of a worker or of a case leaves this module.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.engines.matching.catalogue import Weights
from ponte.engines.matching.find import Shortlist, candidates, openings
from ponte.engines.matching.profiles import AbilityProfile, DemandProfile, Place
from ponte.pathways.models import MatchingWeights, Opportunity, Pathway, Worker
from ponte.pathways.queries import special
from ponte.pathways.queries.restricting import not_compared
from ponte.pathways.rules.comparing import Comparison, compared, weights_of
from ponte.pathways.rules.occupations import Kinship, kinship
from ponte.pathways.rules.profiles import (
    TERMS,
    AbilityFacts,
    ConditionFacts,
    ability_profile,
    demand_profile,
    demands,
    whole_months,
)
from ponte.pathways.rules.restricting import NOT_COMPARED
from ponte.pathways.states import UNDER_WAY, OpportunityState, PathwayState

LACKING = {
    "profile": _("The ability profile is not written yet."),
    "abilities": _("No ability is assessed yet."),
    "travel": _("It is not known how the worker gets to work."),
    "home": _("The worker's municipality is not known."),
    "place": _("The municipality of the workplace is not known."),
    "demand": _("The job profile asks for nothing that can be compared."),
    "left": _("The worker was hired and is no longer in the co-operative."),
    "seats": _("All places are promised to others."),
    "stopped": NOT_COMPARED,
}
# From the agreement on a place is promised; before, the case is one of those compared.
BOUND = frozenset(state for state in UNDER_WAY if state >= PathwayState.AGREEMENT_DRAFT)
OPEN_CASES = frozenset(
    state for state in UNDER_WAY if PathwayState.ACCEPTED <= state < PathwayState.AGREEMENT_DRAFT
)


@dataclass(frozen=True, slots=True)
class Person:
    """One worker's side; without `ability` the worker cannot be compared yet, for `missing`."""

    id: UUID
    case: UUID | None
    ability: AbilityProfile | None
    missing: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()

    @property
    def lacking(self) -> list[str | Promise]:
        return [LACKING[one] for one in self.missing]


@dataclass(frozen=True, slots=True)
class Job:
    """One opening's side."""

    id: UUID
    demand: DemandProfile | None
    seats: int
    missing: tuple[str, ...] = ()
    occupation: str = ""

    @property
    def lacking(self) -> list[str | Promise]:
        return [LACKING[one] for one in self.missing]


def weights_in_force(office: UUID) -> Weights:
    """Return the weights that an office published last, or those of the catalogue."""
    found = MatchingWeights.objects.filter(office_id=office).order_by("-version").first()
    if found is None:
        return weights_of(0, None, None)
    return weights_of(found.version, found.weights, found.essential)


def people(
    office: UUID, *, only: Iterable[UUID] | None = None, with_open_case: bool = False
) -> list[Person]:
    """Return the workers of an office as they are compared."""
    cases = _cases(office, only)
    # Who was hired has left the co-operative.
    hired = Pathway.objects.filter(office_id=office, outcome__kind="hired").values("worker_id")
    found = Worker.objects.filter(office_id=office).exclude(pk__in=hired).order_by("pk")
    if with_open_case:
        open_ = [key for key, (_case, state) in cases.items() if state in OPEN_CASES]
        found = found.filter(pk__in=open_)
    if only is not None:
        found = found.filter(pk__in=list(only))
    found = found.select_related("ability", "municipality").only(
        "office_id",
        "employed_since",
        "municipality__latitude",
        "municipality__longitude",
        "ability__profile",
        "ability__office_id",
    )
    today, found = timezone.localdate(), list(found)
    stopped = not_compared(one.pk for one in found)
    return [
        _person(one, cases.get(one.pk), today)
        if one.pk not in stopped
        else Person(one.pk, cases.get(one.pk, (None, 0))[0], None, ("stopped",))
        for one in found
    ]


def person_of(office: UUID, worker: UUID) -> Person:
    """Return one worker as compared; who was hired is somebody who has left."""
    found = people(office, only=[worker])
    return found[0] if found else Person(worker, None, None, ("left",))


def _cases(office: UUID, only: Iterable[UUID] | None) -> dict[UUID, tuple[UUID, int]]:
    """The case under way of each worker, and where it stands."""
    found = Pathway.objects.filter(office_id=office, state__in=UNDER_WAY).order_by()
    if only is not None:
        found = found.filter(worker_id__in=list(only))
    return {worker: (pk, state) for worker, pk, state in found.values_list("worker", "pk", "state")}


def _person(worker: Worker, case: tuple[UUID, int] | None, today: date) -> Person:
    kept = getattr(worker, "ability", None)
    facts = AbilityFacts.read(special.kept_profile(kept)) if kept else None
    missing = _missing_of(worker, facts)
    case_id, state = case or (None, 0)
    told = {"done": facts.done, "wished": facts.wished} if facts else {}
    if facts is None or missing:
        return Person(worker.pk, case_id, None, missing, **told)
    ability = ability_profile(
        str(worker.pk),
        facts,
        place=Place(worker.municipality.latitude, worker.municipality.longitude),
        months=whole_months(worker.employed_since, today),
        bound=state in BOUND,
    )
    return Person(worker.pk, case_id, ability, **told)


def _missing_of(worker: Worker, facts: AbilityFacts | None) -> tuple[str, ...]:
    if facts is None:
        return ("profile",)
    checks = {
        "abilities": bool(facts.abilities),
        "travel": bool(facts.travel),
        "home": worker.municipality is not None,
    }
    return tuple(name for name, there in checks.items() if not there)


def jobs(office: UUID, *, only: Iterable[UUID] | None = None) -> list[Job]:
    """Return the open openings of an office as they are compared."""
    found = Opportunity.objects.filter(office_id=office)
    if only is None:
        found = found.filter(state=OpportunityState.OPEN)
    else:
        found = found.filter(pk__in=list(only))
    found = list(found.select_related("conditions", "municipality").order_by("pk"))
    taken = _promised(office)
    return [_job(one, taken[one.pk]) for one in found]


def _promised(office: UUID) -> Counter[UUID]:
    """How many places of each opening are promised or filled."""
    held = Q(state__in=BOUND) | Q(state=PathwayState.HIRED) | Q(outcome__kind="hired")
    found = Pathway.objects.filter(held, office_id=office, opportunity__isnull=False).order_by()
    return Counter(found.values_list("opportunity_id", flat=True))


def _job(opening: Opportunity, taken: int) -> Job:
    kept = getattr(opening, "conditions", None)
    free = max(opening.seats - taken, 0)
    checks = {
        "place": opening.municipality is not None,
        "demand": bool(demands(opening.demand)),
        "seats": free > 0,
    }
    missing = tuple(name for name, there in checks.items() if not there)
    occupation = kept.occupation if kept else ""
    if missing:
        return Job(opening.pk, None, free, missing, occupation)
    demand = demand_profile(
        str(opening.pk),
        opening.demand,
        ConditionFacts.read(kept.conditions) if kept else ConditionFacts(),
        place=Place(opening.municipality.latitude, opening.municipality.longitude),
        seats=free,
        weekly_hours=opening.weekly_hours,
    )
    return Job(opening.pk, demand, free, (), occupation)


def candidates_for(office: UUID, job: Job) -> tuple[Shortlist, list[Person]]:
    """Return the workers for one opening, and everybody who was looked at."""
    everyone = people(office)
    able = [one.ability for one in everyone if one.ability]
    if job.demand is None:
        return Shortlist((), ()), everyone
    return candidates(job.demand, able, weights=weights_in_force(office), terms=TERMS), everyone


def openings_for_worker(office: UUID, person: Person) -> tuple[Shortlist, list[Job]]:
    """Return the open openings for one worker, and all that were looked at."""
    if person.ability is None:
        return Shortlist((), ()), []
    open_ones = jobs(office)
    asked = [one.demand for one in open_ones if one.demand]
    found = openings(person.ability, asked, weights=weights_in_force(office), terms=TERMS)
    return found, open_ones


@dataclass(frozen=True, slots=True)
class Pair:
    """One worker and one opening; without a comparison, what both still lack."""

    person: Person
    job: Job
    comparison: Comparison | None

    @property
    def lacking(self) -> list[str | Promise]:
        return [*self.person.lacking, *self.job.lacking]

    @property
    def kinship(self) -> Kinship | None:
        return kinship_of(self.person, self.job)


def kinship_of(person: Person, job: Job) -> Kinship | None:
    """Return the opening's occupation beside the worker's, compared or not."""
    return kinship(job.occupation, person.done, person.wished)


def pair_of(office: UUID, worker: UUID, opportunity: UUID) -> Pair:
    """Return one pair compared under the weights in force."""
    person = person_of(office, worker)
    (job,) = jobs(office, only=[opportunity])
    if person.ability is None or job.demand is None:
        return Pair(person, job, None)
    found = compared(person.ability, job.demand, weights_in_force(office), TERMS)
    return Pair(person, job, found)
