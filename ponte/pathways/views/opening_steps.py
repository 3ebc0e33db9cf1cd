"""An opening is taken, corrected and moved on: one page a step, and one table of them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ponte.pathways import actions, permissions
from ponte.pathways.forms import openings as forms
from ponte.pathways.queries.choosing import body_of
from ponte.pathways.queries.openings import opportunity_page
from ponte.pathways.states import OpportunityState
from ponte.pathways.views.answering import done, page, sent
from ponte.pathways.views.showing import state_shown


@dataclass(frozen=True, slots=True)
class Way:
    """How one step is taken, by whoever searches or, for some, by the office that places."""

    form: type[forms.OpeningForm]
    act: Callable
    permission: str = permissions.SEARCH_COMPANIES


PLACE = permissions.PLACE_WORKERS
WAYS = {
    "contact_company": Way(forms.PlainForm, actions.contact_company),
    "interview_company": Way(forms.PointsForm, actions.interview_company),
    "edit_opportunity": Way(forms.PointsForm, actions.edit_opportunity),
    "find_available": Way(forms.PlainForm, actions.find_available),
    "find_not_available": Way(forms.ReasonForm, actions.find_not_available),
    "draft_profile": Way(forms.DemandForm, actions.draft_profile),
    "validate_profile": Way(forms.PlainForm, actions.validate_profile, PLACE),
    "open_opportunity": Way(forms.OpenForm, actions.open_opportunity, PLACE),
    "fill_opportunity": Way(forms.PlainForm, actions.fill_opportunity, PLACE),
    "withdraw_opportunity": Way(forms.ReasonForm, actions.withdraw_opportunity),
}


def opportunity_lead(request):
    """Take a lead: a company that may open a place."""
    if not permissions.bodies_of(request.actor, permissions.SEARCH_COMPANIES):
        permissions.require(request.actor, permissions.SEARCH_COMPANIES)
    form = forms.LeadForm(sent(request), actor=request.actor)
    if done(form, lambda: _lead(request, form)):
        messages.success(request, _("The lead is taken. Now reach the company."))
        return redirect("pathways:opportunity-detail", form.outcome.pk)
    return page(request, "pathways/opportunity_lead.html", {"form": form})


def _lead(request, form):
    data = dict(form.cleaned_data)
    office, searched_by = body_of(data.pop("office")), body_of(data.pop("searched_by"))
    return actions.take_lead(office=office, searched_by=searched_by, by=request.actor, **data)


def opportunity_step(request, pk: UUID, action: str):
    """Show what a step asks for; take it."""
    if action not in WAYS:
        raise Http404
    way, shown = WAYS[action], opportunity_page(request.actor, pk)
    opening = shown.opportunity
    bodies = [opening.office_id]
    if way.permission == permissions.SEARCH_COMPANIES:
        bodies.append(opening.searched_by_id)
    permissions.require(request.actor, way.permission, *bodies)
    form = way.form(sent(request), opening=opening)
    if _is_stale(form):
        return _shown(request, shown, action, form, status=409)
    if done(form, lambda: way.act(opportunity=opening, by=request.actor, **form.given())):
        messages.success(request, _("Done."))
        return redirect("pathways:opportunity-detail", pk)
    return _shown(request, shown, action, form)


def _is_stale(form: forms.OpeningForm) -> bool:
    seen = form.data.get("seen", "")
    return bool(seen) and seen != form.fields["seen"].initial


def _shown(request, shown, action: str, form, *, status: int = 0):
    """A form that came too late is shown with what was typed, for the opening as it is now."""
    if status:
        form.data = form.data.copy()
        form.data["seen"] = form.fields["seen"].initial
    context = {
        "shown": shown,
        "state": state_shown(OpportunityState(shown.opportunity.state)),
        "step": next((one for one in shown.steps if one.action == action), None),
        "form": form,
        "is_late": bool(status),
    }
    return page(request, "pathways/opportunity_step.html", context, status=status)
