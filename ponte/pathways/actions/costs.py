"""What a pathway costs, line by line."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.pathways.actions.moving import begun, noted
from ponte.pathways.models import CostLine, Pathway
from ponte.pathways.states import CostKind


@transaction.atomic
def add_cost(
    *,
    pathway: Pathway,
    kind: str,
    cents: int,
    on: date,
    by: Actor,
    funder: str = "",
    call: str = "",
    note: str = "",
) -> CostLine:
    """Add an amount, in cents."""
    locked = begun(pathway, "add_cost", by=by)
    if cents < 1:
        raise RuleBroken(_("Write an amount above zero."), field="cents")
    made = CostLine.objects.create(
        pathway=locked,
        kind=CostKind(kind),
        cents=cents,
        on=on,
        funder=funder.strip()[:160],
        call=call.strip()[:160],
        note=note.strip()[:300],
        recorded_by_id=by.id,
    )
    noted(by, "cost.added", locked, cents=cents)
    return made


@transaction.atomic
def remove_cost(*, cost: CostLine, by: Actor) -> CostLine:
    """Take an amount back by its opposite in the journal; the line goes, its history stays."""
    locked = begun(cost.pathway, "remove_cost", by=by)
    raise_if_foreign(cost, locked)
    noted(by, "cost.removed", locked, cents=cost.cents)
    cost.delete()
    return cost


def raise_if_foreign(cost: CostLine, pathway: Pathway) -> None:
    """A line of another case is not this case's to remove."""
    if cost.pathway_id != pathway.pk:
        raise RuleBroken(_("This line belongs to another case."))
