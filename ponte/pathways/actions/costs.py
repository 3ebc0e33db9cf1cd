"""What a pathway costs, line by line, and who pays for each."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.pathways.actions.moving import begun, noted
from ponte.pathways.models import CostLine, Funding, HoursEntry, Pathway
from ponte.pathways.queries.turns import wait_for_turn
from ponte.pathways.rules.funding import late_minutes, wages_in_cents
from ponte.pathways.states import CostKind, HoursKind


@transaction.atomic
def add_cost(
    *,
    pathway: Pathway,
    kind: str,
    cents: int,
    on: date,
    by: Actor,
    funding: Funding | None = None,
    note: str = "",
) -> CostLine:
    """Add an amount, in cents; a funding pays for its own days only."""
    locked = begun(pathway, "add_cost", by=by)
    return _added(locked, by, funding, kind=CostKind(kind), cents=cents, on=on, note=note)


@transaction.atomic
def add_wages(
    *,
    pathway: Pathway,
    first: date,
    last: date,
    hourly_cents: int,
    by: Actor,
    funding: Funding | None = None,
) -> CostLine:
    """Add what confirmed hours of some days cost that nobody paid yet; no hour is paid twice.

    Days that were paid before can be asked for again: hours confirmed since then are paid now.
    """
    locked = begun(pathway, "add_wages", by=by)
    if last < first:
        raise RuleBroken(_("The last day comes before the first."), field="last")
    paid = CostLine.objects.filter(
        pathway=locked, paid_from__isnull=False, paid_from__lte=last, on__gte=first
    )
    ranges = list(paid.values_list("paid_from", "on"))
    due = _unpaid(locked, first, last)
    if not due:
        again = _("Some of these days are paid for already, and no hours were confirmed since.")
        none = _("The company has confirmed no hours of these days yet.")
        raise RuleBroken(again if ranges else none, field="first")
    minutes = sum(one.minutes for one in due)
    made = _added(
        locked,
        by,
        funding,
        kind=CostKind.WAGES,
        cents=wages_in_cents(minutes, hourly_cents),
        on=last,
        paid_from=first,
        paid_minutes=minutes,
        late_minutes=late_minutes(((one.day, one.minutes) for one in due), ranges),
    )
    HoursEntry.objects.filter(pk__in=[one.pk for one in due]).update(paid_by=made)
    return made


def _unpaid(pathway: Pathway, first: date, last: date) -> list[HoursEntry]:
    """The hours of these days that the company confirmed and no line has paid for."""
    found = HoursEntry.objects.filter(
        pathway=pathway,
        day__range=(first, last),
        confirmed_at__isnull=False,
        paid_by__isnull=True,
        kind__in=[HoursKind.WORK, HoursKind.TRAINING],
    )
    return list(found)


@transaction.atomic
def remove_cost(*, cost: CostLine, by: Actor) -> CostLine:
    """Take a line out; its history stays. The database lets only a job remove rows of a case."""
    locked = begun(cost.pathway_id, "remove_cost", by=by)
    raise_if_foreign(cost, locked)
    if cost.funding_id and _in_turn(cost.funding_id, locked).reported_on:
        raise RuleBroken(_("This line was reported to its funder: it stays as it is."))
    noted(by, "cost.removed", locked, cents=cost.cents)
    with acting(Actor.job("pathways.remove_cost")):
        CostLine.objects.filter(pk=cost.pk).delete()
    return cost


def raise_if_foreign(cost: CostLine, pathway: Pathway) -> None:
    """A line of another case is not this case's to remove."""
    if cost.pathway_id != pathway.pk:
        raise RuleBroken(_("This line belongs to another case."))


def _added(
    pathway: Pathway,
    by: Actor,
    funding: Funding | None,
    *,
    cents: int,
    on: date,
    note: str = "",
    **columns,
) -> CostLine:
    if cents < 1:
        raise RuleBroken(_("Write an amount above zero."), field="cents")
    if funding is not None:
        _check_funding(funding, pathway, columns.get("paid_from") or on, on)
    made = CostLine.objects.create(
        pathway=pathway,
        funding=funding,
        cents=cents,
        on=on,
        note=note.strip()[:300],
        recorded_by_id=by.id,
        **columns,
    )
    noted(by, "cost.added", pathway, cents=cents)
    return made


def _in_turn(funding: UUID, pathway: Pathway) -> Funding:
    """Return it as it stands, after whoever reports it right now; its row is not ours to lock."""
    wait_for_turn(pathway.office_id)
    return Funding.objects.get(pk=funding)


def _check_funding(funding: Funding, pathway: Pathway, first: date, last: date) -> None:
    if funding.office_id != pathway.office_id:
        raise RuleBroken(_("This money is another office's."), field="funding")
    funding = _in_turn(funding.pk, pathway)
    if funding.reported_on:
        raise RuleBroken(_("Its report went out: nothing is added any more."), field="funding")
    if first < funding.first_day or last > funding.last_day:
        raise RuleBroken(_("This money does not pay for that day."), field="on")
