"""An enterprise in the words of its page: who it is, what is verified, what it sells."""

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ponte.directory.events import CERTIFICATE_PROOFS, PROOFS
from ponte.directory.forms.steps import served_in_words
from ponte.directory.models import Enterprise, Offer, Reference
from ponte.directory.queries.references import references_shown
from ponte.directory.rules import catalogues
from ponte.directory.rules.asked import Asked
from ponte.directory.rules.numbers import Group
from ponte.directory.states import ListingState
from ponte.directory.views.card_shown import (
    MAP,
    mail_url,
    provenance_of,
    stale_since,
    status_of,
    way,
)
from ponte.directory.views.search_shown import address_of
from ponte.kit.templatetags.amounts import number
from ponte.organizations.public import OrganizationCard

TEXTS = ("tagline", "description", "capacity_note", "minimum_lot")
CAPACITY = ("staff", "crew", "lead_time", "minimum_lot", "served", "capacity_note")
BLOCKS = {  # what a source may have left open
    "organization": gettext_lazy("Organization"),
    "contents": gettext_lazy("What it does"),
    "mission": gettext_lazy("Social mission"),
    "offers": gettext_lazy("What it sells"),
    "served": gettext_lazy("Area served"),
    "contacts": gettext_lazy("Phone and contacts"),
}


def enterprise_context(
    profile: Enterprise, known: OrganizationCard, texts: dict[str, str], whole: str
) -> dict:
    """Return what `directory/enterprise_detail.html` needs; `whole` is its whole address."""
    shown = _enterprise(profile, known, texts)
    shown["titles"] = _titles(shown)
    is_open = profile.state == ListingState.PUBLISHED
    to = {"slug": profile.slug}
    may_claim = is_open and known.claimed_at is None
    claim = reverse("organizations:organization-claim", kwargs={"slug": known.slug})
    return {
        "section": "enterprises",
        "enterprise": shown,
        "trail": [
            {"label": _("Home"), "url": reverse("front")},
            {"label": _("Enterprises"), "url": reverse("directory:search") + "?kind=enterprise"},
            {"label": shown["name"], "url": ""},
        ],
        "address": whole,
        "print_url": "#content",
        "mail_url": mail_url(shown["name"], whole),
        "mistake_url": reverse("directory:enterprise-mistake", kwargs=to) if is_open else "",
        "callback_url": reverse("directory:enterprise-callback", kwargs=to) if is_open else "",
        "claim_url": claim if may_claim else "",
        "feedback_url": reverse("directory:enterprise-useful", kwargs=to) if is_open else "",
        "is_open": is_open,
    }


def _enterprise(profile: Enterprise, known: OrganizationCard, texts: dict[str, str]) -> dict:
    def text(name: str) -> str:
        return texts.get(name) or getattr(profile, name)

    labels = catalogues.labels
    mission = profile.prevailing_mission
    return {
        "name": known.name,
        "town": known.place,
        "kind": known.qualifications[0].label if known.qualifications else known.legal_form,
        **{name: text(name) for name in TEXTS},
        "written": {n: get_language() if texts.get(n) else profile.language for n in TEXTS},
        "status": _status(profile, known),
        "is_own": profile.origin == "provider",
        "provenance": provenance_of(profile),
        "is_claimed": known.claimed_at is not None,
        "not_confirmed": [str(BLOCKS[code]) for code in profile.not_confirmed if code in BLOCKS],
        "stale_since": stale_since(profile),
        "qualifications": [
            {"text": one.label, "kind": one.provenance, "source": one.source, "on": one.on,
             "by": ""}
            for one in known.qualifications
        ],
        "mission": catalogues.label("missions", mission) if mission else "",
        "other_missions": [word.lower() for word in labels("missions", profile.other_missions)],
        "staff": profile.staff,
        **share_shown(profile),
        "certifications": certificates_shown(profile),
        "art14": profile.art14_ready,
        "offers": [_offer(offer) for offer in profile.offers.all()],
        "references": [_reference(one) for one in references_shown(profile)],
        **_capacity(profile),
        **_reach(known),
        "facts": _facts(known),
        "verified_on": profile.verified_on,
        "changed_on": timezone.localdate(profile.changed_at),
    }  # fmt: skip


def _titles(shown: dict) -> dict[str, str]:
    """The sections by their id: in its own voice, or of it what a register knows."""
    if shown["is_own"]:
        return {
            "who": _("Who we are"), "sells": _("What we sell"), "worked": _("For whom we worked"),
            "capacity": _("How much and how soon"), "reach": _("How to reach us"),
        }  # fmt: skip
    known = {
        "who": (True, _("Who it is")),
        "sells": (shown["offers"], _("What it sells")),
        "worked": (shown["references"], _("For whom it worked")),
        "capacity": (any(shown[name] for name in CAPACITY), _("How much and how soon")),
        "reach": (True, _("How to reach it")),
    }
    return {code: title for code, (is_said, title) in known.items() if is_said}


def _status(profile: Enterprise, known: OrganizationCard) -> dict:
    """Whether somebody keeps this page; of the enterprise's business a register says more."""
    if profile.state in (ListingState.RETIRED, ListingState.SUSPENDED):
        return status_of(profile)
    if known.keeper:
        return {"word": _("kept by its network"), "mood": "good"}
    if profile.origin == "provider":
        return {"word": _("kept by the enterprise"), "mood": "good"}
    return {"word": _("known from a register"), "mood": "plain"}


def share_shown(profile: Enterprise) -> dict:
    if profile.disadvantaged_share is None:
        return {"share": "", "share_provenance": None}
    standing = profile.disadvantaged_share_standing
    kind = {"from_register": "register"}.get(standing, standing)
    return {
        "share": f"{number(profile.disadvantaged_share.normalize())} %",
        "share_provenance": {
            "kind": kind,
            "source": str(PROOFS.get(profile.disadvantaged_share_proof, "")),
            "on": profile.disadvantaged_share_on,
            "by": "",
        },
    }


def certificates_shown(profile: Enterprise) -> list[dict]:
    """Each certificate with who says so: the office that has seen it, or the enterprise."""
    return [
        {"name": name, **_seen(profile.certifications_seen.get(name))}
        for name in profile.certifications
    ]


def _seen(told: dict | None) -> dict:
    if not told:
        return {"kind": "declared", "source": "", "on": None, "by": ""}
    proof = str(CERTIFICATE_PROOFS.get(told["proof"], ""))
    return {"kind": "verified", "source": proof, "on": parse_date(told["on"]), "by": ""}


def _offer(offer: Offer) -> dict:
    category = Asked().choosing(Group.KIND, ["enterprise"])
    return {
        "name": offer.name,
        "kind_word": _("product") if offer.kind == "product" else _("work or service"),
        "text": offer.description,
        "category": {
            "label": catalogues.label(catalogues.PRODUCT_CATEGORIES, offer.category),
            "url": address_of(category.choosing(Group.PRODUCT, [offer.category])),
        },
        "codes": ", ".join(
            [*(f"CPV {code}" for code in offer.cpv), *(f"ATECO {code}" for code in offer.ateco)]
        ),
    }


def _reference(one: Reference) -> dict:
    return {"client": one.client_name, "what": one.what, "year": one.year,
            "confirmed_on": one.confirmed_on, "confirmed_by": one.confirmed_by,
            "how": "client" if one.is_checked else "address"}  # fmt: skip


def _capacity(profile: Enterprise) -> dict:
    hours, days = profile.crew_hours_week, profile.lead_time_days
    crew = ngettext("%(n)s hour a week", "%(n)s hours a week", hours or 0) % {"n": number(hours)}
    ready = ngettext("%(n)s day", "%(n)s days", days or 0) % {"n": number(days)}
    return {
        "crew": crew if hours else "",
        "lead_time": ready if days else "",
        "served": served_in_words(profile.served),
    }


def _reach(known: OrganizationCard) -> dict:
    ways = (("phone", known.phone), ("email", known.email), ("website", known.website))
    seat = {"name": _("Seat"), "address": known.address, "town": known.place, "map_url": ""}
    return {
        "contacts": [{"label": "", **way(kind, value)} for kind, value in ways if value],
        "places": [
            *([seat] if known.place or known.address else []),
            *(
                {
                    "name": site.name or _("Site"),
                    "address": site.address,
                    "town": f"{site.cap} {site.municipality.name}".strip(),
                    "map_url": MAP.format(site.latitude, site.longitude)
                    if site.latitude is not None and site.longitude is not None
                    else "",
                }
                for site in known.sites
            ),
        ],
    }


def _facts(known: OrganizationCard) -> list[dict]:
    pairs = (
        (_("Legal form"), known.legal_form),
        (_("Tax code"), known.tax_code),
        (_("VAT number"), known.vat_number),
        (_("Number in RUNTS"), known.runts_number),
        (_("REA number"), known.rea_number),
        (_("Listings kept by"), known.keeper),
    )
    return [{"label": label, "text": text} for label, text in pairs if text]
