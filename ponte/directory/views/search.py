"""The search as HTTP: the page, its suggestions, and too many questions from one address."""

from urllib.parse import parse_qs

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect, push_url

from ponte.directory.actions.failed import note_failed_search
from ponte.directory.queries import search as searching
from ponte.directory.queries import suggest as suggesting
from ponte.directory.rules.asked import LONGEST_WORDS, Asked, canonical, parse
from ponte.directory.views.search_shown import address_of, context_of
from ponte.kit.limits.allow import allow
from ponte.kit.public_page import fresh

SEARCHES, SUGGESTIONS, SECONDS = 240, 1_200, 60


def _parameters(request: HttpRequest) -> dict[str, list[str]]:
    return dict(request.GET.lists())


def _too_many(request: HttpRequest, what: str, limit: int) -> bool:
    address = request.META.get("REMOTE_ADDR", "")
    return not allow(f"directory.{what}", address, limit=limit, seconds=SECONDS)


@require_safe
@login_not_required
@transaction.non_atomic_requests
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found; every search has one address, and others lead to it."""
    if _too_many(request, "search", SEARCHES):
        return render(request, "429.html", status=429)
    asked = parse(_parameters(request))
    answer = searching.search(asked, language=get_language())
    is_lost = bool(asked.place) and answer.place is None
    is_long = len(request.GET.get("q", "").strip()) > LONGEST_WORDS
    address = "" if is_lost or is_long else address_of(answer.asked)
    if address and _leads_elsewhere(request, answer):
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    _note_if_in_vain(request, answer)
    template = "directory/_changed_by_search.html" if request.htmx else "directory/search.html"
    page = render(request, template, context_of(answer, asked), status=200 if address else 400)
    return fresh(request, push_url(page, address) if request.htmx and address else page)


def _leads_elsewhere(request: HttpRequest, answer: searching.Answer) -> bool:
    """Not the permanent address; within a page, another kind of listing is another page."""
    if not request.htmx:
        return canonical(answer.asked) != request.META.get("QUERY_STRING")
    query = (request.htmx.current_url or "").partition("?")[2].partition("#")[0]
    return bool(query) and parse(parse_qs(query)).kind != answer.asked.kind


def _note_if_in_vain(request: HttpRequest, answer: searching.Answer) -> None:
    if answer.question is None or answer.total:
        return
    address = request.META.get("REMOTE_ADDR", "")
    note_failed_search(answer=answer, language=get_language(), address=address, by=request.actor)


@require_safe
@login_not_required
@transaction.non_atomic_requests
def suggest(request: HttpRequest) -> HttpResponse:
    """Words and categories that begin as typed, for the field of words."""
    if _too_many(request, "suggest", SUGGESTIONS):
        return JsonResponse([], safe=False, status=429)
    return JsonResponse(_suggested(request.GET.get("q", "")[:80]), safe=False)


def _suggested(typed: str) -> list[dict | str]:
    found: list[dict | str] = [
        {"label": one.label, "url": address_of(Asked().choosing(one.group, [one.code]))}
        for one in suggesting.categories_beginning(typed, get_language())
    ]
    *before, last = typed.split() or [""]
    words = suggesting.words_beginning(last) if len(last) > 1 else []
    return found + [" ".join([*before, word]) for word in words]


@require_safe
@login_not_required
@transaction.non_atomic_requests
def suggest_place(request: HttpRequest) -> HttpResponse:
    """Places that somebody may be typing, for the field of places."""
    if _too_many(request, "suggest", SUGGESTIONS):
        return JsonResponse([], safe=False, status=429)
    found = suggesting.places_beginning(request.GET.get("q", "")[:80])
    return JsonResponse([searching.name_of(place) for place in found], safe=False)
