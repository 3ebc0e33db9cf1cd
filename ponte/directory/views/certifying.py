"""The office calls verified what an enterprise declares of itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.directory import permissions
from ponte.directory.actions.enterprises import certify_share
from ponte.directory.forms.certifying import ShareForm
from ponte.directory.queries import editing
from ponte.directory.views.enterprise_shown import share_shown
from ponte.directory.views.shown import page_bones
from ponte.kit.errors import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
def share_certify(request, pk):
    """Ask what was looked at; from then on readers see that the share is verified."""
    listing = editing.listing_for(request.actor, "enterprise", pk)
    permissions.require_certify(request.actor)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            proof = form.cleaned_data["proof"]
            certify_share(listing=listing, proof=proof, by=request.actor)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, _("Verified. Your name and today's date are kept."))
            return redirect("directory:listing-edit", kind="enterprise", pk=pk)
    shown = {**page_bones(request.actor, listing), **share_shown(listing), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "directory/share_certify.html", shown, status=status)
