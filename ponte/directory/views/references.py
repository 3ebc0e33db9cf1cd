"""A reference: the enterprise asks its client, who answers on a page with one button."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ponte.directory.actions import references
from ponte.directory.forms.references import ClientForm
from ponte.directory.permissions import ANSWER_BY_LINK
from ponte.directory.queries import references as queries
from ponte.directory.queries.editing import listing_for
from ponte.directory.rules.references import CONFIRM_LINK
from ponte.directory.views.shown import page_bones
from ponte.kit import links
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
def reference_ask(request, pk, reference):
    """Choose whom to ask: the client as it is here, or an address of the client's own."""
    listing = listing_for(request.actor, "enterprise", pk)
    found = queries.reference_of(listing, reference)
    data = request.POST if request.method == "POST" else None
    form = ClientForm(data, clients=queries.clients_named(found))
    if form.is_valid():
        try:
            references.ask_client(reference=found, by=request.actor, **form.chosen())
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, _("The client was asked. The answer appears on your page."))
            return redirect("directory:listing-edit", kind="enterprise", pk=pk)
    shown = {**page_bones(request.actor, listing), "reference": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "directory/reference_ask.html", shown, status=status)


# The link itself is the secret that a forged request would need: no cookie is asked for.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def reference_confirm(request, token):
    try:
        told = links.read(CONFIRM_LINK, token)
    except RuleBroken as broken:
        return _page(request, {"broken": broken}, status=410)
    with acting(Actor.job("directory.read_link")):
        found = queries.reference_by_id(UUID(told["reference"]))
    if found is None:
        return _page(request, {"gone": True}, status=410)
    by = Actor.link(ANSWER_BY_LINK, found.pk, request.actor.language)
    with acting(by, organizations=[found.enterprise.organization_id]):
        return _answer(request, found, told["by"], by)


def _answer(request, found, who, by):
    shown = {"reference": found, "name": found.enterprise.organization.name, "who": who}
    if request.method == "POST":
        is_right = request.POST.get("then") != "wrong"
        try:
            found = references.answer_reference(reference=found, is_right=is_right, who=who, by=by)
        except RuleBroken as broken:
            return _page(request, {**shown, "broken": broken}, status=422)
    return _page(request, {**shown, "reference": found})


def _page(request, shown, status=200):
    response = render(request, "directory/reference_confirm.html", shown, status=status)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
