"""The worker's part of the skills assessment: where am I, go on, have a break, stop for today."""

from uuid import UUID

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ponte.pathways.queries.sheet_sittings import clock_of, own_part, own_sheet
from ponte.pathways.queries.sheet_words import said
from ponte.pathways.queries.sheets import Sheet
from ponte.pathways.views.worker_pages import yard


@require_safe
def worker_assessment(request, pk: UUID):
    """How far the questions are, and the way on; the same alone and with the tutor beside."""
    own = yard(request, pk)
    found = own_sheet(own.pathway, by=request.actor)
    context = {**own.context, "sheet": found, **(_shown(found) if found else {})}
    return render(request, "pathways/worker/assessment.html", context)


def _shown(found: Sheet) -> dict:
    return {
        "title": said(found.spec.title, get_language()),
        "intro": said(found.spec.intro, get_language()),
        "document": found.document,
        "clock": clock_of(found),
        "part": own_part(found),
    }
