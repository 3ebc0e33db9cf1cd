"""The page that a reminder's signed link opens: one button, no sign-in."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ponte.directory.actions import freshness
from ponte.directory.notifications import CONFIRM_LINK
from ponte.directory.permissions import CONFIRM_BY_LINK
from ponte.directory.queries import freshness as queries
from ponte.directory.queries.editing import kind_of, title_of
from ponte.directory.views.shown import lines_of
from ponte.kit import links
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken

# The link itself is the secret that a forged request would need: no cookie is asked for.


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def listing_confirm(request, token):
    try:
        duty_id = UUID(links.read(CONFIRM_LINK, token)["duty"])
    except RuleBroken as broken:
        return _page(request, {"broken": broken}, status=410)
    with acting(Actor.job("directory.read_link")):
        duty = queries.duty_for(duty_id)
        listing = queries.listing_of(duty) if duty else None
    if listing is None:
        return _page(request, {"gone": True}, status=410)
    by = Actor.link(CONFIRM_BY_LINK, listing.pk, request.actor.language)
    with acting(by, organizations=[pk for pk in (listing.organization_id,) if pk]):
        return _answer(request, duty, listing, by)


def _answer(request, duty, listing, by):
    shown = {"listing": listing, "kind": kind_of(listing), "title": title_of(listing)}
    shown["hours"] = lines_of(listing, "hours")
    done = duty.ended_how
    if request.method == "POST":
        with acting(Actor.job("directory.read_link")):
            done = queries.settled_how(duty, listing)
    if request.method == "POST" and not done:
        try:
            if request.POST.get("then") == "stop":
                freshness.stop_reminders(duty=duty, by=by)
                done = "stopped"
            else:
                freshness.confirm_listing(listing=listing, by=by)
                done = "done"
        except RuleBroken as broken:
            return _page(request, {**shown, "broken": broken}, status=422)
    return _page(request, {**shown, "done": done, "today": timezone.localdate()})


def _page(request, shown, status=200):
    response = render(request, "directory/listing_confirm.html", shown, status=status)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
