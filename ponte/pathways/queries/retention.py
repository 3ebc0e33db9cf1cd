"""What falls due by which rule, what is held, and what was certified."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.audit.models import Deletion
from ponte.pathways.models import (
    Agreement,
    Document,
    HoursEntry,
    PairReview,
    Pathway,
    RetentionHold,
)
from ponte.pathways.models.matching import MatchVerdict
from ponte.pathways.queries.letting_go import due_beside
from ponte.pathways.rules.retention import SOON_DAYS, Rule, beside, rules
from ponte.pathways.states import PathwayState

READING = Actor.job("retention.read")
OPEN_HOLD = RetentionHold.objects.filter(pathway=OuterRef("pk"), ended_at__isnull=True)


@dataclass(frozen=True, slots=True)
class Falling:
    """A case that a rule reaches on a day, unless it is held."""

    case: UUID
    code: str
    state: PathwayState
    what: str
    how: str
    due: date
    held_for: str
    review: date | None


def due_cases(rule: Rule, before: date) -> QuerySet[Pathway]:
    """Return the cases that came to their state before a day with what the rule is for."""
    found = Pathway.objects.filter(state__in=rule.states, state_since__date__lt=before).order_by(
        "state_since", "pk"
    )
    return found.filter(LEFT[rule.code]) if rule.code in LEFT else found


LEFT = {
    "case": Q(tutor__isnull=False) | Exists(Document.objects.filter(pathway=OuterRef("pk"))),
    "contract": Exists(Agreement.objects.filter(pathway=OuterRef("pk")))
    | Exists(HoursEntry.objects.filter(pathway=OuterRef("pk"))),
}


def free(cases: QuerySet[Pathway]) -> QuerySet[Pathway]:
    """Leave out the cases that somebody holds."""
    return cases.exclude(Exists(OPEN_HOLD))


def due_reviews(before: date) -> QuerySet[PairReview]:
    """Return what was thought of pairs that did not come about, as long ago as the rule says."""
    held = RetentionHold.objects.filter(pathway=OuterRef("pathway_id"), ended_at__isnull=True)
    return PairReview.objects.filter(
        verdict=MatchVerdict.FITS_NOT, reviewed_at__date__lt=before
    ).exclude(Exists(held))


def due_now(today: date | None = None) -> dict[str, int]:
    """Return how many things each rule reaches today; the caller sees all rows."""
    today = today or timezone.localdate()
    found = {}
    for rule in rules().values():
        before = rule.due_before(today)
        due = free(due_cases(rule, before)) if rule.states else due_reviews(before)
        found[rule.code] = due.count()
    for rule in beside().values():
        found[rule.code] = due_beside(rule, rule.due_before(today)).count()
    return found


def falling_due(offices: list[UUID], language: str, today: date | None = None) -> list[Falling]:
    """Return the cases of some offices that a rule reaches within ninety days, the next first."""
    today = today or timezone.localdate()
    soon, found = today + timedelta(days=SOON_DAYS), []
    with acting(READING):
        holds = {
            one.pathway_id: one
            for one in RetentionHold.objects.filter(office_id__in=offices, ended_at__isnull=True)
        }
        for rule in filter(lambda one: one.states, rules().values()):
            cases = due_cases(rule, rule.due_before(soon)).filter(office_id__in=offices)
            found += [_falling(one, rule, holds.get(one.pk), language) for one in cases]
    return sorted(found, key=lambda one: (one.due, one.code))


def _falling(case: Pathway, rule: Rule, hold: RetentionHold | None, language: str) -> Falling:
    return Falling(
        case=case.pk,
        code=case.code,
        state=PathwayState(case.state),
        what=rule.said(language),
        how=rule.how,
        due=rule.due_on(timezone.localdate(case.state_since)),
        held_for=hold.reason if hold else "",
        review=hold.review_on if hold else None,
    )


def case_of(offices: list[UUID], pk: UUID) -> Pathway:
    """Return a case of one of these offices, or 404."""
    found = Pathway.objects.filter(pk=pk, office_id__in=offices).first()
    if found is None:
        raise Http404
    return found


def certificates(offices: list[UUID]) -> list[Deletion]:
    """Return what was certified for some offices, newest first."""
    return list(Deletion.objects.filter(organization_id__in=offices)[:50])
