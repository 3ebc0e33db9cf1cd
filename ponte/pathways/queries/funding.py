"""Money of funders: how each stands, and its report."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.http import Http404
from django.utils import timezone

from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.models import CostLine, Funding, Pathway
from ponte.pathways.rules.funding import Paid, Report, alarm, closes, outside, report
from ponte.pathways.states import UNDER_WAY, CostKind


@dataclass(frozen=True, slots=True)
class Stray:
    """A case under way of which a day falls outside every call that pays for it."""

    case: UUID
    code: str
    first: date | None  # told where it is outside
    last: date | None


@dataclass(frozen=True, slots=True)
class Window:
    """What the days of a call ask the office to look at: cases by their code."""

    strays: tuple[Stray, ...] = ()
    still_open: tuple[str, ...] = ()  # where the days end soon, or have ended

    def __bool__(self) -> bool:
        return bool(self.strays or self.still_open)


@dataclass(frozen=True, slots=True)
class FundingLine:
    """One funding of the list: spent and left in cents; `alarm` is "", "soon" or "late"."""

    funding: Funding
    spent: int
    alarm: str
    window: Window

    @property
    def has_ended(self) -> bool:
        return self.funding.last_day < timezone.localdate()

    @property
    def left(self) -> int:
        return self.funding.budget_cents - self.spent


def fundings_for(actor: Actor) -> list[FundingLine]:
    """Return the fundings of the actor's offices, the next report first."""
    found = list(Funding.objects.filter(office__in=permissions.offices_of(actor)))
    spent = dict(
        CostLine.objects.filter(funding__in=found)
        .order_by()
        .values_list("funding")
        .annotate(Sum("cents"))
    )
    today, windows = timezone.localdate(), windows_of(found)
    return [
        FundingLine(
            one,
            spent.get(one.pk, 0),
            alarm(one.report_on, one.reported_on, today),
            windows[one.pk],
        )
        for one in found
    ]


def windows_of(fundings: Collection[Funding]) -> dict[UUID, Window]:
    """Return where the days of calls and of the cases that they pay for diverge.

    A case may be paid by several calls, one after the other: a day is outside where none has it.
    What was reported is told no more.
    """
    mine = [one.pk for one in fundings if one.reported_on is None]
    cases = _paid_by(mine) if mine else {}
    payers = _payers({case.pk for found in cases.values() for case in found}) if cases else {}
    today, windows = timezone.localdate(), {}
    for one in fundings:
        found = cases.get(one.pk, [])
        strays = [_stray(case, payers[case.pk]) for case in found]
        ends = closes(one.last_day, one.reported_on, today)
        windows[one.pk] = Window(
            tuple(stray for stray in strays if stray is not None),
            tuple(case.code for case in found) if ends else (),
        )
    return windows


def _paid_by(fundings: list[UUID]) -> dict[UUID, list[Pathway]]:
    """Return the cases under way that each pays for, by their code."""
    paid = CostLine.objects.filter(funding__among=fundings, pathway__state__in=sorted(UNDER_WAY))
    pairs = set(paid.order_by().values_list("funding_id", "pathway_id").distinct())
    cases = Pathway.objects.filter(pk__among=list({case for _funding, case in pairs}))
    found: dict[UUID, list[Pathway]] = defaultdict(list)
    for case in cases.order_by("code"):
        for funding in fundings:
            if (funding, case.pk) in pairs:
                found[funding].append(case)
    return found


def _payers(cases: Collection[UUID]) -> dict[UUID, set[tuple[date, date]]]:
    """Return the days of every call that pays for some cases, reported ones too."""
    found = defaultdict(set)
    lines = CostLine.objects.filter(pathway__among=list(cases), funding__isnull=False).order_by()
    for case, first, last in lines.values_list(
        "pathway_id", "funding__first_day", "funding__last_day"
    ):
        found[case].add((first, last))
    return found


def _stray(case: Pathway, windows: Collection[tuple[date, date]]) -> Stray | None:
    last = case.ended_on or case.ends_on
    first = case.starts_on if outside(case.starts_on, windows) else None
    last = last if outside(last, windows) else None
    return Stray(case.pk, case.code, first, last) if first or last else None


def funding_for(actor: Actor, pk: UUID) -> Funding:
    """Return a funding of the actor's offices, or 404."""
    found = Funding.objects.filter(office__in=permissions.offices_of(actor), pk=pk).first()
    if found is None:
        raise Http404
    return found


def paying(office: UUID) -> list[Funding]:
    """Return what may still pay for cases of an office."""
    return list(Funding.objects.filter(office=office, reported_on__isnull=True))


def late_of(funding: Funding) -> dict[str, int]:
    """Return, by the code of the case, minutes confirmed after their days had been paid."""
    late = CostLine.objects.filter(funding=funding, late_minutes__gt=0).order_by("pathway__code")
    return dict(late.values_list("pathway__code").annotate(Sum("late_minutes")))


def report_of(funding: Funding) -> Report:
    """Return the report of a funding: cases by their code, kinds, sums to the cent."""
    lines = CostLine.objects.filter(funding=funding).values_list("pathway__code", "kind", "cents")
    return report((Paid(*line) for line in lines), CostKind.values, funding.budget_cents)
