"""Whose yes a proposal needs, where a court has somebody decide with the worker; who has said it.

Each yes is a sheet of its own, written by who said it: the row policy lets nobody write another's.
"""

from uuid import UUID

from django.utils import timezone

from ponte.accounts.public import people
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Document, Pathway, Representative
from ponte.pathways.rules.representing import is_in_force
from ponte.pathways.states import Area, Completion, Instrument, Manner


def deciding(worker: UUID) -> dict[str, set[UUID]]:
    """Return by manner who decides today for a worker, or with them."""
    today = timezone.localdate()
    with acting(Actor.job("pathways.deciding")):
        found = list(Representative.objects.filter(worker_id=worker, ended_at__isnull=True))
    told: dict[str, set[UUID]] = {manner: set() for manner in Manner.values}
    for one in found:
        days = {"starts_on": one.starts_on, "ends_on": one.ends_on}
        if Area.DECIDE in one.scope and is_in_force(today, ended=False, **days):
            told[one.manner].add(one.person_id)
    return told


def decide_together(worker: UUID) -> bool:
    """Say whether a yes of the worker counts only together with somebody's."""
    return bool(deciding(worker)[Manner.BESIDE])


def deciding_with(worker: UUID) -> set[UUID]:
    """Return without whose yes the worker's is none, by a court's appointment of today."""
    return deciding(worker)[Manner.BESIDE]


def yes_said(pathway: Pathway) -> set[UUID]:
    """Return who has said yes to the proposal, each for themselves."""
    with acting(Actor.job("pathways.yes_said")):
        found = Document.objects.filter(
            pathway=pathway, instrument=Instrument.ADHESION, state=Completion.COMPLETE
        )
        return set(found.values_list("author_id", flat=True))


def yes_missing(pathway: Pathway) -> list[str]:
    """Return whose yes is missing, by name; who acts for the worker says the worker's."""
    told, said = deciding(pathway.worker_id), yes_said(pathway)
    missing = told[Manner.BESIDE] - said
    names = sorted(str(one) for one in people(missing).values())
    own = {pathway.worker.person_id} | told[Manner.FOR]
    return names if said & own else [pathway.worker.name, *names]


def is_yes_asked(pathway: Pathway, person: UUID | None) -> bool:
    """Say whether a proposal waits for the yes of this very person."""
    if not decide_together(pathway.worker_id):
        return True
    return person not in yes_said(pathway) or not yes_missing(pathway)
