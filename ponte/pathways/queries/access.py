"""A worker's ways in, as the desk sees them; the actor of a session beside the tutor."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from ponte.accounts.public import Card, card_of, people
from ponte.kit.actor import Actor
from ponte.kit.journal.models import Entry
from ponte.kit.journal.record import last_of
from ponte.pathways.models import Pathway, Representative, Worker
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries.cases import names_of
from ponte.pathways.rules.representing import is_in_force


@dataclass(frozen=True, slots=True)
class AccessPage:
    """What the desk may do for this worker, and what there is."""

    worker: Worker | None
    card: Card | None
    has_email: bool
    representatives: list[tuple[Representative, str]]
    gives_cards: bool
    takes_cards: bool
    invites: bool
    sits_beside: bool
    appoints: bool
    invited: Entry | None  # the last time somebody of the office had a letter sent


def access_page(pathway: Pathway, mine: CaseRoles) -> AccessPage:
    """Return the ways in of one worker."""
    worker = Worker.objects.filter(pk=pathway.worker_id).first()
    person_id = worker.person_id if worker else None
    person = people([person_id]).get(person_id) if person_id else None
    rows = list(Representative.objects.filter(worker_id=pathway.worker_id, ended_at__isnull=True))
    names = names_of(one.person_id for one in rows)
    return AccessPage(
        worker=worker,
        card=card_of(person_id),
        has_email=bool(person and person.email),
        representatives=[(one, names.get(one.person_id, "")) for one in rows],
        gives_cards=mine.may("give_card"),
        takes_cards=mine.may("take_card"),
        invites=mine.may("invite_worker"),
        sits_beside=mine.may("open_assisted"),
        appoints=mine.may("appoint_representative"),
        invited=_invited(pathway),
    )


def _invited(pathway: Pathway) -> Entry | None:
    """Return the newest line of the journal about an invitation; its rows are the office's."""
    return last_of(pathway, "worker.invited")


def appointed_for(worker: UUID) -> list[UUID]:
    """Return who represents a worker today: whoever opens a case lets them in."""
    found = Representative.objects.filter(worker_id=worker, ended_at__isnull=True)
    today = timezone.localdate()
    return [
        one.person_id
        for one in found
        if is_in_force(today, starts_on=one.starts_on, ends_on=one.ends_on, ended=False)
    ]


def assisted_actor(person: Actor, kept: Mapping | None) -> Actor:
    """Return who acts: the person, or both in a session beside the worker."""
    return Actor.assisting(person, UUID(kept["worker"])) if kept else person


def assisted_is_over(kept: Mapping | None, now: float | None = None) -> bool:
    """Say whether such a session has run out: the worker may hold the device, so nobody acts."""
    return bool(kept) and float(kept.get("until", 0)) < (now or time.time())


def assisted_case(kept: Mapping) -> Pathway | None:
    """Return the case of such a session."""
    return Pathway.objects.filter(pk=UUID(kept["case"]), worker_id=UUID(kept["worker"])).first()
