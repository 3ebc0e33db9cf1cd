"""How good a card is for the person who reads it: 0 to 100, with the names of what is missing.

Ten criteria, each worth 0 to 1, of which only those that apply to the service count. They are
the criteria of the data-inclusion schema (Licence Ouverte 2.0), said again for our model.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.directory.rules.facts import CardFacts, EnterpriseFacts
from ponte.directory.rules.freshness import add_months

FRESH_MONTHS, WORTHLESS_MONTHS = 6, 24
SHORT, IDEAL, LONG = 50, 200, 2000


@dataclass(frozen=True, slots=True)
class Lack:
    """One criterion not fully met: what to do, and in which step."""

    criterion: str
    text: str | Promise
    step: str
    worth: float


@dataclass(frozen=True, slots=True)
class Quality:
    """The score, and what would raise it, most worth first."""

    score: int
    lacks: tuple[Lack, ...]


def _address(facts: CardFacts, today: date) -> float | None:
    if "desk" not in facts.delivery_modes and "free_access" not in facts.access_modes:
        return None
    return 1.0 if facts.addresses else 0.0


def _phone(facts: CardFacts, today: date) -> float | None:
    if "phone" not in facts.delivery_modes and "phone_first" not in facts.access_modes:
        return None
    return 1.0 if facts.phones else 0.0


def _email(facts: CardFacts, today: date) -> float | None:
    if "email" not in facts.access_modes:
        return None
    return 1.0 if facts.emails else 0.0


def _way_in(facts: CardFacts, today: date) -> float:
    return (bool(facts.access_modes) + bool(facts.who_may_ask)) / 2


def _recent(facts: CardFacts | EnterpriseFacts, today: date) -> float:
    if facts.verified_on is None:
        return 0.0
    fresh = add_months(facts.verified_on, FRESH_MONTHS)
    worthless = add_months(facts.verified_on, WORTHLESS_MONTHS)
    if today <= fresh:
        return 1.0
    return max(0.0, (worthless - today).days / (worthless - fresh).days)


def _category(facts: CardFacts, today: date) -> float:
    return 1.0 if facts.categories else 0.0


def _target(facts: CardFacts, today: date) -> float:
    return 1.0 if facts.target_groups else 0.0


def _contact(facts: CardFacts, today: date) -> float:
    return 1.0 if facts.contacts or facts.booking_url else 0.0


def _description(facts: CardFacts | EnterpriseFacts, today: date) -> float:
    length = len(facts.description.strip())
    if length < SHORT:
        return 0.0
    return 1.0 if IDEAL <= length < LONG else 0.5


def _fee(facts: CardFacts, today: date) -> float:
    if not facts.fee_kind:
        return 0.0
    return 1.0 if facts.fee_kind == "free" or facts.fee_note.strip() else 0.5


Facts = TypeVar("Facts", CardFacts, EnterpriseFacts)
Criterion = tuple[Callable[[Facts, date], float | None], str | Promise, str]
CRITERIA: dict[str, Criterion[CardFacts]] = {
    "address": (_address, _("Add the address where people are received."), "where"),
    "phone": (_phone, _("People are told to call: add a phone number."), "contacts"),
    "email": (_email, _("People are told to write: add an e-mail address."), "contacts"),
    "way_in": (_way_in, _("Say how to ask for the service, and who may ask."), "how"),
    "recent": (_recent, _("Confirm the card: the last check is old."), "contacts"),
    "category": (_category, _("Choose at least one category."), "what"),
    "target": (_target, _("Choose at least one group of people."), "whom"),
    "contact": (_contact, _("Add at least one contact."), "contacts"),
    "description": (
        _description,
        _("Describe the service in 200 to 2,000 characters: enough to decide, short to read."),
        "what",
    ),
    "fee": (_fee, _("Say what it costs, and how much when it is not free."), "costs"),
}


def quality(facts: CardFacts, today: date) -> Quality:
    """Score a card as the mean of the criteria that apply to it."""
    return _score(CRITERIA, facts, today)


def _score(criteria: dict[str, Criterion[Facts]], facts: Facts, today: date) -> Quality:
    worth = {name: judge(facts, today) for name, (judge, _text, _step) in criteria.items()}
    counted = {name: value for name, value in worth.items() if value is not None}
    lacks = [
        Lack(name, criteria[name][1], criteria[name][2], round(1 - value, 2))
        for name, value in counted.items()
        if value < 1
    ]
    score = round(100 * sum(counted.values()) / len(counted))
    return Quality(score, tuple(sorted(lacks, key=lambda lack: (-lack.worth, lack.criterion))))


def _offers(facts: EnterpriseFacts, today: date) -> float:
    if not facts.offers:
        return 0.0
    return 0.5 + 0.5 * min(1.0, facts.offers_described / facts.offers)


def _capacity(facts: EnterpriseFacts, today: date) -> float:
    return (bool(facts.capacity_note.strip()) + (facts.lead_time_days is not None)) / 2


ENTERPRISE_CRITERIA: dict[str, Criterion[EnterpriseFacts]] = {
    "tagline": (
        lambda f, _day: 1.0 if f.tagline.strip() else 0.0,
        _("Say in one line what the enterprise does."),
        "who",
    ),
    "description": (
        _description,
        _("Describe the enterprise in 200 to 2,000 characters."),
        "who",
    ),
    "mission": (
        lambda f, _day: 1.0 if f.prevailing_mission else 0.0,
        _("Choose the prevailing social mission."),
        "who",
    ),
    "offers": (_offers, _("Describe each product or service on sale."), "offers"),
    "served": (lambda f, _day: 1.0 if f.served else 0.0, _("Say where you work."), "where"),
    "capacity": (_capacity, _("Say how much you can do, and in how many days."), "capacity"),
    "references": (
        lambda f, _day: 1.0 if f.references else 0.0,
        _("Name a client for whom you worked."),
        "references",
    ),
    "contact": (
        lambda f, _day: 1.0 if f.contacts else 0.0,
        _("Add a contact to the organization's page."),
        "confirmation",
    ),
    "recent": (_recent, _("Confirm the profile: the last check is old."), "confirmation"),
}


def enterprise_quality(facts: EnterpriseFacts, today: date) -> Quality:
    """Score an enterprise's profile as a buyer reads it."""
    return _score(ENTERPRISE_CRITERIA, facts, today)
