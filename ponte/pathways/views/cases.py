"""The list of cases, and one case with its next steps."""

from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.pathways.queries.cases import case_list as cases_of
from ponte.pathways.queries.cases import tutors_of
from ponte.pathways.queries.page import case_page
from ponte.pathways.states import PathwayState
from ponte.pathways.views.sections import framed
from ponte.pathways.views.showing import facts_shown, page_shown, state_shown


@require_safe
def case_list(request):
    """My cases, those that moved last first."""
    asked = request.GET
    found = cases_of(
        request.actor,
        state=_number(asked.get("state")),
        tutor=_identifier(asked.get("tutor")),
        words=asked.get("q", ""),
        page=asked.get("page", "1"),
    )
    context = {
        "lines": [{"case": one, "state": state_shown(one.state)} for one in found.lines],
        "total": found.total,
        "page": page_shown(found.page),
        "states": [(str(state.value), state.label) for state in PathwayState],
        "tutors": [(str(pk), name) for pk, name in tutors_of(request.actor)],
        "asked": {name: asked.get(name, "") for name in ("state", "tutor", "q")},
    }
    return render(request, "pathways/case_list.html", context)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 4 else None


def _identifier(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@require_safe
def case_detail(request, pk: UUID):
    """One case, as far as this reader may see it."""
    frame = framed(request, pk, "case-detail")
    shown = case_page(frame.pathway, frame.mine)
    context = {**frame.context, "shown": shown, "facts": facts_shown(shown)}
    return render(request, "pathways/case_detail.html", context)
