"""The public pages of listings, and what search engines read of the whole site.

They write nothing, so they need no savepoint within the transaction of the row context.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ponte.directory.models import Enterprise, ServiceCard
from ponte.directory.queries import listings
from ponte.directory.views.card_shown import card_context
from ponte.directory.views.enterprise_shown import enterprise_context
from ponte.directory.views.linked import card_data, enterprise_data
from ponte.kit.public_page import fresh, stored, version_of
from ponte.organizations.public import organization_card


def _answer(request: HttpRequest, model: listings.Model, slug: str, make: Callable) -> HttpResponse:
    """Answer from the store, or make the page of this version."""
    found = listings.version_for_public(model, slug)
    language = get_language()
    told = (model.__name__, *_parts(found), language, timezone.localdate())
    response = stored(request, version_of(*told), lambda: make(request, found, language))
    if found.state != "published":
        response["X-Robots-Tag"] = "noindex"
    return response


def _parts(found: listings.Version) -> tuple:
    return found.pk, found.state, found.content_version, found.translated_at, found.organization


def whole_address(request: HttpRequest) -> str:
    """The page's address with the site's own host, whichever name it was asked by."""
    return settings.SITE_ADDRESS.rstrip("/") + request.path


@require_safe
@login_not_required
@transaction.non_atomic_requests
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a service card to anyone."""
    return _answer(request, ServiceCard, slug, _service)


def _service(request: HttpRequest, found: listings.Version, language: str) -> HttpResponse:
    card = listings.card_for_public(found.pk)
    texts = listings.texts_in(card, language)
    context = card_context(card, texts, language, whole_address(request))
    context["json_ld"] = card_data(card, context)
    return render(request, "directory/service_detail.html", context)


@require_safe
@login_not_required
@transaction.non_atomic_requests
def enterprise_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an enterprise to anyone."""
    return _answer(request, Enterprise, slug, _enterprise)


def _enterprise(request: HttpRequest, found: listings.Version, language: str) -> HttpResponse:
    profile = listings.enterprise_for_public(found.pk)
    known = organization_card(profile.organization)
    texts = listings.texts_in(profile, language)
    context = enterprise_context(profile, known, texts, whole_address(request))
    context["json_ld"] = enterprise_data(profile, context)
    return render(request, "directory/enterprise_detail.html", context)


@require_safe
@login_not_required
@transaction.non_atomic_requests
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every published listing, with its other languages."""
    codes = [code for code, _name in settings.LANGUAGES]
    pages = []
    for model, name in ((ServiceCard, "service-detail"), (Enterprise, "enterprise-detail")):
        for slug, day in listings.public_addresses(model):
            pages.append({"day": day, "addresses": _in_languages(name, slug, codes)})
    page = render(
        request, "directory/sitemap.xml", {"pages": pages}, content_type="application/xml"
    )
    return fresh(request, page)


def _in_languages(name: str, slug: str, codes: list[str]) -> list[dict]:
    found = []
    with translation.override(settings.HOME_LANGUAGE):
        path = reverse(f"directory:{name}", kwargs={"slug": slug})
    rest = path.removeprefix(f"/{settings.HOME_LANGUAGE}/")
    for code in codes:
        found.append({"code": code, "url": f"{settings.SITE_ADDRESS.rstrip('/')}/{code}/{rest}"})
    return found


@require_safe
@login_not_required
@transaction.non_atomic_requests
def robots(request: HttpRequest) -> HttpResponse:
    """Let everything public be read, and say where the list is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: /{code}/home/" for code, _name in settings.LANGUAGES),
        *(f"Disallow: /{code}/accounts/" for code, _name in settings.LANGUAGES),
        f"Sitemap: {settings.SITE_ADDRESS.rstrip('/')}/sitemap.xml",
    ]
    page = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    return fresh(request, page)
