"""Cards: made and ended at the desk, activated and used by their owner alone."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.accounts import rules
from ponte.accounts.models import Card, Person
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.kit.limits.allow import allow


class TooManyTries(RuleBroken):
    """A card or a place was tried too often; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card with the number of its folded part, which nothing keeps."""

    card: Card
    number: str


@transaction.atomic
def make_card(*, person: Person | None, name: str, by: Actor) -> PrintedCard:
    """Make a card, and a person for it where there is none; the card before it is over.

    The caller has asked whether `by` serves this person. Who has an e-mail address signs in with
    that: a card would let whoever prints it in as them.
    """
    if not by.is_person:
        raise Refused("accounts.make_card")
    if person is None:
        person = Person(email=None, name=name.strip()[:120])
        person.set_unusable_password()
        person.save()
    if person.email:
        raise RuleBroken(_("This person signs in by e-mail and needs no card."))
    Person.objects.select_for_update().get(pk=person.pk)
    _end(person, "renewed", by)
    number = _random(rules.NUMBER_DIGITS)
    card = Card.objects.create(
        person=person,
        code=_free_code(),
        activation=make_password(number),
        activate_until=timezone.now() + timedelta(days=rules.ACTIVATE_WITHIN_DAYS),
        made_by_id=by.id,
    )
    record(by=by, what="card.made", on=card)
    return PrintedCard(card, number)


@transaction.atomic
def end_cards(*, person: Person, by: Actor) -> int:
    """Take the card away: sessions opened with it are over at once. The caller has asked."""
    if not by.is_person:
        raise Refused("accounts.end_cards")
    return _end(person, "revoked", by)


def _end(person: Person, how: str, by: Actor) -> int:
    live = list(Card.objects.select_for_update().filter(person=person, ended_at__isnull=True))
    for card in live:
        card.ended_at, card.ended_how = timezone.now(), how
        card.save(update_fields=["ended_at", "ended_how"])
        record(by=by, what=f"card.{how}", on=card)
    return len(live)


@transaction.atomic
def open_by_card(*, code: str, pin: str, address: str, by: Actor) -> Card:
    """Return the card whose number and PIN these are."""
    card = _tried(code, address, by)
    hashed = card.pin if card else ""
    if not _matches(pin, hashed) or card is None:
        raise RuleBroken(_("The card number or the PIN is wrong. Look at the card. Try again."))
    return card


@transaction.atomic
def activate_card(*, code: str, number: str, pin: str, address: str, by: Actor) -> Card:
    """The owner's first time: with the number of the folded part choose the PIN."""
    card = _tried(code, address, by)
    hashed = card.activation if card and card.activate_until > timezone.now() else ""
    if not _matches(rules.digits(number), hashed) or card is None:
        raise RuleBroken(
            _(
                "The numbers are wrong, too old, or used already. "
                "Did somebody else use them? Ask your tutor or the office for a new card."
            )
        )
    if len(pin) != rules.PIN_DIGITS or not pin.isdecimal():
        raise RuleBroken(_("Choose a PIN of 6 digits."), field="pin")
    if rules.is_easy(pin, card.code):
        raise RuleBroken(_("This PIN is too easy. Choose other digits."), field="pin")
    card.pin, card.activation, card.activated_at = make_password(pin), "", timezone.now()
    card.save(update_fields=["pin", "activation", "activated_at"])
    record(by=Actor(ActorKind.PERSON, card.person_id), what="card.activated", on=card)
    return card


def _tried(code: str, address: str, by: Actor) -> Card | None:
    """Count the try, whether or not there is such a card, then look."""
    if by.kind is not ActorKind.ANONYMOUS:
        raise Refused("accounts.open_by_card")
    code = rules.digits(code)[: rules.CODE_DIGITS]
    for (name, limit, seconds), key in (
        (rules.TRIES_OF_ADDRESS, address),
        (rules.TRIES_OF_CARD_A_DAY, code),
        (rules.TRIES_OF_CARD, code),
    ):
        if not allow(name, key, limit=limit, seconds=seconds):
            raise TooManyTries(LOCKED[name]())
    live = Card.objects.select_for_update(of=("self",)).select_related("person")
    return live.filter(code=code, ended_at__isnull=True, person__is_active=True).first()


LOCKED = {
    "card": lambda: _("Too many tries. Wait 15 minutes. Then try again, or call your tutor."),
    "card-day": lambda: _(
        "This card is locked until tomorrow. "
        "Ask your tutor or the office for a new card: it works at once."
    ),
    "card-address": lambda: _("Too many tries from this place. Wait 15 minutes. Then try again."),
}


def _matches(secret: str, hashed: str) -> bool:
    """Take as long for a card that is not there as for one that is."""
    if not hashed:
        make_password(secret)
        return False
    return check_password(secret, hashed)


def _free_code() -> str:
    while True:
        code = _random(rules.CODE_DIGITS)
        if not Card.objects.filter(code=code).exists():
            return code


def _random(count: int) -> str:
    return "".join(secrets.choice("0123456789") for _digit in range(count))
