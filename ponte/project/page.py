"""What every page's frame needs: languages, territory, demonstration banner, my places."""

from django.conf import settings
from django.utils import translation

from ponte.kit.actor import Actor
from ponte.kit.templatetags.addresses import path_in_language
from ponte.project.places import places_of


def page(request) -> dict:
    """Give templates `languages`, `actor`, `places` and the site's and the territory's own."""
    actor = getattr(request, "actor", None) or Actor.anonymous()
    return {
        "site_name": settings.SITE_NAME,
        "territory_name": settings.TERRITORY_NAME,
        "accent": settings.TERRITORY_ACCENT,
        "site_address": settings.SITE_ADDRESS.rstrip("/"),
        "demo": settings.DEMO,
        "actor": actor,
        "places": places_of(actor) if actor.is_person else [],
        "languages": [_language(request, code, name) for code, name in settings.LANGUAGES],
    }


def _language(request, code: str, name: str) -> dict:
    return {
        "code": code,
        "name": name,
        "address": path_in_language(request.get_full_path(), code),
        "current": code == translation.get_language(),
    }
