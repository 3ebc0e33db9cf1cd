"""The results of a search as a file: what the public reads of each, one line a result."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from ponte.directory.queries import search as searching
from ponte.directory.queries.search_postgres import Hit
from ponte.directory.rules import catalogues
from ponte.directory.rules.asked import parse
from ponte.directory.rules.document import SERVICES
from ponte.directory.rules.facets import BY_GROUP
from ponte.directory.rules.numbers import Group
from ponte.directory.views.search_shown import address_of, file_url
from ponte.kit.limits.allow import allow
from ponte.kit.lists import csv_file

FILES, SECONDS = 10, 60
COLUMNS = (
    gettext_lazy("Kind"),
    gettext_lazy("Name"),
    gettext_lazy("Organization"),
    gettext_lazy("What it is about"),
    gettext_lazy("Who it is for"),
    gettext_lazy("Municipality"),
    gettext_lazy("Distance in km"),
    gettext_lazy("In short"),
    gettext_lazy("What it costs"),
    gettext_lazy("Where the text comes from"),
    gettext_lazy("Last confirmed"),
    gettext_lazy("Address of the page"),
)


@require_safe
@login_not_required
@transaction.non_atomic_requests
def search_file(request: HttpRequest) -> HttpResponse:
    """Give all that the pages of a search show, as a file with a permanent address."""
    who = request.META.get("REMOTE_ADDR", "")
    if not allow("directory.search_file", who, limit=FILES, seconds=SECONDS):
        return render(request, "429.html", status=429)
    language, now = get_language(), timezone.now()
    asked = parse(dict(request.GET.lists()))
    answer = searching.search(asked, language=language)
    if asked.place and answer.place is None:
        return redirect(address_of(asked))  # the page says what is not understood
    if request.get_full_path() != file_url(answer):
        return redirect(file_url(answer))
    lines = (_line(hit) for hit in searching.hits_of(answer, language, now))
    response = csv_file("search", COLUMNS, lines)
    response["X-Robots-Tag"] = "noindex"
    return response


def _line(hit: Hit) -> list:
    shown, codes = hit.shown, hit.shown.get("facets", {})
    is_service = shown["kind"] == SERVICES
    about = (Group.CATEGORY,) if is_service else (Group.TYPE, Group.PRODUCT)
    page = "service-detail" if is_service else "enterprise-detail"
    path = reverse(f"directory:{page}", kwargs={"slug": shown["slug"]})
    return [
        BY_GROUP[Group.KIND].options[shown["kind"]],
        shown["name"],
        shown.get("organization", ""),
        ", ".join(word for group in about for word in _words(group, codes)),
        ", ".join(catalogues.labels("target_groups", codes.get("target", ()))),
        ", ".join(shown.get("towns", ())),
        "" if hit.km is None else round(hit.km),
        shown.get("summary", ""),
        ", ".join(catalogues.labels("fee_kinds", codes.get("fee", ()))),
        BY_GROUP[Group.ORIGIN].options.get(shown["origin"], ""),
        hit.verified_on or "",
        settings.SITE_ADDRESS.rstrip("/") + path,
    ]


def _words(group: Group, codes: dict) -> Iterator[str]:
    options = BY_GROUP[group].options
    return (str(options[code]) for code in codes.get(group.name.lower(), ()) if code in options)
