"""Secondments in figures, for the daily look; and the alerts that a tutor reads."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Max, Sum
from django.urls import reverse
from django.utils import timezone

from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.kit.waiting import Waiting
from ponte.pathways.models import (
    Agreement,
    CaseRole,
    HoursEntry,
    Interview,
    Pathway,
    Transition,
)
from ponte.pathways.queries.cases import told_of, worker_name
from ponte.pathways.rules.watching import LOW_RATINGS, Alert, Watched
from ponte.pathways.states import CaseRoleKind, HoursKind, InterviewKind, PathwayState

KIND = "pathways.watch."
MOST = 50
WATCHED = (PathwayState.IN_SECONDMENT, PathwayState.SUSPENDED)
DONE = (HoursKind.WORK, HoursKind.TRAINING)


def running() -> Iterator[tuple[Pathway, Watched]]:
    """Return each secondment that runs or rests with its figures, in a few questions for all."""
    cases = list(
        Pathway.objects.filter(state__in=WATCHED, starts_on__isnull=False)
        .select_related("tutor")
        .order_by("pk")
    )
    ids = [one.pk for one in cases]
    weekly, extra, done = _weekly(ids), _extra(ids), _done(ids)
    talks, ratings, rests = _talks(ids), _ratings(ids), _rests(ids)
    for one in cases:
        rested, resumed_on = rests.get(one.pk, (0, None))
        yield (
            one,
            Watched(
                starts_on=one.starts_on,
                planned_hours=(one.planned_hours or 0) + extra.get(one.pk, 0),
                rested_days=rested,
                resumed_on=resumed_on,
                review_on=one.review_on,
                rests=one.state == PathwayState.SUSPENDED,
                weekly_hours=weekly.get(one.pk, 0),
                done_minutes=done.get(one.pk, 0),
                worker_talk=talks.get((one.pk, InterviewKind.WORKER.value)),
                company_talk=talks.get((one.pk, InterviewKind.COMPANY.value)),
                ratings=tuple(ratings[one.pk][:LOW_RATINGS]),
            ),
        )


def _weekly(ids) -> dict[UUID, int]:
    found = Agreement.objects.filter(pathway__among=ids, voided_at__isnull=True, proposed=False)
    return dict(found.order_by().values_list("pathway_id", "weekly_hours"))


def _extra(ids) -> dict[UUID, int]:
    found = Agreement.objects.filter(pathway__among=ids, voided_at__isnull=True, proposed=False)
    return dict(found.order_by().values_list("pathway_id", "extra_hours"))


def _done(ids) -> dict[UUID, int]:
    found = HoursEntry.objects.filter(pathway__among=ids, kind__in=DONE).order_by()
    return dict(found.values_list("pathway_id").annotate(Sum("minutes")))


def _talks(ids) -> dict[tuple[UUID, str], date]:
    found = Interview.objects.filter(pathway__among=ids).order_by()
    last = found.values_list("pathway_id", "kind").annotate(Max("held_on"))
    return {(pathway, kind): day for pathway, kind, day in last}


def _rests(ids) -> dict[UUID, tuple[int, date | None]]:
    """How many days each case has rested, and when it was last taken up again."""
    asked = [str(int(state)) for state in WATCHED]
    steps = Transition.objects.filter(pathway__among=ids, new__in=asked).order_by("at", "pk")
    began: dict[UUID, date] = {}
    found: dict[UUID, tuple[int, date | None]] = {}
    for pathway, new, at in steps.values_list("pathway_id", "new", "at"):
        day = timezone.localdate(at)
        if int(new) == PathwayState.SUSPENDED:
            began.setdefault(pathway, day)
        elif pathway in began:
            days, _last = found.get(pathway, (0, None))
            found[pathway] = (days + (day - began.pop(pathway)).days, day)
    return found


def _ratings(ids) -> dict:
    found = defaultdict(list)
    rated = Interview.objects.filter(
        pathway__among=ids, kind=InterviewKind.WORKER, rating__isnull=False
    )
    for pathway, rating in rated.order_by("-held_on", "-pk").values_list("pathway_id", "rating"):
        found[pathway].append(rating)
    return found


def alerts_for(actor: Actor) -> list[Waiting]:
    """Return the open alerts of the cases that somebody is the tutor of."""
    mine = CaseRole.objects.filter(
        person_id=actor.id, role=CaseRoleKind.TUTOR, until__isnull=True
    ).values_list("pathway_id", flat=True)
    open_ones = Duty.objects.filter(
        kind__startswith=KIND, subject_id__among=list(mine), ended_at__isnull=True
    ).order_by("due_at")[:MOST]
    cases = Pathway.objects.filter(pk__in=[one.subject_id for one in open_ones])
    named = cases.annotate(worker_name=worker_name("worker_id"))
    codes = {pk: told_of(*told) for pk, *told in named.values_list("pk", "code", "worker_name")}
    now = timezone.now()
    return [
        Waiting(
            verb=str(Alert(one.kind.removeprefix(KIND)).label),
            about=codes[one.subject_id],
            url=reverse("pathways:case-detail", args=[one.subject_id]),
            due=one.due_at,
            is_late=one.due_at < now,
        )
        for one in open_ones
        if one.subject_id in codes
    ]
