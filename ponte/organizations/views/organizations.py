"""Organizations: mine, a new one, one from inside, one for everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.kit.lists import csv_file, page_of
from ponte.organizations import actions, forms
from ponte.organizations.permissions import EDIT_ORGANIZATION
from ponte.organizations.queries import cards, claims, members, organizations
from ponte.organizations.rules.vocabulary import legal_forms
from ponte.organizations.views.answering import done, frame, only, page
from ponte.territory.public import find_places


@require_safe
def organization_list(request):
    narrowed = forms.MineNarrowed(request.GET)
    rows, shown = page_of(
        organizations.my_organizations(request.actor, **narrowed.wanted()), request.GET.get("page")
    )
    roles = organizations.roles_of(request.actor)
    context = {
        "mine": [{"organization": one, "role": _role(roles, one)} for one in rows],
        "page": shown,
        "narrowed": narrowed,
        "claims": claims.claims_by(request.actor),
        "requests": members.requests_by(request.actor),
    }
    return page(request, "organizations/organization_list.html", context)


@require_safe
def organization_export(request):
    """The same list as a table."""
    wanted = forms.MineNarrowed(request.GET).wanted()
    roles = organizations.roles_of(request.actor)
    header = [
        *(_("Organization"), _("Municipality"), _("Province")),
        *(_("Tax code"), _("What I am there")),
    ]
    rows = (
        [one.name, *_town(one.municipality), one.tax_code, _role(roles, one)]
        for one in organizations.my_organizations(request.actor, **wanted)
    )
    return csv_file("organizations", header, rows)


def _role(roles, organization) -> str:
    return roles.get(organization.pk, _("kept on its behalf"))


def _town(municipality) -> tuple[str, str]:
    return (municipality.name, municipality.province.acronym) if municipality else ("", "")


def organization_register(request):
    form = forms.OrganizationForm(request.POST or None)
    if request.method == "POST" and done(
        form, lambda: actions.register_organization(facts=form.facts(), by=request.actor)
    ):
        messages.success(
            request,
            _("Done. You can work at once; the office will check who acts for it."),
        )
        return redirect("organizations:organization-detail", form.outcome.slug)
    broken = getattr(form, "broken", None)
    here = broken.organization if isinstance(broken, actions.AlreadyHere) else None
    return page(request, "organizations/organization_form.html", {"form": form, "here": here})


@require_safe
def organization_detail(request, slug):
    organization = organizations.organization_for(request.actor, slug)
    context = {
        **frame(request, organization),
        "card": cards.organization_card(organization),
        "story": organizations.story_for(organization),
        "claim": claims.open_claim_of(request.actor, organization),
        "waiting_requests": len(members.requests_of(organization)),
    }
    return page(request, "organizations/organization_detail.html", context)


def organization_edit(request, slug):
    organization = organizations.organization_for(request.actor, slug)
    only(request, EDIT_ORGANIZATION, organization)
    told = forms.OrganizationForm.told(organization)
    form = forms.OrganizationForm(request.POST or None, initial=told)
    if request.method == "POST" and done(
        form,
        lambda: actions.edit_organization(
            organization=organization, facts=form.facts(), by=request.actor
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect("organizations:organization-detail", slug)
    broken = getattr(form, "broken", None)
    here = broken.organization if isinstance(broken, actions.AlreadyHere) else None
    context = {**frame(request, organization), "form": form, "here": here}
    return page(request, "organizations/organization_form.html", context)


@login_not_required
@require_safe
def organization_public(request, slug):
    organization = organizations.public_organization(slug)
    form = legal_forms().get(organization.legal_form)
    context = {
        "card": cards.organization_card(organization),
        "lead": form.label if form else "",
    }
    return page(request, "organizations/organization_public.html", context)


@require_safe
def place_suggest(request):
    found = find_places(request.GET.get("q", "")[:120], 8, "M")
    return JsonResponse([place.label for place in found], safe=False)
