"""Envelopes from phones: opened once, written down by the usual actions, or kept for a look.

A phone has no session. It shows a word that was given to it while its owner was signed in; that
lets it add, never read. What it brings is written by its owner, with the owner's rights of today.
Nothing is overwritten: whatever stands against an entry leaves it waiting for its writer.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record, record_denial
from ponte.kit.limits.allow import allow
from ponte.kit.sealing.envelopes import Envelope, EnvelopeBroken, open_with
from ponte.organizations.public import row_scope
from ponte.pathways.actions.hours import correct_hours, enter_hours
from ponte.pathways.actions.logbook import write_logbook
from ponte.pathways.actions.moving import locked_case, whole
from ponte.pathways.actions.yard import digest_of
from ponte.pathways.models import HoursEntry, Pathway, YardEntry, YardKey, YardPhone, YardState
from ponte.pathways.queries.yard import books_of, look_at, opened
from ponte.pathways.rules.yard import (
    MOST_AN_HOUR,
    NotSaid,
    Said,
    problem_in_books,
    problem_in_time,
    read_said,
)

RECEIVING = Actor.job("yard.receive")
GOT, CUT, AGAIN = "got", "cut", "later"  # what a receipt says


class NotThisPhone(Exception):
    """No such phone, or not its word: told apart by nothing."""


def receive(*, device: UUID, word: str, sent: Sequence[object], by: Actor) -> dict[str, str]:
    """Take envelopes from a phone; return a receipt by entry, and nothing else.

    `by` is whoever rang, most often nobody: it opens nothing, a wrong word is journalled as theirs.

    What has its receipt may be forgotten by the phone; what has none is sent again later.
    """
    with acting(RECEIVING):
        phone = YardPhone.objects.select_for_update(of=("self",)).filter(pk=device).first()
        kept = phone.secret if phone else ""
        if not hmac.compare_digest(kept, digest_of(word)):
            record_denial(by=by, permission="pathways.yard_send", path="")
            raise NotThisPhone
        YardPhone.objects.filter(pk=phone.pk).update(sent_at=timezone.now())
        receipts = {}
        for told in sent:
            if name := _name_of(told):
                receipts[name] = _received(phone, name, told)
        return receipts


def _name_of(told: object) -> str:
    try:
        return str(UUID(told["entry"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return ""


def _received(phone: YardPhone, name: str, told: object) -> str:
    raw = json.dumps(told, sort_keys=True).encode()
    digest = hashlib.sha256(raw).hexdigest()
    receipt = CUT if phone.cut_at else GOT
    if YardEntry.objects.filter(phone=phone, digest=digest).exists():
        return receipt
    if not allow("yard", str(phone.pk), limit=MOST_AN_HOUR, seconds=3600):
        return AGAIN
    entry = YardEntry(
        phone=phone,
        pathway_id=phone.pathway_id,
        office_id=phone.office_id,
        person_id=phone.person_id,
        client_id=UUID(name),
        digest=digest,
    )
    _judge(entry, phone, told)
    entry.save(force_insert=True)
    return receipt


def _judge(entry: YardEntry, phone: YardPhone, told: object) -> None:
    """Open it and write it down; or say why it waits."""
    try:
        plain = _opened(told, phone)
        said = read_said(plain)
    except (EnvelopeBroken, NotSaid):
        entry.state, entry.problem = YardState.UNREADABLE, "unreadable"
        return
    before = YardEntry.objects.filter(phone=phone, client_id=entry.client_id)
    entry.problem = (
        "cut"
        if phone.cut_at
        else "changed"
        if before.exists()
        else problem_in_time(said, timezone.now()) or _written(entry, said)
    )
    entry.state = YardState.WAITING if entry.problem else YardState.TAKEN
    entry.said = plain if entry.problem else None


def _opened(told: object, phone: YardPhone) -> dict:
    """Return what it says; it must have been sealed on this phone, for a key of ours."""
    envelope = Envelope.of(told)
    if envelope.device != str(phone.pk) or str(UUID(envelope.entry)) != envelope.entry:
        raise EnvelopeBroken("It was sealed on another phone.")
    try:
        key = YardKey.objects.filter(pk=UUID(envelope.key)).first()
        if key is None:
            raise EnvelopeBroken("Its key is no longer there.")
        return json.loads(open_with(key.private, envelope))
    except ValueError:
        raise EnvelopeBroken("It holds no entry.") from None


def _written(entry: YardEntry, said: Said) -> str:
    """Write it down as its writer, in a part of the transaction that can fail alone."""
    by = Actor.of_person(entry.person)
    if not entry.person.is_active:
        return "refused"
    organizations, platform = row_scope(by)
    try:
        with acting(by, organizations=organizations, platform=platform):
            if locked_case(entry.pathway_id) is None:
                return "refused"
            if problem := problem_in_books(said, entry.client_id, books_of(entry.pathway_id, said)):
                return problem
            _write(entry, said, by)
    except Refused:
        return "refused"
    except RuleBroken:
        return "rule"
    return ""


def _write(entry: YardEntry, said: Said, by: Actor) -> None:
    case = Pathway(pk=entry.pathway_id)  # the action locks it, if its writer may see it
    common = {"pathway": case, "day": said.day, "client_id": entry.client_id, "by": by}
    if said.what == "hours":
        enter_hours(minutes=said.minutes, kind=said.kind, **common)
    else:
        write_logbook(told=said.told or {}, readers=said.readers, **common)


@transaction.atomic
def settle_entry(*, entry: YardEntry, choice: str, reason: str, by: Actor) -> YardEntry:
    """Its writer has looked at both: keep what is there, take this one instead, or keep both."""
    found = YardEntry.objects.select_for_update(of=("self",)).filter(pk=entry.pk)
    locked = found.filter(person_id=by.id).first() if by.is_person else None
    if locked is None:
        raise Refused("pathways.settle_entry")
    if locked.state != YardState.WAITING:
        raise RuleBroken(_("Somebody has looked at this entry already."))
    why = whole(reason, field="reason")
    if choice not in look_at(locked).choices:
        raise RuleBroken(_("Choose from the list."), field="choice")
    _settled(locked, opened(locked), choice, by)
    facts = {"problem": locked.problem, "choice": choice}
    record(by=by, what="yard.settled", on=locked, organization=locked.office_id, **facts)
    locked.state, locked.said = YardState.SETTLED, None
    locked.reason, locked.settled_at = why[:300], timezone.now()
    locked.save(update_fields=["state", "said", "reason", "settled_at"])
    return locked


def _settled(entry: YardEntry, said: Said | None, choice: str, by: Actor) -> None:
    if choice == "add" and said:
        _write(entry, said, by)
    if choice == "replace" and said:
        there = HoursEntry.objects.get(pathway_id=entry.pathway_id, day=said.day)
        correct_hours(entry=there, minutes=said.minutes, kind=said.kind, by=by)
