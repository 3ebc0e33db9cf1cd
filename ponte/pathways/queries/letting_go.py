"""What is kept beside cases and falls due: openings, calls, meetings, trainings, money, figures.

Each rule of `retention.yaml` under `beside` has its query here: the rows whose months are over.
Asked by jobs, which see all rows.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ponte.organizations.public import people_with
from ponte.pathways.models import (
    AgendaItem,
    AssociationMember,
    Call,
    CaseRole,
    Document,
    FiguresRelease,
    Funding,
    JobConditions,
    MatchingWeights,
    MatchProposal,
    Meeting,
    Opportunity,
    Pathway,
    RetentionHold,
    Transition,
    TutorTraining,
)
from ponte.pathways.permissions import OPEN_CASES
from ponte.pathways.rules.retention import Rule
from ponte.pathways.states import CaseRoleKind, OpportunityState, PathwayState

_O, _P = OpportunityState, PathwayState
CLOSED = (_O.NOT_AVAILABLE, _O.FILLED, _O.WITHDRAWN, _O.EXPIRED)
OVER = (_P.DECLINED, _P.CLOSED_BEFORE_START, _P.GIVEN_UP, _P.CLOSED)
THIS = OuterRef("pk")


def due_beside(rule: Rule, before: date) -> QuerySet:
    """Return the rows that a rule reaches, with the body whose they are as `of`."""
    query, body = DUE[rule.code]
    return query(before).annotate(of=F(body)).order_by("pk")


def _openings(before: date) -> QuerySet:
    cases = Pathway.objects.filter(opportunity=THIS)
    held = RetentionHold.objects.filter(pathway__opportunity=THIS, ended_at__isnull=True)
    over = Q(state__in=OVER, state_since__date__lt=before)
    left = (
        ~Q(referent_name="")
        | Exists(JobConditions.objects.filter(opportunity=THIS, written_by_id__isnull=False))
        | Exists(Document.objects.filter(opportunity=THIS))
        | Exists(Transition.objects.filter(opportunity=THIS, reason__isnull=False))
    )
    closed = Opportunity.objects.filter(left, state__in=CLOSED, state_since__date__lt=before)
    return closed.exclude(Exists(cases.exclude(over))).exclude(Exists(held))


def _meetings(before: date) -> QuerySet:
    of_cases = AgendaItem.objects.filter(meeting=THIS, pathway__isnull=False)
    return Meeting.objects.filter(on__lt=before).exclude(Exists(of_cases))


def _trainings(before: date) -> QuerySet:
    """Whoever may still be assigned stays trained; one query for each training that is old."""
    parts = CaseRole.objects.filter(person=OuterRef("person"), role=CaseRoleKind.TUTOR)
    lately = parts.filter(Q(until__isnull=True) | Q(until__date__gte=before))
    old = TutorTraining.objects.filter(recorded_at__date__lt=before).exclude(Exists(lately))
    gone = [
        pk
        for pk, person, employer in old.values_list("pk", "person_id", "employer_id")
        if person not in people_with(OPEN_CASES, employer)
    ]
    return TutorTraining.objects.filter(pk__in=gone)


def _weights(before: date) -> QuerySet:
    newer = MatchingWeights.objects.filter(
        office=OuterRef("office"), version__gt=OuterRef("version"), published_at__date__lt=before
    )
    return MatchingWeights.objects.filter(Exists(newer), published_by_id__isnull=False)


DUE: dict[str, tuple[Callable[[date], QuerySet], str]] = {
    "openings": (_openings, "office_id"),
    "association_members": (
        lambda before: AssociationMember.objects.filter(ended_at__date__lt=before),
        "association_id",
    ),
    "calls": (lambda before: Call.objects.filter(last_day__lt=before), "office_id"),
    "proposals": (
        lambda before: MatchProposal.objects.filter(asked_at__date__lt=before),
        "office_id",
    ),
    "meetings": (_meetings, "office_id"),
    "trainings": (_trainings, "office_id"),
    "fundings": (
        lambda before: Funding.objects.filter(last_day__lt=before, recorded_by_id__isnull=False),
        "office_id",
    ),
    "weights": (_weights, "office_id"),
    "releases": (
        lambda before: FiguresRelease.objects.filter(at__date__lt=before, by_id__isnull=False),
        "office_id",
    ),
}
