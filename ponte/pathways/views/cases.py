"""One case with its next steps."""

from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.pathways.queries.page import case_page
from ponte.pathways.views.sections import framed
from ponte.pathways.views.showing import facts_shown


@require_safe
def case_detail(request, pk: UUID):
    """One case, as far as this reader may see it."""
    frame = framed(request, pk, "case-detail")
    shown = case_page(frame.pathway, frame.mine)
    context = {**frame.context, "shown": shown, "facts": facts_shown(shown)}
    return render(request, "pathways/case_detail.html", context)
