"""What a pathway costs, line by line."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
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
    """Take a line out; its history stays. The database lets only a job remove rows of a case."""
    locked = begun(cost.pathway_id, "remove_cost", by=by)
    raise_if_foreign(cost, locked)
    noted(by, "cost.removed", locked, cents=cost.cents)
    with acting(Actor.job("pathways.remove_cost")):
        CostLine.objects.filter(pk=cost.pk).delete()
    return cost


def raise_if_foreign(cost: CostLine, pathway: Pathway) -> None:
    """A line of another case is not this case's to remove."""
    if cost.pathway_id != pathway.pk:
        raise RuleBroken(_("This line belongs to another case."))
