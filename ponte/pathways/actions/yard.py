"""Phones in the yard, and the keys they seal for: made ready, cut off, renewed."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.kit.sealing import envelopes
from ponte.pathways import permissions
from ponte.pathways.actions.moving import noted
from ponte.pathways.models import Pathway, YardEntry, YardKey, YardPhone, YardState
from ponte.pathways.queries.yard import newest_key, writes_in
from ponte.pathways.rules.yard import KEY_DAYS, KEY_OPENS_DAYS, NAME_SIGNS, RECEIPT_DAYS


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A phone that is ready, and the word that it alone keeps."""

    phone: YardPhone
    word: str


@transaction.atomic
def enrol_phone(*, pathway: Pathway, by: Actor, name: str = "") -> Enrolled:
    """Let the phone of somebody signed in send entries about one case, and read nothing."""
    if not writes_in(by, pathway):
        raise Refused("pathways.enrol_phone")
    word = secrets.token_urlsafe(32)
    phone = YardPhone.objects.create(
        pathway=pathway,
        office_id=pathway.office_id,
        cooperative_id=pathway.cooperative_id,
        person_id=by.id,
        name=name.strip()[:NAME_SIGNS],
        secret=digest_of(word),
    )
    noted(by, "yard.phone_enrolled", pathway, phone=str(phone.pk))
    return Enrolled(phone, word)


def digest_of(word: str) -> str:
    """Return what is kept of a phone's word; it is long and random, so a plain digest is enough."""
    return hashlib.sha256(b"ponte.yard." + word.encode()).hexdigest()


@transaction.atomic
def cut_off_phone(*, phone: YardPhone, by: Actor) -> YardPhone:
    """A phone was lost, or is nobody's any more: what it sends from now on counts for nothing."""
    locked = YardPhone.objects.select_for_update(of=("self",)).filter(pk=phone.pk)
    found = locked.first() if by.is_person else None
    if found is None or not (found.person_id == by.id or _may_at_the_desk(by, found)):
        raise Refused("pathways.cut_off_phone")
    if found.cut_at is not None:
        raise RuleBroken(_("This phone is cut off already."))
    found.cut_at, found.cut_by_id = timezone.now(), by.id
    found.save(update_fields=["cut_at", "cut_by_id"])
    record(by=by, what="yard.phone_cut_off", on=found, organization=found.office_id)
    return found


def _may_at_the_desk(by: Actor, phone: YardPhone) -> bool:
    """Whoever takes cards away cuts phones off too."""
    case = Pathway.objects.filter(pk=phone.pathway_id).first()
    return case is not None and permissions.may_do(by, "take_card", case)


def key_to_hand_out(*, by: Actor) -> YardKey:
    """Return the key that phones seal for now; the first is made when the first phone asks."""
    return newest_key() or renew_key(by=by)


def renew_key(*, by: Actor) -> YardKey:
    """Make a key pair; the ones before still open what was sealed for them."""
    if not (by.is_job or by.is_person):
        raise Refused("pathways.renew_yard_key")
    private = envelopes.make_secret()
    made = YardKey.objects.create(public=envelopes.public_of(private), private=private)
    record(by=by, what="yard.key_made", on=made)
    return made


def renew_key_in_use(*, by: Actor) -> bool:
    """Make a key pair where phones have one already; say whether."""
    return newest_key() is not None and bool(renew_key(by=by))


@transaction.atomic
def tidy_yard(*, by: Actor) -> None:
    """Each night: a fresh key where the newest is old; keys and receipts past their time go."""
    if not by.is_job:
        raise Refused("pathways.tidy_yard")
    now, newest = timezone.now(), newest_key()
    if newest and newest.made_at < now - timedelta(days=KEY_DAYS):
        newest = renew_key(by=by)
    if newest:
        spent = now - timedelta(days=KEY_DAYS + KEY_OPENS_DAYS)
        YardKey.objects.filter(made_at__lt=spent).exclude(pk=newest.pk).delete()
    YardEntry.objects.filter(received_at__lt=now - timedelta(days=RECEIPT_DAYS)).exclude(
        state=YardState.WAITING
    ).delete()
