"""Why the programme takes a worker in, as far as one reader may know it."""

from dataclasses import dataclass

from ponte.kit.actor import Actor
from ponte.pathways.models import Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.matrix import Data, reads, writes
from ponte.pathways.queries import special
from ponte.pathways.states import DisadvantageType


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that the reader may know; blank where nobody wrote it down."""

    data: Data
    value: str


@dataclass(frozen=True, slots=True)
class SituationPage:
    """What the reader is told, and whether they write it."""

    known: list[Known]
    may_write: bool


def may_open(pathway: Pathway, mine: CaseRoles) -> bool:
    """Say whether the reader may know any of it."""
    return any(reads(mine, pathway, data) for data in special.CONDITION.values())


def may_record(pathway: Pathway, mine: CaseRoles) -> bool:
    """Say whether the reader writes it; what a court said is for fewer of them."""
    return all(writes(mine, pathway, data) for data in (Data.DISADVANTAGE, Data.REFERRING_SERVICE))


def may_record_justice(pathway: Pathway, mine: CaseRoles) -> bool:
    """Say whether the reader writes what a court said too."""
    return writes(mine, pathway, Data.JUSTICE)


def situation_page(pathway: Pathway, mine: CaseRoles, *, by: Actor) -> SituationPage:
    """Return what the reader may know; that they were told is logged."""
    told = special.condition_of(pathway.worker, by=by, pathway=pathway, mine=mine)
    kinds = dict(DisadvantageType.choices)
    values = {**kept(told), "kind": str(kinds.get(told.kind, told.kind))}
    known = [
        Known(data, values[name])
        for name, data in special.CONDITION.items()
        if reads(mine, pathway, data)
    ]
    return SituationPage(known, may_record(pathway, mine))


def kept(told: special.Condition) -> dict[str, str]:
    """Return the same by the names of the columns, for a form that corrects it."""
    return {name: getattr(told, name) for name in special.CONDITION}
