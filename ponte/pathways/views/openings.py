"""The list of openings and one of them."""

from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.pathways import permissions
from ponte.pathways.queries import openings
from ponte.pathways.queries.choosing import bodies_of
from ponte.pathways.states import OpportunityState
from ponte.pathways.views.opening_shown import demand_shown, opening_shown
from ponte.pathways.views.showing import page_shown, state_shown


@require_safe
def opportunity_list(request):
    """My openings, those that moved last first."""
    wanted = request.GET.get("state", "")
    state = wanted if wanted in OpportunityState.values else ""
    found = openings.opportunity_list(request.actor, state=state, page=request.GET.get("page", "1"))
    context = {
        "lines": [
            {"opening": one, "state": state_shown(OpportunityState(one.state))} for one in found
        ],
        "page": page_shown(found),
        "states": OpportunityState.choices,
        "chosen": state,
        "may_search": bool(bodies_of(request.actor, permissions.SEARCH_COMPANIES)),
    }
    return render(request, "pathways/opportunity_list.html", context)


@require_safe
def opportunity_detail(request, pk: UUID):
    """One opening."""
    shown = openings.opportunity_page(request.actor, pk)
    context = {
        "shown": shown,
        "state": state_shown(shown.state),
        "facts": opening_shown(shown.opportunity, shown.seats_left),
        "demand": demand_shown(shown.opportunity.demand),
    }
    return render(request, "pathways/opportunity_detail.html", context)
