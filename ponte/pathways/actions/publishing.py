"""Figures that an office publishes: what may be printed is printed, and remembered."""

from django.db import transaction
from django.utils.translation import gettext as _

from ponte.engines.disclosure.table import Rule
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.figures.releases import publishable, releases_of
from ponte.pathways.models import FiguresRelease
from ponte.pathways.queries.turns import wait_for_turn
from ponte.pathways.rules.publishing import counts_of


@transaction.atomic
def publish_figures(*, office, by: Actor) -> FiguresRelease:
    """Publish the figures of an office; counts that would give somebody away stay hidden."""
    permissions.require(by, permissions.PLACE_WORKERS, office.pk)
    # Two at once would each protect against the table before, not against each other's.
    wait_for_turn(office.pk)
    before = releases_of(office.pk).first()
    rule = Rule()
    figures, shown = publishable(office.pk, rule)
    counts = counts_of(shown)
    if before and before.shown == counts:
        raise RuleBroken(_("Nothing has changed since the last time, as far as it may be shown."))
    made = FiguresRelease.objects.create(
        office=office,
        by_id=by.id,
        at_least=rule.at_least,
        shown=counts,
        combines=list(shown.combines),
        counted=counts_of(figures),
    )
    record(by=by, what="figures.published", on=made, organization=office.pk)
    return made
