"""What every page's frame needs: languages, territory, demonstration banner, my places."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import translation

from ponte.kit.actor import Actor
from ponte.kit.templatetags.addresses import path_in_language
from ponte.project.middleware.still import mark_of
from ponte.project.places import places_of

COUNTED = Path(__file__).resolve().parents[1] / "locale" / "counted.json"


def page(request) -> dict:
    """Give templates `languages`, `actor`, `who`, `places`, what site and territory are."""
    actor = getattr(request, "actor", None) or Actor.anonymous()
    return {
        "site_name": settings.SITE_NAME,
        "territory_name": settings.TERRITORY_NAME,
        "accent": settings.TERRITORY_ACCENT,
        "site_address": settings.SITE_ADDRESS.rstrip("/"),
        "demo": settings.DEMO,
        "actor": actor,
        "who": mark_of(actor),
        "places": places_of(actor) if actor.is_person else [],
        "languages": [_language(request, code, name) for code, name in settings.LANGUAGES],
        "languages_lag": any(share_of(code) for code, _name in settings.LANGUAGES),
    }


def _language(request, code: str, name: str) -> dict:
    return {
        "code": code,
        "name": name,
        "share": share_of(code),
        "address": path_in_language(request.get_full_path(), code),
        "current": code == translation.get_language(),
    }


@cache
def _counted() -> dict[str, int]:
    """Texts by language, as `make messages` counted them; English is the text of the code."""
    counted: dict[str, int] = json.loads(COUNTED.read_text(encoding="utf-8"))
    return counted


def share_of(code: str) -> str:
    """Say how much of the interface a language has; nothing where it has all of it."""
    counted = _counted()
    done, whole = counted.get(code, 0), counted["en"]
    return "" if done >= whole else f"{min(99, round(100 * done / whole))}\N{NO-BREAK SPACE}%"
