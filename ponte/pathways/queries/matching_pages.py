"""What the pages of matching show to one reader; companies find none of them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from ponte.engines.matching.find import Fit, Refusal
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.models import (
    AbilityProfile,
    MatchingWeights,
    MatchProposal,
    Opportunity,
    Pathway,
    Worker,
)
from ponte.pathways.permissions.matching import (
    assigned_to,
    is_own,
    may_compare,
    may_publish,
    may_see_abilities,
)
from ponte.pathways.queries import special
from ponte.pathways.queries.cases import cases_for
from ponte.pathways.queries.matching import (
    Job,
    Pair,
    Person,
    candidates_for,
    jobs,
    kinship_of,
    openings_for_worker,
    pair_of,
    person_of,
)
from ponte.pathways.queries.restricting import not_compared
from ponte.pathways.rules.occupations import Kinship
from ponte.pathways.states import OpportunityState

ORGANIZATION = Worker._meta.get_field("office").related_model
MOST = 200  # lines of the first page; beyond, people look for a name
READING = Actor.job("pathways.matching")


@dataclass(frozen=True, slots=True)
class Home:
    """Where matching begins: my offices, their open openings, and the workers I may look at."""

    offices: list
    openings: list[Opportunity]
    workers: list[Worker]


def home_for(actor: Actor) -> Home:
    """Return where matching begins for this reader; nothing for a company."""
    mine = permissions.held(actor)
    placing = [pk for pk, carried in mine.items() if permissions.PLACE_WORKERS in carried]
    found = Opportunity.objects.filter(office_id__in=placing, state=OpportunityState.OPEN)
    return Home(
        offices=_offices(placing),
        openings=list(found.select_related("company", "conditions").order_by("title", "pk")[:MOST]),
        workers=list(_workers(actor, mine, placing).select_related("ability")[:MOST]),
    )


def _offices(pks: Iterable[UUID]) -> list:
    return list(ORGANIZATION.objects.filter(pk__in=list(pks)).order_by("name", "pk"))


def _workers(actor: Actor, mine, placing: list[UUID]) -> QuerySet[Worker]:
    managing = [pk for pk, carried in mine.items() if permissions.MANAGE_CASES in carried]
    assigned = assigned_to(actor)
    seen = Q(office_id__in=placing) | Q(employer_id__in=managing)
    return Worker.objects.filter(seen | Q(pk__in=assigned) | Q(person_id=actor.id)).order_by(
        "name", "pk"
    )


def worker_for(actor: Actor, pk: UUID, *, writing: bool = False) -> Worker:
    """Return a worker whose abilities the actor may read, or write, or 404."""
    found = Worker.objects.select_related("ability", "municipality").filter(pk=pk).first()
    if found is None or not (
        may_compare(actor, found.office_id) if writing else may_see_abilities(actor, found)
    ):
        raise Http404
    return found


def opening_for(actor: Actor, pk: UUID, *, writing: bool = False) -> Opportunity:
    """Return an opening that the actor compares, or whose conditions are the actor's to write."""
    found = Opportunity.objects.select_related("company", "conditions", "municipality")
    one = found.filter(pk=pk).first()
    if one is None:
        raise Http404
    search = permissions.SEARCH_COMPANIES
    may = may_compare(actor, one.office_id) or (
        writing and permissions.holds(actor, search, one.office_id, one.searched_by_id)
    )
    if not may:
        raise Http404
    return one


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of a list: whom it joins, in words, and what the engine found."""

    worker: UUID
    opening: UUID
    name: str
    about: str
    fit: Fit | None = None
    refusal: Refusal | None = None
    kinship: Kinship | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """The workers for one opening, who cannot go, and who cannot be compared yet."""

    opening: Opportunity
    job: Job
    fits: list[Row]
    refusals: list[Row]
    waiting: list[tuple[str, Person]]
    looked_at: int = 0


def candidates_page(actor: Actor, pk: UUID) -> Candidates:
    """Return the candidates of one opening to the office; the reading is written down."""
    opening = opening_for(actor, pk)
    if not may_compare(actor, opening.office_id):
        raise Http404
    (job,) = jobs(opening.office_id, only=[pk])
    found, everyone = candidates_for(opening.office_id, job)
    kin = {one.id: kinship_of(one, job) for one in everyone}
    names = _worker_names(opening.office_id)
    seen = len(found.fits) + len(found.refusals)
    special.note_compared(opening.office_id, seen, by=actor)
    rows = [_row(one, names, one.worker, kin) for one in (*found.fits, *found.refusals)]
    return Candidates(
        opening=opening,
        job=job,
        fits=[row for row in rows if row.fit],
        refusals=[row for row in rows if row.refusal],
        waiting=[(names.get(one.id, ("", ""))[0], one) for one in everyone if not one.ability],
        looked_at=Pathway.objects.filter(opportunity_id=pk, state__in=[40, 50, 60, 70]).count(),
    )


@dataclass(frozen=True, slots=True)
class Openings:
    """The openings for one worker, and what the worker still lacks to be compared."""

    worker: Worker
    person: Person
    fits: list[Row] = field(default_factory=list)
    refusals: list[Row] = field(default_factory=list)
    is_own: bool = False
    abilities: dict = field(default_factory=dict)
    may_write: bool = False


def openings_page(actor: Actor, pk: UUID) -> Openings:
    """Return the openings for one worker: to the worker, the own side and the office."""
    worker = worker_for(actor, pk)
    own = is_own(actor, worker)
    with acting(READING):
        person = person_of(worker.office_id, pk)
        found, looked_at = openings_for_worker(worker.office_id, person)
        names = names_of_openings(UUID(one.opening) for one in (*found.fits, *found.refusals))
    kept = last_written(worker)
    abilities = special.abilities_of(kept, by=actor) if kept else {}
    kin = {one.id: kinship_of(person, one) for one in looked_at}
    rows = [_row(one, names, one.opening, kin) for one in (*found.fits, *found.refusals)]
    return Openings(
        worker=worker,
        person=person,
        fits=[row for row in rows if row.fit],
        refusals=[row for row in rows if row.refusal],
        is_own=own,
        abilities=abilities,
        may_write=may_compare(actor, worker.office_id),
    )


def _row(one: Fit | Refusal, names, key: str, kin) -> Row:
    name, about = names.get(UUID(key), ("", ""))
    fit, refusal = (one, None) if isinstance(one, Fit) else (None, one)
    near = kin.get(UUID(key))
    return Row(UUID(one.worker), UUID(one.opening), name, about, fit, refusal, near)


def _worker_names(office: UUID) -> dict[UUID, tuple[str, str]]:
    found = Worker.objects.filter(office_id=office).values_list("pk", "name", "employer__name")
    return {pk: (name, employer) for pk, name, employer in found}


def _comparable_names(office: UUID) -> dict[UUID, tuple[str, str]]:
    """Return the same without who does not agree, by now, with being compared."""
    names = _worker_names(office)
    stopped = not_compared(names)
    return {pk: told for pk, told in names.items() if pk not in stopped}


def names_of_openings(pks: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return title and company of openings."""
    found = Opportunity.objects.filter(pk__in=set(pks))
    rows = found.values_list("pk", "title", "company__name")
    return {pk: (title or company, company) for pk, title, company in rows}


@dataclass(frozen=True, slots=True)
class PairPage:
    """One pair for one reader: the comparison, and what people said about it before."""

    worker: Worker
    opening: Opportunity
    pair: Pair
    reviews: list[special.Judged]
    may_review: bool
    is_own: bool


def pair_page(actor: Actor, worker_pk: UUID, opening_pk: UUID) -> PairPage:
    """Return one pair; an opening that is neither open nor the worker's own answers 404."""
    worker = worker_for(actor, worker_pk)
    own = is_own(actor, worker)
    with _reading(actor, worker):
        found = Opportunity.objects.select_related("company", "municipality")
        opening = found.filter(pk=opening_pk, office_id=worker.office_id).first()
        if opening is None or not _shown(opening, worker, actor):
            raise Http404
        pair = pair_of(worker.office_id, worker_pk, opening_pk)
    special.note_compared(worker.office_id, 1, by=actor, worker=worker)
    reviews = special.reviews_of(worker, opening_pk, by=actor)
    return PairPage(worker, opening, pair, reviews, may_compare(actor, worker.office_id), own)


@contextmanager
def _reading(actor: Actor, worker: Worker) -> Iterator[None]:
    """The office reads its own rows; the worker's side is shown openings that it does not hold."""
    if may_compare(actor, worker.office_id):
        yield
    else:
        with acting(READING):
            yield


def _shown(opening: Opportunity, worker: Worker, actor: Actor) -> bool:
    if opening.state == OpportunityState.OPEN or may_compare(actor, worker.office_id):
        return True
    return Pathway.objects.filter(worker=worker, opportunity=opening).exists()


@dataclass(frozen=True, slots=True)
class HowPage:
    """How an office compares: every version of its weights, the newest first."""

    office: object
    versions: list[MatchingWeights]
    may_publish: bool


def how_page(actor: Actor, pk: UUID) -> HowPage:
    """Return how an office compares, to everybody who has a case with it, or 404."""
    office = _offices([pk])
    if not office or not _deals_with(actor, pk):
        raise Http404
    versions = list(MatchingWeights.objects.filter(office_id=pk))
    return HowPage(office[0], versions, may_publish(actor, pk))


def _deals_with(actor: Actor, office: UUID) -> bool:
    """Everybody who places, searches, employs, accompanies, works or hosts in a case of it."""
    mine = permissions.held(actor)
    own = {permissions.PLACE_WORKERS, permissions.SEARCH_COMPANIES, permissions.SIGN_FOR_OFFICE}
    employing = {permissions.OPEN_CASES, permissions.MANAGE_CASES}
    bodies = [pk for pk, carried in mine.items() if carried & employing]
    if own & mine.get(office, frozenset()):
        return True
    of_mine = Q(employer_id__in=bodies) | Q(person_id=actor.id)
    return (
        Worker.objects.filter(of_mine, office_id=office).exists()
        or cases_for(actor).filter(office_id=office).exists()
    )


def office_for(actor: Actor, pk: UUID, *, publishing: bool = False):
    """Return an office that the actor places workers for, or signs for, or 404."""
    may = may_publish if publishing else may_compare
    found = _offices([pk]) if may(actor, pk) else []
    if not found:
        raise Http404
    return found[0]


def proposals_of(office: UUID) -> list[MatchProposal]:
    """Return the newest proposals of an office."""
    found = MatchProposal.objects.filter(office_id=office).defer("found", "fairness")
    return list(found[:20])


def proposal_for(actor: Actor, pk: UUID) -> MatchProposal:
    """Return a proposal of an office that the actor places workers for, or 404."""
    found = MatchProposal.objects.filter(pk=pk).select_related("office").first()
    if found is None or not may_compare(actor, found.office_id):
        raise Http404
    return found


def note_proposal(
    proposal: MatchProposal, *, by: Actor, through: str = special.Interface.PAGE
) -> None:
    """Write down that somebody is shown how the workers of a proposal compare."""
    told = proposal.found or {}
    shown = {one[0] for one in told.get("pairs", ())} if told else set()
    many = len(shown) + len(told.get("unplaced", ())) + len(told.get("people", ()))
    special.note_compared(proposal.office_id, many, by=by, through=through)


@dataclass(frozen=True, slots=True)
class Proposed:
    """One pair of a proposal in words."""

    worker: UUID
    opening: UUID
    case: UUID | None
    name: str
    employer: str
    job: str
    company: str
    score: int


def pairs_of(proposal: MatchProposal, pairs: Iterable[list]) -> list[Proposed]:
    """Return pairs of a proposal in words; a worker or an opening that is gone is left out."""
    pairs = [(UUID(worker), UUID(opening), score) for worker, opening, score in pairs]
    names = _comparable_names(proposal.office_id)
    titles = names_of_openings(opening for _worker, opening, _score in pairs)
    cases = dict(
        Pathway.objects.filter(
            office_id=proposal.office_id, worker__in=[one[0] for one in pairs]
        ).order_by("opened_at").values_list("worker_id", "pk")
    )  # fmt: skip
    return [
        Proposed(worker, opening, cases.get(worker), *names[worker], *titles[opening], score)
        for worker, opening, score in pairs
        if worker in names and opening in titles
    ]


def people_named(proposal: MatchProposal, keys: Iterable[str]) -> list[tuple[UUID, str, str]]:
    """Return workers of a proposal by name."""
    names = _comparable_names(proposal.office_id)
    return [(UUID(key), *names[UUID(key)]) for key in keys if UUID(key) in names]


def last_written(worker: Worker) -> AbilityProfile | None:
    """Return the profile of a worker, if one is written."""
    return getattr(worker, "ability", None)
