"""A case and an opportunity in the plain values that the guards read."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import (
    Agreement,
    Document,
    FollowUp,
    HoursEntry,
    Interview,
    Opportunity,
    Pathway,
    PostHeld,
    TutorTraining,
)
from ponte.pathways.queries.looking_back import may_ask_later
from ponte.pathways.queries.signing import signed_parties
from ponte.pathways.queries.statements import service_is_asked, stated, tasks_agreed
from ponte.pathways.rules.agreements import CLAUSES, AgreementTerms
from ponte.pathways.rules.article30 import changes_tasks
from ponte.pathways.rules.cases import CaseFacts, Training
from ponte.pathways.rules.hours import Ledger
from ponte.pathways.rules.opportunities import OpportunityFacts
from ponte.pathways.states import (
    AMENDABLE,
    UNDER_WAY,
    Completion,
    HoursKind,
    OpportunityState,
    PathwayState,
    StatedOf,
)
from ponte.territory.public import distance_km

SEATED = [state for state in UNDER_WAY if state >= PathwayState.REQUESTED] + [PathwayState.HIRED]
_P = PathwayState
# What the guard of a state reads beyond the case's own row.
PARTS = {
    _P.CANDIDATE: ("worker",),
    _P.PROPOSED: ("sharing",),
    _P.REQUESTED: ("opening", "sheets"),
    _P.ASSESSED: ("sheets",),
    _P.MATCH_REVIEW: ("sheets",),
    _P.AGREEMENT_DRAFT: ("sheets", "training", "opening", "terms", "nearest"),
    _P.AGREEMENT_SIGNED: ("signed",),
    _P.IN_SECONDMENT: ("signed", "tasks"),
    _P.COMPLETED: ("ledger", "interviews", "end_agreed"),
    _P.EVALUATED: ("sheets", "report_signed"),
    _P.RETURNED_TO_COOP: ("post",),
    _P.CLOSED: ("follow_ups",),
}


def case_facts(pathway: Pathway, *states: PathwayState, **given) -> CaseFacts:
    """Return the facts that the guards of these states read; `given` comes from the form."""
    today = timezone.localdate()
    found = {
        "today": today,
        "employed_since": today,
        "age_reason": pathway.age_reason,
        "skills_adequate": pathway.skills_adequate,
        "shared_on": pathway.shared_on,
        "support_actions": pathway.support_actions,
        "accepted_on": pathway.accepted_on,
        "accepted_means": pathway.accepted_means,
        "appointment_on": pathway.appointment_on,
        "has_tutor": pathway.tutor_id is not None,
        "starts_on": pathway.starts_on,
        "ended_on": pathway.ended_on,
        "notified_on": pathway.notified_on,
        "safety_checked_on": pathway.safety_checked_on,
        "pause": pathway.pause,
        "interrupted_by": pathway.interrupted_by,
    }
    for part in dict.fromkeys(part for state in states for part in PARTS.get(state, ())):
        found |= _LOADERS[part](pathway)
    return CaseFacts(**{**found, **given})


def _worker(pathway: Pathway) -> dict:
    worker = pathway.worker
    age = timezone.localdate().year - worker.birth_year if worker.birth_year else None
    return {"employed_since": worker.employed_since, "age": age}


def _opening(pathway: Pathway) -> dict:
    opening = pathway.opportunity
    if opening is None:
        return {}
    return {
        "opportunity_is_open": opening.state == OpportunityState.OPEN,
        "seats_left": seats_left(opening, besides=pathway.pk),
        "referent_named": bool(opening.referent_name.strip()),
    }


def _sheets(pathway: Pathway) -> dict:
    of_case = Q(pathway_id=pathway.pk)
    if pathway.opportunity_id:
        of_case |= Q(opportunity_id=pathway.opportunity_id)
    done = Document.objects.filter(of_case, state=Completion.COMPLETE)
    return {"sheets": frozenset(done.order_by().values_list("instrument", flat=True).distinct())}


def _training(pathway: Pathway) -> dict:
    found = TutorTraining.objects.filter(
        office_id=pathway.office_id, person_id=pathway.tutor_id
    ).first()
    if pathway.tutor_id is None or found is None:
        return {}
    hours = (found.legal_hours, found.business_hours, found.policy_hours, found.guidance_hours)
    return {"training": Training(hours, found.recognised_for)}


def agreement_in_force(pathway: UUID) -> Agreement | None:
    """Return the version that is being signed or in force; never a proposed amendment."""
    return Agreement.objects.filter(
        pathway_id=pathway, voided_at__isnull=True, proposed=False
    ).first()


def _terms(pathway: Pathway) -> dict:
    found = agreement_in_force(pathway.pk)
    return {"terms": terms_of(found) if found else None}


def terms_of(agreement: Agreement) -> AgreementTerms:
    """Return the terms that an agreement was written from."""
    in_text = {name: agreement.words.get(name, "") for name in CLAUSES}
    in_text["backdated_because"] = agreement.words.get("backdated", "")
    names = set(AgreementTerms.__slots__) - set(in_text)
    return AgreementTerms(**{name: getattr(agreement, name) for name in names}, **in_text)


def nearest_km(pathway: Pathway) -> int | None:
    """Return how far the nearest site of the co-operative is from the workplace, on the map."""
    there = pathway.opportunity.municipality if pathway.opportunity else None
    bodies = pathway.cooperative.sites.select_related("municipality")
    points = [pathway.cooperative.municipality, *(one.municipality for one in bodies)]
    found = [distance_km(one, there) for one in points if one and there]
    return round(min(found)) if found else None


def _nearest(pathway: Pathway) -> dict:
    return {"nearest_km": nearest_km(pathway)}


def _tasks(pathway: Pathway) -> dict:
    found = agreement_in_force(pathway.pk)
    terms = terms_of(found) if found else None
    agreed = bool(found and changes_tasks(found) and tasks_agreed(found))
    return {"terms": terms, "tasks_agreed": agreed}


def _signed(pathway: Pathway) -> dict:
    found = agreement_in_force(pathway.pk)
    return {"signed": signed_parties(found) if found else frozenset()}


def _ledger(pathway: Pathway) -> dict:
    return {"ledger": ledger_of(pathway)}


def ledger_of(pathway: Pathway, day: date | None = None) -> Ledger:
    """Return what the books say now; `day` asks for the minutes of one day too."""
    counted = Q(kind__in=[HoursKind.WORK, HoursKind.TRAINING])
    sums = HoursEntry.objects.filter(pathway_id=pathway.pk).aggregate(
        done=Sum("minutes", filter=counted, default=0),
        confirmed=Sum("minutes", filter=counted & Q(confirmed_at__isnull=False), default=0),
        unconfirmed=Sum("minutes", filter=Q(confirmed_at__isnull=True), default=0),
        on_the_day=Sum("minutes", filter=Q(day=day), default=0),
    )
    signed, proposed = _agreed_and_asked(pathway.pk)
    asks_for_more = proposed and signed and proposed.hours_agreed > signed.hours_agreed
    return Ledger(
        planned_hours=pathway.planned_hours or 0,
        extra_hours=signed.extra_hours if signed else 0,
        is_amending=pathway.state not in AMENDABLE or bool(asks_for_more),
        **sums,
    )


def _agreed_and_asked(pathway: UUID) -> tuple[Agreement | None, Agreement | None]:
    """The version in force, and the one that waits for signatures, in one question."""
    found = {
        one.proposed: one
        for one in Agreement.objects.filter(pathway_id=pathway, voided_at__isnull=True)
    }
    return found.get(False), found.get(True)


def _interviews(pathway: Pathway) -> dict:
    last = Interview.objects.filter(pathway_id=pathway.pk, is_last=True).order_by()
    return {"last_interviews": frozenset(last.values_list("kind", flat=True))}


def _post(pathway: Pathway) -> dict:
    held = PostHeld.objects.filter(pathway_id=pathway.pk, ended_on__isnull=True)
    return {"has_post": held.exists()}


def _follow_ups(pathway: Pathway) -> dict:
    months = FollowUp.objects.filter(pathway_id=pathway.pk).values_list("month", flat=True)
    return {"looked_back": frozenset(months), "may_ask_later": may_ask_later(pathway.worker_id)}


def _end_agreed(pathway: Pathway) -> dict:
    return {"end_agreed": stated(pathway.pk, StatedOf.EARLY_END)}


def _report_signed(pathway: Pathway) -> dict:
    return {"report_signed": stated(pathway.pk, StatedOf.REPORT)}


def _sharing(pathway: Pathway) -> dict:
    asked = service_is_asked(pathway.pk)
    said = stated(pathway.pk, StatedOf.SHARING) if asked else frozenset()
    return {"service_asked": asked, "service_said": said}


_LOADERS = {
    "sharing": _sharing,
    "end_agreed": _end_agreed,
    "report_signed": _report_signed,
    "worker": _worker,
    "opening": _opening,
    "sheets": _sheets,
    "training": _training,
    "terms": _terms,
    "nearest": _nearest,
    "tasks": _tasks,
    "signed": _signed,
    "ledger": _ledger,
    "interviews": _interviews,
    "post": _post,
    "follow_ups": _follow_ups,
}


def seats_left(opportunity: Opportunity, besides: UUID | None = None) -> int:
    """Return how many more workers an opening takes; cases of others count, unseen."""
    return seats_left_of([opportunity], besides)[opportunity.pk]


def seats_left_of(
    opportunities: Iterable[Opportunity], besides: UUID | None = None
) -> dict[UUID, int]:
    """Return the same for many openings at once."""
    found = {one.pk: one.seats for one in opportunities}
    seated = Q(state__in=SEATED) & ~Q(state=PathwayState.NOT_MATCHED)
    hired = Q(state__gt=PathwayState.HIRED, outcome__kind="hired")
    with acting(Actor.job("pathways.seats")):
        taken = Pathway.objects.filter(seated | hired, opportunity_id__in=found)
        ids = list(taken.exclude(pk=besides).values_list("opportunity_id", flat=True))
    for pk in ids:
        found[pk] = max(found[pk] - 1, 0)
    return found


def opportunity_facts(opportunity: Opportunity, *, reason: str = "") -> OpportunityFacts:
    """Return an opportunity as its guards read it."""
    own = set(OpportunityFacts.__slots__) - {"today", "reason", "seats_left"}
    return OpportunityFacts(
        **{name: getattr(opportunity, name) for name in own},
        seats_left=seats_left(opportunity),
        today=timezone.localdate(),
        reason=reason,
    )
