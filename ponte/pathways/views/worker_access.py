"""The desk's page of a worker's ways in: card, session beside the tutor, legal representatives."""

import time
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.kit.errors import RuleBroken
from ponte.kit.qr import code_of
from ponte.pathways import actions
from ponte.pathways.actions.access import accept_worker_invitation
from ponte.pathways.forms.access import RepresentativeForm
from ponte.pathways.queries.access import access_page, assisted_case
from ponte.pathways.queries.cases import case_for
from ponte.pathways.queries.inviting import invitation_told
from ponte.pathways.rules.limits import ASSISTED_MINUTES
from ponte.pathways.views.answering import tried
from ponte.pathways.views.sections import framed

SESSION_KEY = "ponte_beside"


@require_safe
def case_access(request, pk: UUID):
    """How this worker comes in, and who may stand by."""
    return _page(request, pk, RepresentativeForm())


def _page(request, pk: UUID, form: RepresentativeForm, status: int = 200):
    frame = framed(request, pk, "case-access")
    context = {**frame.context, "shown": access_page(frame.pathway, frame.mine), "form": form}
    return render(request, "pathways/case_access.html", context, status=status)


@require_POST
@never_cache
def case_card(request, pk: UUID):
    """Make a card and show it for printing, once: the number of its fold is kept nowhere."""
    pathway = case_for(request.actor, pk)
    try:
        printed = actions.give_card(pathway=pathway, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect("pathways:case-access", pk)
    address = request.build_absolute_uri(reverse("accounts:card"))
    context = {
        "pathway": pathway,
        "printed": printed,
        "address": address,
        "drawing": code_of(f"{address}?code={printed.card.code}"),
    }
    return render(request, "pathways/card_print.html", context)


@require_POST
def case_card_end(request, pk: UUID):
    """Take the card away."""
    actions.take_card(pathway=case_for(request.actor, pk), by=request.actor)
    messages.success(request, _("The card no longer works. Whoever used it is signed out."))
    return redirect("pathways:case-access", pk)


@require_POST
def worker_invite(request, pk: UUID):
    """Write to the worker's own address."""
    pathway = case_for(request.actor, pk)
    confirmed = request.POST.get("confirmed", "")
    work = partial(actions.invite_worker, pathway=pathway, confirmed=confirmed, by=request.actor)
    tried(request, work, _("The invitation is on its way."))
    return redirect("pathways:case-access", pk)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def worker_invitation(request, token: str):
    """What a worker's invitation opens: it does nothing until the button is pressed."""
    if request.method == "POST" and request.actor.is_person:
        try:
            accept_worker_invitation(token=token, by=request.actor)
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, _("Done. From now on you sign in with this address."))
            return redirect("pathways:worker-home")
    told = invitation_told(token, request.actor)
    context = {"told": told, "address": request.path}
    status = 410 if "broken" in told else 200
    return render(request, "pathways/worker_invitation.html", context, status=status)


@require_POST
def assisted_open(request, pk: UUID):
    """Give the device to both, for a while."""
    pathway = case_for(request.actor, pk)
    beside = actions.open_assisted(pathway=pathway, by=request.actor)
    request.session[SESSION_KEY] = {
        "case": str(pk),
        "worker": str(beside.beside),
        "until": int(time.time()) + ASSISTED_MINUTES * 60,
    }
    return redirect("pathways:worker-case", pk)


@require_POST
def assisted_end(request):
    """End it, signed out: whoever has the device in hand is not the tutor by that."""
    kept = request.session.get(SESSION_KEY)
    pathway = assisted_case(kept) if kept else None
    if pathway is None or not request.actor.beside:
        return redirect("home")
    actions.end_assisted(pathway=pathway, by=request.actor)
    logout(request)
    messages.info(request, _("Ended. Nobody is signed in on this device. Tutor, sign in again."))
    return redirect_to_login(reverse("pathways:case-access", args=[pathway.pk]))


@require_POST
def representative_add(request, pk: UUID):
    """The office records an appointment."""
    pathway = case_for(request.actor, pk)
    form = RepresentativeForm(request.POST)
    if form.is_valid():
        try:
            actions.appoint_representative(
                pathway=pathway, appointment=form.appointment(), by=request.actor
            )
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Saved."))
            return redirect("pathways:case-access", pk)
    return _page(request, pk, form, status=422)


@require_POST
def representative_end(request, pk: UUID, representative: UUID):
    """The office ends one."""
    pathway = case_for(request.actor, pk)
    actions.end_representative(pathway=pathway, representative=representative, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("pathways:case-access", pk)
