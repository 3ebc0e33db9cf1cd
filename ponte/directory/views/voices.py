"""Asking to be called back or reporting a mistake, without an account; and answering."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ponte.directory.actions import voices
from ponte.directory.forms.voices import FORMS, AnswerForm
from ponte.directory.queries import voices as queries
from ponte.directory.queries.editing import title_of
from ponte.directory.queries.freshness import any_listing
from ponte.directory.queries.stories import story_for
from ponte.kit import links
from ponte.kit.errors import RuleBroken
from ponte.kit.limits.allow import allow
from ponte.kit.limits.letters import count_letter
from ponte.kit.same_site import require_same_site

TRIES, SECONDS = 5, 3600
SENT_LINK, SENT_DAYS = "voice.sent", 2
ACTIONS = {"callback": voices.request_callback, "mistake": voices.report_mistake}
MOODS = {"open": "waiting", "answered": "good", "closed": "stopped"}


# Whoever asks has no session that a forged request could use, and gets no cookie; a form
# posted from another site is refused by its origin.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def voice_ask(request, kind, section, slug):
    listing = queries.public_listing(section, slug)
    require_same_site(request)
    data = request.POST if request.method == "POST" else None
    form = FORMS[kind](data, use_required_attribute=False)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            _count(request)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
            status = 429
        else:
            return _sent(request, kind, listing, form)
    shown = {"form": form, "kind": kind, "title": title_of(listing), "back": _public_url(listing)}
    return render(request, "directory/voice_ask.html", shown, status=status)


def _count(request) -> None:
    """A few in an hour from one address, and no more in a day than other letters."""
    address = request.META.get("REMOTE_ADDR", "")
    if not allow("voice", address, limit=TRIES, seconds=SECONDS):
        raise RuleBroken(_("That is many messages in one hour. Wait a little, please."))
    count_letter(by=request.actor, address=address)


def _public_url(listing) -> str:
    name = "service-detail" if hasattr(listing, "categories") else "enterprise-detail"
    return reverse(f"directory:{name}", kwargs={"slug": listing.slug})


def _sent(request, kind, listing, form):
    sent = ACTIONS[kind](listing=listing, values=form.cleaned_data, by=request.actor)
    facts = {"kind": kind, "route": sent.route, "by": sent.due_at.isoformat()}
    facts["back"] = _public_url(listing)
    token = links.make(SENT_LINK, facts, days=SENT_DAYS)
    return redirect("directory:voice-sent", token=token)


@login_not_required
@require_safe
def voice_sent(request, token):
    try:
        facts = links.read(SENT_LINK, token)
    except RuleBroken:
        raise Http404 from None
    shown = {**facts, "due_at": parse_datetime(facts["by"])}
    return render(request, "directory/voice_sent.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def voice_detail(request, kind, pk):
    voice = queries.voice_for(request.actor, kind, pk)
    form = AnswerForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            outcome = form.cleaned_data["outcome"]
            voices.answer_voice(voice=voice, outcome=outcome, by=request.actor)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("Thank you. It is settled."))
            return redirect("directory:voice-list")
    return _voice_page(request, voice, kind, form)


def _voice_page(request, voice, kind, form):
    listing = any_listing(voice.listing_id)
    shown = {
        "voice": voice,
        "kind": kind,
        "form": form,
        "title": title_of(listing) if listing else "",
        "public_url": _public_url(listing) if listing else "",
        "state": {"word": voice.get_state_display(), "mood": MOODS[voice.state]},
        "story": story_for(voice),
    }
    status = 422 if form.is_bound else 200
    return render(request, "directory/voice_detail.html", shown, status=status)
