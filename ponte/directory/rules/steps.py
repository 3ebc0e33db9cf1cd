"""The steps in which an editor fills a listing, and the fields of each, in reading order.

`card_places`, `contacts`, `hours`, `cost_options`, `offers` and `references` are lists of rows;
the other names are fields of the listing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions."""

    code: str
    title: str | Promise
    fields: tuple[str, ...]


def _steps(*steps: tuple[str, Promise, str]) -> Mapping[str, Step]:
    return {code: Step(code, title, tuple(names.split())) for code, title, names in steps}


CARD_STEPS = _steps(
    ("what", _("What it is"), "name categories service_type summary description"),
    ("whom", _("For whom"), "target_groups min_age max_age eligibility languages"),
    (
        "how",
        _("How it works"),
        "delivery_modes access_modes who_may_ask how_to required_documents outcome conditions",
    ),
    (
        "where",
        _("Where and when"),
        "card_places served accessibility hours hours_note waiting_time places valid_from "
        "valid_to campaign",
    ),
    (
        "costs",
        _("What it costs"),
        "fee_kind cost_options fee_note payment_methods accepts_welfare_credit tuir_codes",
    ),
    ("contacts", _("Contacts and confirmation"), "contacts booking_url review_months"),
)

ENTERPRISE_STEPS = _steps(
    (
        "who",
        _("Who you are"),
        "tagline description prevailing_mission other_missions languages certifications",
    ),
    ("offers", _("What you sell"), "offers"),
    ("where", _("Where you work"), "served"),
    (
        "capacity",
        _("How much, how soon"),
        "capacity_note crew_hours_week lead_time_days minimum_lot staff disadvantaged_share "
        "art14_ready",
    ),
    ("references", _("For whom you worked"), "references"),
    ("confirmation", _("Confirmation"), "review_months"),
)

# What a reader reads, and what may therefore be translated.
CARD_TEXTS = [
    *("name", "summary", "description", "eligibility", "how_to", "required_documents"),
    *("outcome", "hours_note", "waiting_time", "fee_note", "conditions", "campaign"),
]
ENTERPRISE_TEXTS = ["tagline", "description", "capacity_note", "minimum_lot"]

FIELD_TITLES = {
    "name": _("Name"),
    "categories": _("Categories"),
    "service_type": _("Kind of help"),
    "summary": _("In one or two lines"),
    "description": _("Description"),
    "target_groups": _("Who it is for"),
    "min_age": _("From this age"),
    "max_age": _("Up to this age"),
    "eligibility": _("Conditions to be admitted"),
    "languages": _("Languages spoken"),
    "delivery_modes": _("How it is given"),
    "access_modes": _("How people ask for it"),
    "who_may_ask": _("Who may ask"),
    "how_to": _("What to do, step by step"),
    "required_documents": _("What to bring"),
    "outcome": _("What people obtain"),
    "conditions": _("Rules of the service"),
    "card_places": _("Places"),
    "served": _("Area covered"),
    "accessibility": _("Accessibility"),
    "hours": _("Opening times"),
    "hours_note": _("About the times"),
    "waiting_time": _("Waiting time"),
    "places": _("How many people it can take"),
    "valid_from": _("Open from"),
    "valid_to": _("Open until"),
    "campaign": _("Season or campaign"),
    "fee_kind": _("Does it cost?"),
    "cost_options": _("Prices"),
    "fee_note": _("How much"),
    "payment_methods": _("Ways to pay"),
    "accepts_welfare_credit": _("Company welfare credit accepted"),
    "tuir_codes": _("Kind of company welfare"),
    "contacts": _("Phone and contacts"),
    "booking_url": _("Address for booking online"),
    "review_months": _("How often to check it"),
    "tagline": _("In one line"),
    "prevailing_mission": _("Prevailing mission"),
    "other_missions": _("Other missions"),
    "certifications": _("Certifications"),
    "offers": _("Products and services"),
    "capacity_note": _("Capacity"),
    "crew_hours_week": _("Hours of work available each week"),
    "lead_time_days": _("Days needed before starting"),
    "minimum_lot": _("Smallest order"),
    "staff": _("People employed"),
    "disadvantaged_share": _("Share of disadvantaged workers (%)"),
    "art14_ready": _("Ready for article 14 conventions"),
    "references": _("References"),
}


def title_of(field: str) -> str:
    """Return the words for a field."""
    return str(FIELD_TITLES.get(field, field))


def after(steps: Mapping[str, Step], code: str) -> str:
    """Return the code of the next step, or nothing after the last."""
    codes = list(steps)
    place = codes.index(code) + 1
    return codes[place] if place < len(codes) else ""


def before(steps: Mapping[str, Step], code: str) -> str:
    """Return the code of the step before, or nothing before the first."""
    codes = list(steps)
    place = codes.index(code)
    return codes[place - 1] if place else ""
