"""A service card in the words of its page: the sections of the municipal model, in its order."""

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ponte.directory.forms.cards import WEEKDAYS
from ponte.directory.forms.steps import served_in_words
from ponte.directory.models import CardContact, CardPlace, ServiceCard
from ponte.directory.rules import catalogues
from ponte.directory.rules.asked import Asked
from ponte.directory.rules.freshness import Age, freshness
from ponte.directory.rules.numbers import Group
from ponte.directory.states import ListingState
from ponte.directory.views.result_shown import SUMMARY
from ponte.directory.views.search_shown import address_of
from ponte.kit.outward import web_address

MODE_ICONS = {
    "online": "screen", "desk": "building", "home": "home", "workplace": "tool",
    "phone": "telephone", "other": "note",
}  # fmt: skip
ASK_ICONS = {
    "free_access": "user", "appointment": "calendar", "phone_first": "telephone",
    "email": "mail", "online_form": "screen", "referral": "exchange-circle",
}  # fmt: skip
CONTACT_ICONS = {"phone": "telephone", "email": "mail", "website": "globe"}
TEXTS = (
    *("name", "summary", "description", "eligibility", "how_to", "outcome", "hours_note"),
    *("waiting_time", "fee_note", "conditions"),
)
TRANSLATED = {"needed": "required_documents"}  # texts that the page calls otherwise
MAP = "https://www.openstreetmap.org/?mlat={0:.5f}&mlon={1:.5f}#map=17/{0:.5f}/{1:.5f}"


def card_context(card: ServiceCard, texts: dict[str, str], language: str, whole: str) -> dict:
    """Return what `directory/service_detail.html` needs; `whole` is the page's whole address."""
    shown = _card(card, texts, language)
    is_open = card.state == ListingState.PUBLISHED
    to = {"slug": card.slug}
    return {
        "section": "services",
        "card": shown,
        "trail": _trail(shown),
        "address": whole,
        "print_url": "#content",
        "mail_url": mail_url(shown["name"], whole),
        "mistake_url": reverse("directory:service-mistake", kwargs=to) if is_open else "",
        "callback_url": reverse("directory:service-callback", kwargs=to) if is_open else "",
        "feedback_url": reverse("directory:service-useful", kwargs=to) if is_open else "",
        "is_open": is_open,
    }


def mail_url(title: str, address: str) -> str:
    """Return a link that opens a letter with the page's address in it."""
    return "mailto:?" + urlencode({"subject": title, "body": address}, quote_via=quote)


def _card(card: ServiceCard, texts: dict[str, str], language: str) -> dict:
    def text(name: str) -> str:
        return texts.get(name) or getattr(card, name)

    is_written = bool(texts) or card.language == language
    booking = web_address(card.booking_url)
    written = {
        name: language if texts.get(TRANSLATED.get(name, name)) else card.language
        for name in (*TEXTS, "needed")
    }
    if not text("summary"):
        written["summary"] = written["description"]
    return {
        **{name: text(name) for name in TEXTS},
        # The municipal model asks for a short description: without one, how the long one begins.
        "summary": text("summary") or Truncator(text("description")).chars(SUMMARY),
        "needed": text("required_documents"),
        "written": written,
        "translated_from": "" if is_written else dict(settings.LANGUAGES)[card.language],
        "conditions_url": "",
        "online_url": booking if "online_form" in card.access_modes else "",
        "booking_url": "" if "online_form" in card.access_modes else booking,
        "status": status_of(card),
        "is_own": card.origin == "provider",
        **_about(card),
        **_use(card),
        **_reach(card),
    }


def status_of(listing) -> dict:
    """Whether a listing is active, in a word and a shape."""
    today = timezone.localdate()
    if listing.state == ListingState.RETIRED:
        return {"word": _("no longer listed"), "mood": "stopped"}
    if listing.state == ListingState.SUSPENDED:
        return {"word": _("suspended for now"), "mood": "waiting"}
    ends = getattr(listing, "valid_to", None)
    if ends and ends < today:
        return {"word": _("not active: the season is over"), "mood": "stopped"}
    if listing.origin != "provider":
        return {"word": _("to be confirmed"), "mood": "waiting"}
    return {"word": _("active"), "mood": "good"}


def stale_since(listing):
    """The day from which a provider's listing may be out of date, if that is past."""
    if listing.origin != "provider":
        return None
    aged = freshness(listing.verified_on, listing.review_months, timezone.localdate())
    return aged.stale_on if aged.age in (Age.STALE, Age.EXPIRED) else None


def provenance_of(listing) -> dict:
    """Who says so: the provider, open data, or a document of a day."""
    if listing.origin == "provider":
        return {"kind": "declared", "source": "", "on": listing.verified_on, "by": ""}
    kind = "document" if listing.origin == "document" else "register"
    return {"kind": kind, "source": listing.source, "on": listing.source_date, "by": ""}


def _about(card: ServiceCard) -> dict:
    topics = [
        {
            "label": catalogues.label(catalogues.SERVICE_CATEGORIES, code),
            "url": address_of(Asked().choosing(Group.CATEGORY, [code]).choosing(
                Group.KIND, ["service"])),
        }
        for code in card.categories
    ]  # fmt: skip
    to = card.organization
    page = reverse("organizations:organization-public", kwargs={"slug": to.slug}) if to else ""
    return {
        "category": topics[0] if topics else None,
        "topics": topics,
        "service_type": catalogues.label("service_types", card.service_type),
        "organization": {"name": to.name if to else card.provider_name, "url": page},
        "provenance": provenance_of(card),
        "not_confirmed": _not_confirmed(card),
        "stale_since": stale_since(card),
        "verified_on": card.verified_on,
        "changed_on": timezone.localdate(card.changed_at),
    }


def _not_confirmed(card: ServiceCard) -> list[str]:
    """What a source left open; a card that nobody has confirmed is open in everything."""
    if card.origin == "provider":
        return []
    words = catalogues.labels("card_blocks", card.not_confirmed)
    return [str(word).lower() for word in words] or [_("everything on this card")]


def _use(card: ServiceCard) -> dict:
    return {
        "target_groups": catalogues.labels("target_groups", card.target_groups),
        "ages": _ages(card),
        "modes": _ways("delivery_modes", card.delivery_modes, MODE_ICONS),
        "asking": _ways("access_modes", card.access_modes, ASK_ICONS),
        "who_may_ask": catalogues.labels("who_may_ask", card.who_may_ask),
        "hours": list(_hours(card)),
        "season": _season(card),
        "places": card.places,
        "fee": catalogues.label("fee_kinds", card.fee_kind) if card.fee_kind else "",
        "cost_options": [
            {"label": one.label, "amount": one.amount, "unit": one.get_unit_display()}
            for one in card.cost_options.all()
        ],
        "payment_methods": catalogues.labels("payment_methods", card.payment_methods),
        "welfare": card.accepts_welfare_credit,
        "welfare_kinds": catalogues.labels("tuir_codes", card.tuir_codes),
    }


def _ways(catalogue: str, codes: list[str], icons: dict[str, str]) -> list[dict]:
    return [
        {"icon": icons.get(code, "note"), "text": catalogues.label(catalogue, code)}
        for code in codes
    ]


def _ages(card: ServiceCard) -> str:
    low, high = card.min_age, card.max_age
    if low is not None and high is not None:
        return _("From %(low)s to %(high)s years of age.") % {"low": low, "high": high}
    if low is not None:
        return _("From %(low)s years of age.") % {"low": low}
    return _("Up to %(high)s years of age.") % {"high": high} if high is not None else ""


def _hours(card: ServiceCard) -> Iterator[dict]:
    for weekday, openings in groupby(card.hours.all(), key=lambda one: one.weekday):
        times = [f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in openings]
        yield {"days": WEEKDAYS[weekday], "text": ", ".join(times)}


def _season(card: ServiceCard) -> str:
    day = formats.date_format
    if card.valid_from and card.valid_to:
        return _("From %(start)s to %(end)s.") % {
            "start": day(card.valid_from, "DATE_FORMAT"), "end": day(card.valid_to, "DATE_FORMAT"),
        }  # fmt: skip
    if card.valid_from:
        return _("From %(start)s.") % {"start": day(card.valid_from, "DATE_FORMAT")}
    if card.valid_to:
        return _("Until %(end)s.") % {"end": day(card.valid_to, "DATE_FORMAT")}
    return ""


def _reach(card: ServiceCard) -> dict:
    return {
        "places_of_service": [place_of(place) for place in card.card_places.all()],
        "served": served_in_words(card.served),
        "contacts": [_contact(contact) for contact in card.contacts.all()],
        "spoken": catalogues.labels("languages", card.languages),
        "accessibility": catalogues.labels("accessibility", card.accessibility),
    }


def place_of(place: CardPlace) -> dict:
    """A place with a link to see where it is."""
    town = place.municipality
    at = (place.latitude, place.longitude)
    return {
        "name": place.name or town.name,
        "address": place.address,
        "town": f"{place.cap} {town.name} ({town.province.acronym})".strip(),
        "map_url": MAP.format(*at) if None not in at else "",
    }


def _contact(contact: CardContact) -> dict:
    return {"label": contact.label, **way(contact.kind, contact.value)}


def way(kind: str, value: str) -> dict:
    """A way of reaching somebody: what to read, and the address behind it."""
    links = {"phone": "tel:" + "".join(c for c in value if c.isdigit() or c == "+"),
             "email": "mailto:" + quote(value, safe="@"),
             "website": web_address(value)}  # fmt: skip
    text = value.removeprefix("https://").removeprefix("http://").rstrip("/")
    return {"icon": CONTACT_ICONS[kind], "text": text, "url": links[kind]}


def _trail(shown: dict) -> list[dict]:
    category = shown["category"]
    return [
        {"label": _("Home"), "url": reverse("front")},
        {"label": _("Services"), "url": reverse("directory:search") + "?kind=service"},
        *([category] if category else []),
        {"label": shown["name"], "url": ""},
    ]
