"""Broken glass: the administrator's page, and what the head of the office says to it."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ponte.pathways import actions, permissions
from ponte.pathways.forms.emergencies import GlassForm, ReviewForm
from ponte.pathways.queries import emergencies as queries
from ponte.pathways.views.answering import done, page, sent, tried
from ponte.pathways.views.asking import Words, ask
from ponte.pathways.views.sections import framed

SECTION = "case-people"
REVIEW = Words(
    gettext_lazy("What you found about an emergency reading"),
    gettext_lazy("Write it down"),
    gettext_lazy("Written down. It stays beside the reading."),
    gettext_lazy("Ask who opened the case what was done. What you write cannot be changed."),
)


@require_http_methods(["GET", "HEAD", "POST"])
def emergency_home(request):
    """What I opened, and the form to open one case for an hour."""
    if not permissions.breaks_glass(request.actor):
        raise Http404
    form = GlassForm(sent(request), offices=queries.offices())
    if done(form, lambda: actions.break_glass(**form.given(), by=request.actor)):
        messages.success(request, _("The case is open for an hour. Everybody concerned is told."))
        return redirect("pathways:case-detail", form.outcome.pathway_id)
    context = {
        "form": form,
        "is_possible": bool(settings.PROTECTION_EMAIL),
        "emergencies": queries.own_emergencies(request.actor),
    }
    return page(request, "pathways/emergencies.html", context)


@require_POST
def emergency_close(request, reading: UUID):
    """Close it before its hour is over."""
    found = queries.emergency_of(reading)
    act = partial(actions.close_emergency, reading=found, by=request.actor)
    tried(request, act, _("It is closed."))
    if found.opened_by_id == request.actor.id:
        return redirect("pathways:emergency-home")
    return redirect("pathways:case-people", found.pathway_id)


@require_http_methods(["GET", "HEAD", "POST"])
def emergency_review(request, reading: UUID):
    """Write down what was found."""
    found = queries.emergency_of(reading)
    frame = framed(request, found.pathway_id, SECTION)
    permissions.require(request.actor, permissions.SIGN_FOR_OFFICE, found.office_id)
    act = partial(actions.review_emergency, reading=found)
    return ask(request, frame, ReviewForm(sent(request)), act, words=REVIEW, back=SECTION)
