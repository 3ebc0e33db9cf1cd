"""Phones, the keys they seal for, and the entries somebody has to look at."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils.functional import Promise

from ponte.accounts.public import people
from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.models import (
    CaseRole,
    HoursEntry,
    Pathway,
    YardEntry,
    YardKey,
    YardPhone,
    YardState,
)
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.rules.yard import PROBLEMS, NotSaid, Said, There, choices, read_said
from ponte.pathways.states import RECORDING, CaseRoleKind

WRITES = ("enter_hours", "write_logbook")
WRITERS = (CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE, CaseRoleKind.TUTOR)


def newest_key() -> YardKey | None:
    """Return the key that is handed out now."""
    return YardKey.objects.order_by("-made_at", "-pk").first()


def own_phones(actor: Actor, pathway: Pathway | None = None) -> list[YardPhone]:
    """Return my phones, for one case or for all."""
    if not actor.is_person:
        return []
    found = YardPhone.objects.filter(person_id=actor.id)
    return list(found.filter(pathway=pathway) if pathway else found)


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A phone as the desk sees it: whose it is."""

    phone: YardPhone
    owner: str


def phones_of_case(pathway: Pathway) -> list[PhoneLine]:
    """Return the phones of a case for who may cut them off."""
    found = list(YardPhone.objects.filter(pathway=pathway))
    known = people({one.person_id for one in found})
    return [PhoneLine(one, known[one.person_id].name) for one in found]


def cases_to_write_in(actor: Actor) -> list[Pathway]:
    """Return the running cases that an actor writes in: as worker, for one, or as tutor."""
    if not actor.is_person:
        return []
    mine = CaseRole.objects.filter(person_id=actor.id, role__in=WRITERS, until__isnull=True)
    ids = set(mine.values_list("pathway_id", flat=True))
    found = Pathway.objects.filter(pk__in=ids, state__in=RECORDING).order_by("code")
    return [one for one in found if writes_in(actor, one)]


def writes_in(actor: Actor, pathway: Pathway) -> bool:
    """Say whether somebody writes hours or diary in a case."""
    mine = permissions.roles_in(actor, pathway) if actor.is_person else CaseRoles()
    return any(mine.may(one) for one in WRITES)


def phone_for(actor: Actor, pk: UUID) -> YardPhone:
    """Return a phone that the row policies show, or 404."""
    found = YardPhone.objects.filter(pk=pk).first()
    if found is None or not actor.is_person:
        raise Http404
    return found


def waiting_entries(actor: Actor) -> list[YardEntry]:
    """Return what came from my phones and waits for a look, oldest first."""
    if not actor.is_person:
        return []
    found = YardEntry.objects.filter(person_id=actor.id, state=YardState.WAITING)
    return list(found.defer("said"))


def unread_entries(actor: Actor) -> list[YardEntry]:
    """Return what could not be opened and has to be written again."""
    if not actor.is_person:
        return []
    found = YardEntry.objects.filter(person_id=actor.id, state=YardState.UNREADABLE)
    return list(found.defer("said"))


def books_of(pathway: Pathway | UUID, said: Said) -> list[There]:
    """Return the hours that stand for the day of an entry."""
    if said.what != "hours":
        return []
    return [
        There(one.client_id, one.minutes, one.kind, one.confirmed_at is not None)
        for one in HoursEntry.objects.filter(pathway=pathway, day=said.day)
    ]


@dataclass(frozen=True, slots=True)
class Look:
    """An entry that waits: what it says, what stands there already, what may be done."""

    entry: YardEntry
    said: Said | None
    there: list[There]
    why: str | Promise
    choices: tuple[str, ...]


def entry_for(actor: Actor, pk: UUID) -> Look:
    """Open an entry that waits; only who wrote it reads it."""
    found = YardEntry.objects.filter(pk=pk, person_id=actor.id, state=YardState.WAITING)
    entry = found.first() if actor.is_person else None
    if entry is None:
        raise Http404
    return look_at(entry)


def look_at(entry: YardEntry) -> Look:
    """Open an entry; the caller knows that it is the actor's own."""
    said = opened(entry)
    there = books_of(entry.pathway_id, said) if said else []
    may = tuple(choices(entry.problem, said, there))
    return Look(entry, said, there, PROBLEMS[entry.problem], may)


def opened(entry: YardEntry) -> Said | None:
    """Return what an entry says, if it says something we know."""
    try:
        return read_said(entry.said) if entry.said else None
    except NotSaid:
        return None
