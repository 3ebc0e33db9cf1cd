"""What an office has published of its figures, and what it could publish next."""

from uuid import UUID

from django.db.models import QuerySet

from ponte.engines.disclosure.table import Rule
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.figures.types import pathway_figures
from ponte.pathways.models import FiguresRelease
from ponte.pathways.queries.restricting import restricted_cases
from ponte.pathways.rules.publishing import (
    PathwayFigures,
    figures_from,
    published_figures,
    published_next,
)


def releases_of(office: UUID) -> QuerySet[FiguresRelease]:
    """Return what an office has published, the newest first."""
    return FiguresRelease.objects.filter(office=office)


def newest_releases() -> list[FiguresRelease]:
    """Return the newest published table of each office: open to whoever is signed in."""
    found = FiguresRelease.objects.select_related("office").order_by("office_id", "-at", "-pk")
    return list(found.distinct("office_id"))


def printed(release: FiguresRelease) -> PathwayFigures:
    """Return a published table as it was printed; None where a count is hidden."""
    return figures_from(release.shown, release.combines)


def publishable(office: UUID, rule: Rule) -> tuple[PathwayFigures, PathwayFigures]:
    """Return the figures of an office, and what of them may be published now.

    Whoever reads the next table has the last one too, so both are protected together. Cases whose
    data may only be read for now are left out.
    """
    with acting(Actor.job("pathways.count_types")):
        figures = pathway_figures(office=office, without=restricted_cases(office))
        before = releases_of(office).first()
        counted = before.counted if before else None
    if before is None:
        return figures, published_figures(figures, rule)
    return figures, published_next(figures_from(counted), printed(before), figures, rule)
