"""The pair of one case as it stands, and the match sheets kept of it."""

from dataclasses import dataclass

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Document, Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries import special
from ponte.pathways.queries.matching import Pair, pair_of
from ponte.pathways.states import Completion, Instrument, PathwayState

READING = Actor.job("pathways.matching")


@dataclass(frozen=True, slots=True)
class CaseMatch:
    """The comparison of today, while a person has not decided, and what was decided before."""

    pair: Pair | None
    sheets: list[dict]


def match_of(pathway: Pathway, actor: Actor, mine: CaseRoles) -> CaseMatch:
    """Return the pair of a case to a reader of its section; sheets come through their door."""
    sheets = list(
        Document.objects.filter(
            pathway=pathway, instrument=Instrument.MATCH_SHEET, state=Completion.COMPLETE
        )
        .select_related("pathway")
        .order_by("-completed_at")
    )
    read = special.answers_of_each(sheets, by=actor, mine=mine) if sheets else {}
    pair = None
    if pathway.opportunity_id and pathway.state <= PathwayState.MATCH_REVIEW:
        with acting(READING):
            pair = pair_of(pathway.office_id, pathway.worker_id, pathway.opportunity_id)
    return CaseMatch(pair, [read[one.pk] for one in sheets])
