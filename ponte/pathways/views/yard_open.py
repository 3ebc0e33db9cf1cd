"""In the yard, without a session: the empty forms that a phone keeps, its script, its letterbox.

The pages say nothing of anybody and are the same for all, so that a phone may keep them. The
letterbox takes sealed envelopes from a phone that shows its word, and gives receipts.
"""

import json
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from ponte.kit.limits.allow import allow
from ponte.pathways.actions.yard_entries import NotThisPhone, receive
from ponte.pathways.forms.worker import DiaryForm, HoursForm
from ponte.pathways.queries.yard import newest_key
from ponte.pathways.rules.yard import MOST_AT_ONCE

MOST_BYTES = 1_500_000
TRIES, SECONDS = 300, 3600
COUNTED = 20  # beyond, the page says "more than"


def on_the_phone(request, what: str) -> dict:
    """Return what the script of a page is told, in attributes of the page."""
    key = newest_key()
    pages = [reverse("pathways:yard-hours"), reverse("pathways:yard-diary")]
    return {
        "what": what,
        "key": key.pk if key else "",
        "public": key.public if key else "",
        "pages": " ".join(pages),
        "counts": [_count(number) for number in range(1, COUNTED + 1)],
    }


def _count(number: int) -> str:
    text = ngettext(
        "%(count)d entry waits to be sent.", "%(count)d entries wait to be sent.", number
    )
    return text % {"count": number}


@login_not_required
@require_safe
def yard_hours(request):
    """Hours of a day, written where there is no network."""
    return _form(request, "hours", HoursForm(auto_id="yard_%s"))


@login_not_required
@require_safe
def yard_diary(request):
    """A page of the diary, written where there is no network."""
    return _form(request, "diary", DiaryForm(auto_id="yard_%s"))


def _form(request, what: str, form):
    del form.fields["client_id"]
    context = {**on_the_phone(request, what), "form": form}
    return render(request, "pathways/yard/offline.html", context)


@login_not_required
@require_safe
def yard_worker(request):
    """The script that opens the empty forms without a network; it reaches these pages alone."""
    return render(request, "pathways/yard/worker.js", content_type="text/javascript")


# No cookie is looked at: the phone's word is the secret that a forged request would need.
@csrf_exempt
@login_not_required
@require_POST
def yard_send(request):
    """Take envelopes; answer with receipts and nothing else."""
    place = request.META.get("REMOTE_ADDR", "")
    if not allow("yard.send", place, limit=TRIES, seconds=SECONDS):
        return JsonResponse({}, status=429)
    told = _told(request)
    if told is None:
        return JsonResponse({}, status=400)
    try:
        return JsonResponse({"receipts": receive(by=request.actor, **told)})
    except NotThisPhone:
        return JsonResponse({}, status=403)


def _told(request) -> dict | None:
    """Read what was sent; None where it has not the form."""
    try:
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            return None
        told = json.loads(request.body)
        device, word, sent = UUID(told["device"]), told["word"], told["envelopes"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    fits = isinstance(word, str) and isinstance(sent, list) and 0 < len(sent) <= MOST_AT_ONCE
    return {"device": device, "word": word, "sent": sent} if fits else None
