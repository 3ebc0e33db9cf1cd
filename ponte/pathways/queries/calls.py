"""Calls of associations: what the association may count, what a firm may answer."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.organizations.public import organizations_holding
from ponte.pathways import permissions
from ponte.pathways.models import AssociationMember, Call, CallAnswer
from ponte.pathways.states import OpportunityState

_O = OpportunityState
WENT_ON = (_O.INTERVIEWED, _O.AVAILABLE, _O.PROFILE_DRAFT, _O.PROFILE_VALIDATED)
OPENED = (_O.OPEN, _O.FILLED)


@dataclass(frozen=True, slots=True)
class CallCounts:
    """What became of the answers, in numbers of firms; no firm is named."""

    answered: int = 0
    went_on: int = 0
    opened: int = 0


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call for one reader: counts for its association, an answer for a firm."""

    call: Call
    counts: CallCounts | None = None
    is_open: bool = False
    answered: bool = False


def calls_of(actor: Actor) -> list[CallLine]:
    """Return the calls of the actor's associations, with counts."""
    mine = permissions.bodies_of(actor, permissions.BRING_COMPANIES)
    found = Call.objects.filter(association__in=mine)
    calls = list(found.select_related("office", "association"))
    counts = _counts([one.pk for one in calls])
    return [CallLine(one, counts[one.pk], is_open(one)) for one in calls]


def _counts(calls: list[UUID]) -> dict[UUID, CallCounts]:
    """Counted by a job: the association reads no answer and no opening."""
    with acting(Actor.job("pathways.count_answers")):
        answers = CallAnswer.objects.filter(call__in=calls).order_by()
        found = list(answers.values_list("call_id", "opportunity__state"))
    every = Counter(call for call, _state in found)
    went_on = Counter(call for call, state in found if state in (*WENT_ON, *OPENED))
    opened = Counter(call for call, state in found if state in OPENED)
    return {call: CallCounts(every[call], went_on[call], opened[call]) for call in calls}


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm on an association's list."""

    id: UUID
    name: str
    since: datetime


def members_of(actor: Actor) -> list[Firm]:
    """Return the firms on the lists of the actor's associations, by name."""
    mine = permissions.bodies_of(actor, permissions.BRING_COMPANIES)
    found = AssociationMember.objects.filter(association__in=mine, ended_at__isnull=True)
    found = found.select_related("company").order_by("company__name", "pk")
    return [Firm(one.pk, one.company.name, one.since) for one in found]


def member_of(actor: Actor, pk: UUID) -> AssociationMember:
    """Return a firm on a list of the actor's associations, or 404."""
    mine = permissions.bodies_of(actor, permissions.BRING_COMPANIES)
    found = AssociationMember.objects.filter(
        association__in=mine, pk=pk, ended_at__isnull=True
    ).first()
    if found is None:
        raise Http404
    return found


def firms_of(association: UUID) -> list[UUID]:
    """Return the firms that a call of an association reaches."""
    found = AssociationMember.objects.filter(association_id=association, ended_at__isnull=True)
    return list(found.values_list("company_id", flat=True))


def is_member_of(association: UUID, company: UUID) -> bool:
    """Say whether a firm is on an association's list."""
    return company in firms_of(association)


def _lists_of(firms: list[UUID]) -> list[UUID]:
    found = AssociationMember.objects.filter(company__in=firms, ended_at__isnull=True)
    return list(found.order_by().values_list("association_id", flat=True))


def open_calls(actor: Actor) -> list[CallLine]:
    """Return the published calls that the actor's firms may answer, the next to end first."""
    mine = permissions.bodies_of(actor, permissions.HOST_WORKERS)
    if not mine:
        return []
    found = Call.objects.filter(
        published_at__isnull=False,
        closed_at__isnull=True,
        last_day__gte=timezone.localdate(),
        association__in=_lists_of(mine),
    ).select_related("office", "association")
    answers = CallAnswer.objects.filter(company__in=mine).values_list("call_id", flat=True)
    answered = set(answers)
    return [
        CallLine(one, is_open=True, answered=one.pk in answered)
        for one in found.order_by("last_day", "pk")
    ]


def call_of(actor: Actor, pk: UUID) -> Call:
    """Return a call of the actor's associations, or 404."""
    found = Call.objects.filter(
        association__in=permissions.bodies_of(actor, permissions.BRING_COMPANIES), pk=pk
    ).first()
    if found is None:
        raise Http404
    return found


def published_call(pk: UUID) -> Call:
    """Return a call that firms may read, or 404."""
    found = Call.objects.filter(pk=pk, published_at__isnull=False).select_related(
        "office", "association"
    )
    call = found.first()
    if call is None:
        raise Http404
    return call


def is_open(call: Call) -> bool:
    """Say whether a call still takes answers."""
    return bool(call.published_at and not call.closed_at and call.last_day >= timezone.localdate())


def placement_offices() -> list[tuple[UUID, str]]:
    """Return the offices that a call may lead to, by name."""
    with acting(Actor.job("pathways.offices")):
        return organizations_holding(permissions.PLACE_WORKERS)
