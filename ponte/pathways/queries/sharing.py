"""What the note of the sharing meeting holds: when they met, what they agreed, who says so too."""

from dataclasses import dataclass

from ponte.kit.actor import Actor
from ponte.pathways.models import Pathway, Statement
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.matrix import Data, reads
from ponte.pathways.queries import special
from ponte.pathways.queries.cases import name_in
from ponte.pathways.states import StatedOf


@dataclass(frozen=True, slots=True)
class SharingNote:
    """The meeting of co-operative and service before a worker is asked; `said` is their word."""

    pathway: Pathway
    worker: str
    said: list[Statement]


def may_read_sharing(mine: CaseRoles, pathway: Pathway) -> bool:
    """Say whether somebody may know of the service and of what it does: no company may."""
    return reads(mine, pathway, Data.REFERRING_SERVICE)


def sharing_note(
    pathway: Pathway, mine: CaseRoles, *, by: Actor, through: str = special.Interface.PAGE
) -> SharingNote:
    """Return the note; the reading is logged first."""
    special.note(pathway, Data.REFERRING_SERVICE, by=by, mine=mine, through=through)
    said = Statement.objects.filter(pathway=pathway, of=StatedOf.SHARING)
    return SharingNote(pathway, name_in(pathway, mine), list(said.order_by("stated_on", "pk")))
