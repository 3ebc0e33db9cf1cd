"""The publication guard: what a provider's listing must say before the public reads it.

It binds what providers publish. An imported listing, or one taken from a document, is shown
with what is not confirmed instead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.directory.rules import freshness
from ponte.directory.rules.facts import CardFacts, EnterpriseFacts

# A service given here has an area where it works, and needs no door of its own.
WITHOUT_A_PLACE = frozenset({"home", "online", "phone", "workplace"})


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a listing from being published, and the step that mends it."""

    block: str
    title: str | Promise
    why: str | Promise
    step: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a listing may be published, with every reason why not."""

    missing: tuple[Missing, ...]

    @property
    def passes(self) -> bool:
        return not self.missing


Facts = TypeVar("Facts", CardFacts, EnterpriseFacts)
Check = tuple[Callable[[Facts], bool], Missing]


def needs_a_place(facts: CardFacts) -> bool:
    """Say whether people must go somewhere for this service."""
    return not facts.delivery_modes or not set(facts.delivery_modes) <= WITHOUT_A_PLACE


def _placed(facts: CardFacts) -> bool:
    return facts.places > 0 or bool(facts.served and not needs_a_place(facts))


CARD_BLOCKS: tuple[Check[CardFacts], ...] = (
    (
        lambda f: bool(f.categories and f.service_type),
        Missing(
            "service_type",
            _("Type of service"),
            _("Choose at least one category and the kind of help: people search by them."),
            "what",
        ),
    ),
    (
        lambda f: bool(f.target_groups),
        Missing(
            "target",
            _("Who it is for"),
            _("Say for whom the service is, so that nobody comes in vain."),
            "whom",
        ),
    ),
    (
        lambda f: bool(f.name.strip() and f.description.strip()),
        Missing(
            "contents",
            _("What it offers"),
            _("Give the service a name and describe what people receive."),
            "what",
        ),
    ),
    (
        lambda f: f.organization_known,
        Missing(
            "organization",
            _("Organization"),
            _("Only an organization that is known here and still active may publish a service."),
            "what",
        ),
    ),
    (
        lambda f: bool(f.delivery_modes),
        Missing(
            "delivery",
            _("How to use it"),
            _("Say whether people go to a desk, are visited at home, or use it from afar."),
            "how",
        ),
    ),
    (
        _placed,
        Missing(
            "place",
            _("Place"),
            _("Add a place. A service at home or online may name the area it covers instead."),
            "where",
        ),
    ),
    (
        lambda f: bool(f.fee_kind),
        Missing(
            "costs",
            _("Costs and payment"),
            _("Say whether the service is free or what it costs: it is the first thing asked."),
            "costs",
        ),
    ),
    (
        lambda f: f.contacts > 0,
        Missing(
            "contacts",
            _("Phone and contacts"),
            _("Give at least one phone number, e-mail address or website."),
            "contacts",
        ),
    ),
)

CONFIRMATION = Missing(
    "confirmation",
    _("Confirmation"),
    _("Confirm that everything is right today: what was checked long ago may mislead."),
    "contacts",
)


def check_card(facts: CardFacts, today: date) -> Verdict:
    """Judge a service card: the eight blocks, and a confirmation not too long ago."""
    missing = [reason for present, reason in CARD_BLOCKS if not present(facts)]
    if not freshness.is_verified(facts.verified_on, today):
        missing.append(CONFIRMATION)
    return Verdict(tuple(missing))


ENTERPRISE_BLOCKS: tuple[Check[EnterpriseFacts], ...] = (
    (
        lambda f: f.organization_known,
        Missing(
            "organization",
            _("Organization"),
            _("Only an organization that is known here and still active may publish a profile."),
            "who",
        ),
    ),
    (
        lambda f: bool(f.description.strip()),
        Missing(
            "contents", _("Who you are"), _("Describe the enterprise in a few sentences."), "who"
        ),
    ),
    (
        lambda f: bool(f.prevailing_mission),
        Missing(
            "mission",
            _("Prevailing mission"),
            _("Choose the social mission that comes first: buyers search by it."),
            "who",
        ),
    ),
    (
        lambda f: f.offers > 0,
        Missing(
            "offers",
            _("What you sell"),
            _("Add at least one product or service on sale."),
            "offers",
        ),
    ),
    (
        lambda f: bool(f.served),
        Missing("served", _("Area served"), _("Say where you deliver or work."), "where"),
    ),
    (
        lambda f: f.contacts > 0,
        Missing(
            "contacts",
            _("Phone and contacts"),
            _("Add a phone, an e-mail address or a website to the organization's page."),
            "confirmation",
        ),
    ),
)


def check_enterprise(facts: EnterpriseFacts, today: date) -> Verdict:
    """Judge an enterprise's profile."""
    missing = [reason for present, reason in ENTERPRISE_BLOCKS if not present(facts)]
    if not freshness.is_verified(facts.verified_on, today):
        missing.append(
            Missing(CONFIRMATION.block, CONFIRMATION.title, CONFIRMATION.why, "confirmation")
        )
    return Verdict(tuple(missing))
