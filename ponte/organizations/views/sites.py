"""The places of an organization."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ponte.organizations import actions, forms
from ponte.organizations.permissions import EDIT_ORGANIZATION
from ponte.organizations.queries import organizations
from ponte.organizations.views.answering import done, frame, only, page, tried


def site_add(request, slug):
    organization = organizations.organization_for(request.actor, slug)
    only(request, EDIT_ORGANIZATION, organization)
    form = forms.SiteForm(request.POST or None)
    if request.method == "POST" and done(
        form,
        lambda: actions.add_site(organization=organization, facts=form.facts(), by=request.actor),
    ):
        messages.success(request, _("The place was added."))
        return redirect("organizations:organization-detail", slug)
    context = {**frame(request, organization), "form": form}
    return page(request, "organizations/site_form.html", context)


def site_edit(request, pk):
    site = organizations.site_for(request.actor, pk)
    form = forms.SiteForm(request.POST or None, initial=forms.SiteForm.told(site))
    if request.method == "POST" and done(
        form, lambda: actions.edit_site(site=site, facts=form.facts(), by=request.actor)
    ):
        messages.success(request, _("Saved."))
        return redirect("organizations:organization-detail", site.organization.slug)
    context = {**frame(request, site.organization), "form": form, "site": site}
    return page(request, "organizations/site_form.html", context)


@require_POST
def site_remove(request, pk):
    site = organizations.site_for(request.actor, pk)
    tried(
        request,
        lambda: actions.remove_site(site=site, by=request.actor),
        _("The place was removed."),
    )
    return redirect("organizations:organization-detail", site.organization.slug)
