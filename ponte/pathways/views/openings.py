"""The list of openings and one of them."""

from uuid import UUID

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ponte.kit.lines import one_line
from ponte.kit.lists import page_shown
from ponte.pathways import permissions
from ponte.pathways.queries import openings
from ponte.pathways.rules import match_words as words
from ponte.pathways.rules.finding import LONGEST, finder
from ponte.pathways.rules.skills import find_skills
from ponte.pathways.states import OpportunityState
from ponte.pathways.views.opening_shown import demand_shown, opening_shown
from ponte.pathways.views.showing import state_shown

MOST = 10


@require_safe
def opportunity_list(request):
    """My openings, those that moved last first."""
    wanted, work = request.GET.get("state", ""), request.GET.get("work", "").strip()
    state = wanted if wanted in OpportunityState.values else ""
    asked = [one.id for one in finder().asked(work, get_language(), MOST)] if work else None
    page = request.GET.get("page", "1")
    found = openings.opportunity_list(request.actor, state=state, work=asked, page=page)
    context = {
        "lines": _lines(found),
        "page": page_shown(found),
        "states": OpportunityState.choices,
        "chosen": state,
        "work": one_line(work)[:LONGEST],
        "may_search": bool(permissions.bodies_of(request.actor, permissions.SEARCH_COMPANIES)),
    }
    return render(request, "pathways/opportunity_list.html", context)


def _lines(found) -> list[dict]:
    work = openings.occupations_of(found)
    return [
        {
            "opening": one,
            "state": state_shown(OpportunityState(one.state)),
            "occupation": words.occupation(work.get(one.pk, "")),
        }
        for one in found
    ]


@require_safe
def occupation_suggest(request):
    """Occupations that fit what is being typed, in the reader's words; nothing about anybody."""
    language = get_language()
    found = finder().find(request.GET.get("q", ""), language, MOST)
    return JsonResponse([finder().label(one, language) for one in found], safe=False)


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


@require_safe
def skill_suggest(request):
    """Skills of ESCO that fit what is being typed; nothing about anybody."""
    return JsonResponse(find_skills(request.GET.get("q", ""), get_language()), safe=False)
