"""What a pathway cost: its lines, and sums that add up to the cent."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from ponte.pathways.models import CostLine, Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.states import CostKind


@dataclass(frozen=True, slots=True)
class CostsPage:
    """The lines, newest first, and their sums in cents."""

    lines: list[CostLine]
    by_kind: list[tuple[str, int]]
    by_funder: list[tuple[str, int]]
    total: int
    may_add: bool
    may_add_wages: bool


def costs_page(pathway: Pathway, mine: CaseRoles) -> CostsPage:
    """Return the costs of a case; the caller has asked whether the reader may see them."""
    lines = costs_of(pathway)
    kinds, funders = Counter(), Counter()
    for one in lines:
        kinds[CostKind(one.kind)] += one.cents
        funders[str(one.funding) if one.funding else ""] += one.cents
    return CostsPage(
        lines=lines[::-1],
        by_kind=[(str(kind.label), kinds[kind]) for kind in CostKind if kinds[kind]],
        by_funder=sorted(funders.items()),
        total=sum(one.cents for one in lines),
        may_add=mine.may("add_cost"),
        may_add_wages=mine.may("add_wages"),
    )


def costs_of(pathway: Pathway) -> list[CostLine]:
    """Return the lines of a case, oldest first."""
    return list(CostLine.objects.filter(pathway=pathway).select_related("funding"))


def cost_of(pathway: Pathway, pk: UUID) -> CostLine:
    """Return one line of this case, or 404."""
    found = CostLine.objects.filter(pathway=pathway, pk=pk).first()
    if found is None:
        raise Http404
    return found
