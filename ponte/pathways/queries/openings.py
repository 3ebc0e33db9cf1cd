"""Openings: the list of whoever searches, offers or may use them, and one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404

from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.models import Document, JobConditions, Opportunity, Pathway, Transition
from ponte.pathways.queries.cases import names_of
from ponte.pathways.queries.facts import seats_left
from ponte.pathways.queries.steps import Step, next_steps_of_opening
from ponte.pathways.states import OpportunityState

PAGE = 50


def openings_for(actor: Actor) -> QuerySet[Opportunity]:
    """Return the openings of the actor's bodies, and the open ones for who opens cases."""
    if not actor.is_person:
        return Opportunity.objects.none()
    mine = permissions.held(actor)

    def bodies(*wanted: str) -> list[UUID]:
        return [pk for pk, carried in mine.items() if carried & set(wanted)]

    searching = bodies(permissions.SEARCH_COMPANIES, permissions.PLACE_WORKERS)
    seen = Q(office_id__in=searching) | Q(searched_by_id__in=searching)
    seen |= Q(company_id__in=bodies(permissions.HOST_WORKERS, permissions.SIGN_FOR_COMPANY))
    if bodies(permissions.OPEN_CASES):
        # The row policy lets through those of the offices that the co-operative works with.
        seen |= Q(state=OpportunityState.OPEN)
    return Opportunity.objects.filter(seen)


def opportunity_list(
    actor: Actor, *, state: str = "", work: Iterable[str] | None = None, page: int | str = 1
) -> Page:
    """Return one page of openings, those that moved last first; `work` are occupations asked."""
    found = openings_for(actor)
    if state:
        found = found.filter(state=state)
    if work is not None:
        found = found.filter(conditions__occupation__in=list(work))
    found = found.select_related("company", "office").order_by("-state_since", "-pk")
    return Paginator(found, PAGE).get_page(page)


def occupations_of(openings: Iterable[Opportunity]) -> dict[UUID, str]:
    """Return the occupation that each of a page of openings asks for."""
    found = JobConditions.objects.filter(opportunity__in=[one.pk for one in openings])
    return dict(found.exclude(occupation="").values_list("opportunity_id", "occupation"))


def opportunity_for(actor: Actor, pk: UUID) -> Opportunity:
    """Return an opening of the actor's, or 404."""
    found = openings_for(actor).select_related(
        "company", "office", "searched_by", "municipality", "conditions"
    )
    one = found.filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


@dataclass(frozen=True, slots=True)
class Told:
    """One step of the story."""

    at: datetime
    sentence: str
    who: str


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """One opening for one reader."""

    opportunity: Opportunity
    state: OpportunityState
    steps: list[Step]
    seats_left: int
    sheets: list[Document]
    cases: list[Pathway]
    told: list[Told]
    compares: bool = False
    searches: bool = False


def opportunity_page(actor: Actor, pk: UUID) -> OpeningPage:
    """Return what the page of an opening shows."""
    one = opportunity_for(actor, pk)
    searches = permissions.holds(
        actor, permissions.SEARCH_COMPANIES, one.office_id, one.searched_by_id
    )
    places = permissions.holds(actor, permissions.PLACE_WORKERS, one.office_id)
    return OpeningPage(
        opportunity=one,
        state=OpportunityState(one.state),
        steps=next_steps_of_opening(one, searches=searches, places=places),
        seats_left=seats_left(one),
        sheets=list(Document.objects.filter(opportunity=one).defer("answers")),
        cases=list(Pathway.objects.filter(opportunity=one).order_by("-state_since")[:PAGE]),
        told=_told(one),
        compares=places,
        searches=searches,
    )


def _told(one: Opportunity) -> list[Told]:
    """Return the steps, newest first, as far as the reader may know them."""
    steps = list(Transition.objects.filter(opportunity=one).order_by("-at", "-pk")[:PAGE])
    names = names_of({step.by_id for step in steps})
    return [Told(step.at, _sentence(step), names.get(step.by_id, "")) for step in steps]


def _sentence(step: Transition) -> str:
    label = str(OpportunityState(step.new).label).capitalize()
    return f"{label}. {step.reason}".strip()
