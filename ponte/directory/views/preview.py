"""A listing as the public will read it, before the public does."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ponte.directory.queries import editing, listings
from ponte.directory.views.card_shown import card_context
from ponte.directory.views.enterprise_shown import enterprise_context
from ponte.directory.views.linked import card_data, enterprise_data
from ponte.organizations.public import organization_card


@require_safe
def listing_preview(request, kind, pk):
    listing = editing.listing_for(request.actor, kind, pk)
    show = _card if kind == "card" else _enterprise
    template, context = show(listing, request.build_absolute_uri(request.path))
    shown = {**context, "listing": listing, "kind": kind, "is_open": False}
    return render(request, template, shown)


def _card(listing, whole: str) -> tuple[str, dict]:
    card, language = listings.card_for_public(listing.pk), get_language()
    context = card_context(card, listings.texts_in(card, language), language, whole)
    return "directory/service_preview.html", {**context, "json_ld": card_data(card, context)}


def _enterprise(listing, whole: str) -> tuple[str, dict]:
    profile = listings.enterprise_for_public(listing.pk)
    known = organization_card(profile.organization)
    texts = listings.texts_in(profile, get_language())
    context = enterprise_context(profile, known, texts, whole)
    return "directory/enterprise_preview.html", {
        **context,
        "json_ld": enterprise_data(profile, context),
    }
