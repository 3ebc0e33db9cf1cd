"""The root redirect, the front page and the signed-in home."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.directory.public import Shown, desks, front_figures, seasonal
from ponte.directory.public import waiting_for as listings_waiting
from ponte.kit.public_page import fresh
from ponte.organizations.public import permissions_by_membership
from ponte.organizations.public import waiting_for as organizations_waiting
from ponte.pathways.public import has_own_case
from ponte.pathways.public import waiting_for as cases_waiting

TRIES = (
    {"it": "badante", "en": "carer at home"},
    {"it": "asilo nido", "en": "nursery"},
    {"it": "psicologo", "en": "psychologist"},
    {"it": "pulizie", "en": "cleaning"},
)

WAITING = (cases_waiting, listings_waiting, organizations_waiting)


@login_not_required
def root(request):
    """Send a visitor to the front page in a language of theirs, else in the territory's."""
    wanted = [code for code, _weight in _accepted(request)]
    code = next((code for code in wanted if code in dict(settings.LANGUAGES)), None)
    return redirect(f"/{code or settings.HOME_LANGUAGE}/")


def _accepted(request):
    header = request.headers.get("Accept-Language", "")
    pairs = translation.trans_real.parse_accept_lang_header(header.lower())
    return [(code.split("-")[0], weight) for code, weight in pairs]


@require_safe
@login_not_required
def front(request):
    """One question at the top, two doors, then what the territory has."""
    language = translation.get_language()
    search = reverse("directory:search")
    context = {
        "search": {
            "action": search,
            "suggest_url": reverse("directory:suggest"),
            "place_suggest_url": reverse("directory:suggest-place"),
        },
        "tries": [_tried(words, language, search) for words in TRIES],
        "services_url": f"{search}?kind=service",
        "enterprises_url": f"{search}?kind=enterprise",
        "desks": [_item(card) for card in desks(language)],
        "desks_url": f"{search}?kind=service&category=welfare_desks",
        "seasonal": [_item(card) for card in seasonal(language, timezone.localdate())],
        "figures": _figures(),
        "figures_url": reverse("sources"),
    }
    return fresh(request, render(request, "home/home.html", context))


def _tried(words: dict[str, str], language: str, search: str) -> dict:
    label = words.get(language, words["it"])
    return {"label": label, "url": f"{search}?q={label.replace(' ', '+')}"}


def _item(card: Shown) -> dict:
    facts = []
    if card.place:
        facts.append({"icon": "map-marker", "text": card.place})
    if card.valid_to:
        until = date_format(card.valid_to, "DATE_FORMAT")
        facts.append({"icon": "calendar", "text": _("until %(day)s") % {"day": until}})
    return {
        "title": card.name,
        "url": reverse("directory:service-detail", args=[card.slug]),
        "text": card.summary,
        "facts": facts,
        "reasons": [],
        "element": "",
        "language": card.language,
    }


def _figures() -> list[dict]:
    counted = front_figures()
    confirmed = _("%(number)s confirmed by who gives them")
    claimed = _("%(number)s kept by the enterprise itself")
    return [
        {
            "value": number_format(counted.services, force_grouping=True),
            "label": _("services"),
            "note": confirmed % {"number": counted.confirmed_services},
        },
        {
            "value": number_format(counted.enterprises, force_grouping=True),
            "label": _("enterprises"),
            "note": claimed % {"number": counted.claimed_enterprises},
        },
    ]


@require_safe
def home(request):
    """What waits for me, composed from the doors of every flat; workers have a home of theirs."""
    if not permissions_by_membership(request.actor) and has_own_case(request.actor):
        return redirect("pathways:worker-home")
    found = [one for waiting in WAITING for one in waiting(request.actor)]
    found.sort(key=lambda one: str(one.due or "~"))
    register, search = reverse("organizations:organization-register"), reverse("directory:search")
    starts = [
        {"label": _("Register an organization"), "url": register},
        {"label": _("Look for an organization"), "url": f"{search}?kind=enterprise"},
    ]
    return render(request, "home/waiting.html", {"tasks": found, "starts": starts})
