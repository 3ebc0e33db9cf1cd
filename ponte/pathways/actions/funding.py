"""Money of funders: written by the office, reported by a day."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.models import CostLine, Funding
from ponte.pathways.queries.turns import wait_for_turn
from ponte.pathways.rules.funding import lacking_in_window
from ponte.pathways.rules.reasons import require_ready


@dataclass(frozen=True, slots=True)
class FundingFacts:
    """One call of one funder: its days and its money in cents."""

    funder: str
    call: str
    first_day: date
    last_day: date
    report_on: date
    budget_cents: int


@transaction.atomic
def add_funding(*, office, facts: FundingFacts, by: Actor) -> Funding:
    """Write down who pays, for which days, and when the report is due."""
    permissions.require(by, permissions.PLACE_WORKERS, office.pk)
    _check(facts)
    if Funding.objects.filter(office=office, funder=facts.funder, call=facts.call).exists():
        raise RuleBroken(_("This call of this funder is here already."), field="call")
    made = Funding.objects.create(office=office, recorded_by_id=by.id, **_columns(facts))
    record(by=by, what="funding.added", on=made, organization=office.pk)
    return made


@transaction.atomic
def edit_funding(*, funding: Funding, facts: FundingFacts, by: Actor) -> Funding:
    """Correct it; the days still hold every line that it pays for."""
    locked = _locked(funding, by)
    _check(facts)
    outside = CostLine.objects.filter(funding=locked).exclude(
        on__range=(facts.first_day, facts.last_day)
    )
    if outside.exists():
        raise RuleBroken(
            _("Lines of other days are paid with it. Move them first."), field="last_day"
        )
    for name, value in _columns(facts).items():
        setattr(locked, name, value)
    locked.save()
    record(by=by, what="funding.edited", on=locked, organization=locked.office_id)
    return locked


@transaction.atomic
def report_funding(*, funding: Funding, by: Actor) -> Funding:
    """The report went out: from now on its lines stay as they are."""
    wait_for_turn(funding.office_id)
    locked = _locked(funding, by)
    if locked.reported_on:
        raise RuleBroken(_("This report went out already."))
    locked.reported_on = timezone.localdate()
    locked.save(update_fields=["reported_on"])
    record(by=by, what="funding.reported", on=locked, organization=locked.office_id)
    return locked


def _check(facts: FundingFacts) -> None:
    require_ready(
        lacking_in_window(facts.first_day, facts.last_day, facts.report_on, facts.budget_cents)
    )


def _columns(facts: FundingFacts) -> dict:
    return {
        "funder": facts.funder.strip()[:160],
        "call": facts.call.strip()[:160],
        "first_day": facts.first_day,
        "last_day": facts.last_day,
        "report_on": facts.report_on,
        "budget_cents": facts.budget_cents,
    }


def _locked(funding: Funding, by: Actor) -> Funding:
    found = Funding.objects.select_for_update(of=("self",)).filter(pk=funding.pk).first()
    if found is None:
        raise Refused(permissions.PLACE_WORKERS)
    permissions.require(by, permissions.PLACE_WORKERS, found.office_id)
    return found
