"""Money of funders: how each stands, and its report."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum
from django.http import Http404
from django.utils import timezone

from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.models import CostLine, Funding
from ponte.pathways.rules.funding import Paid, Report, alarm, report
from ponte.pathways.states import CostKind


@dataclass(frozen=True, slots=True)
class FundingLine:
    """One funding of the list: spent and left in cents; `alarm` is "", "soon" or "late"."""

    funding: Funding
    spent: int
    alarm: str

    @property
    def left(self) -> int:
        return self.funding.budget_cents - self.spent


def fundings_for(actor: Actor) -> list[FundingLine]:
    """Return the fundings of the actor's offices, the next report first."""
    found = Funding.objects.filter(office__in=permissions.offices_of(actor))
    spent = dict(
        CostLine.objects.filter(funding__in=found)
        .order_by()
        .values_list("funding")
        .annotate(Sum("cents"))
    )
    today = timezone.localdate()
    return [
        FundingLine(one, spent.get(one.pk, 0), alarm(one.report_on, one.reported_on, today))
        for one in found
    ]


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
