"""The office calls verified what an enterprise declares of itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.directory import permissions
from ponte.directory.actions.enterprises import certify_certificate, certify_share
from ponte.directory.forms.certifying import CertificateForm, ShareForm
from ponte.directory.queries import editing
from ponte.directory.views.enterprise_shown import certificates_shown, share_shown
from ponte.directory.views.shown import page_bones
from ponte.kit.errors import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
def share_certify(request, pk):
    """Ask what was looked at; from then on readers see that it is verified."""
    listing = editing.listing_for(request.actor, "enterprise", pk)
    permissions.require_certify(request.actor)
    unseen = [one for one in listing.certifications if one not in listing.certifications_seen]
    typed = request.POST if request.method == "POST" else None
    is_certificate = typed is not None and "name" in typed
    share = ShareForm(None if is_certificate else typed)
    certificate = CertificateForm(typed if is_certificate else None, names=unseen)
    form, certify = (certificate, certify_certificate) if is_certificate else (share, certify_share)
    if form.is_valid() and _done(form, certify, listing, request.actor):
        messages.success(request, _("Verified. Your name and today's date are kept."))
        return redirect("directory:listing-edit", kind="enterprise", pk=pk)
    shown = {**page_bones(request.actor, listing), **share_shown(listing), "bound": form}
    shown |= {"form": share, "certificate_form": certificate if unseen else None}
    shown["certificates"] = certificates_shown(listing)
    status = 422 if form.is_bound else 200
    return render(request, "directory/share_certify.html", shown, status=status)


def _done(form, certify, listing, by) -> bool:
    told = {name: form.cleaned_data[name] for name in ("name", "proof") if name in form.fields}
    try:
        certify(listing=listing, by=by, **told)
    except RuleBroken as broken:
        form.add_error(broken.field, str(broken))
        return False
    return True
