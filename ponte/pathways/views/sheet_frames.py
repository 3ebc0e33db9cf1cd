"""The frame around a sheet: its case with the tabs, or its opening; and the sheet in words."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from ponte.pathways.models import Document, Opportunity
from ponte.pathways.permissions.audiences import Keys, own_offers
from ponte.pathways.queries.openings import opportunity_for
from ponte.pathways.queries.sheet_words import parts_of, said
from ponte.pathways.queries.sheets import Sheet
from ponte.pathways.states import Completion, OpportunityState
from ponte.pathways.views.sections import framed
from ponte.pathways.views.showing import state_shown
from ponte.pathways.views.worker_pages import yard

SECTION = "sheet-list"
CASE_FRAME = "pathways/case_frame.html"
OPENING_FRAME = "pathways/sheets/opening_frame.html"
SITTING_FRAME = "pathways/worker/sitting.html"


def around(request: HttpRequest, document: Document) -> dict:
    """Return what the frame of a sheet's page needs."""
    if document.pathway_id:
        return {**framed(request, document.pathway_id, SECTION).context, "frame": CASE_FRAME}
    return around_opening(document.opportunity)


def around_step(request: HttpRequest, sheet: Sheet) -> dict:
    """Return the frame of a step: on the worker's phone, or on the tutor's beside the worker."""
    if sheet.is_own_sitting:
        return {**yard(request, sheet.document.pathway_id).context, "frame": SITTING_FRAME}
    return around(request, sheet.document)


def home_of(sheet: Sheet) -> str:
    """Return where filling in begins and stops."""
    if sheet.is_own_sitting:
        return reverse("pathways:worker-assessment", args=[sheet.document.pathway_id])
    return reverse("pathways:sheet", args=[sheet.document.pk])


def offer_url(request: HttpRequest, opening: Opportunity) -> str:
    """Return where the worker's side reads the sheets of an opening."""
    return reverse("pathways:worker-job", args=[own_offers(request.actor, opening)[0].pk])


def around_opening(opening: Opportunity) -> dict:
    """Return the frame of an opening."""
    state = state_shown(OpportunityState(opening.state))
    return {"opening": opening, "state": state, "frame": OPENING_FRAME}


def opening_of(request: HttpRequest, pk: UUID) -> Opportunity:
    """Return an opening of the reader's, or 404."""
    return opportunity_for(request.actor, pk)


def list_url(document: Document) -> str:
    """Return the address of the list that a sheet belongs to."""
    if document.pathway_id:
        return reverse("pathways:sheet-list", args=[document.pathway_id])
    return reverse("pathways:opening-sheet-list", args=[document.opportunity_id])


def is_easy(keys: Keys) -> bool:
    """Say whether a sheet is asked in easy words: to the worker, and to nobody else."""
    return keys.readers == {"worker"}


def reading(sheet: Sheet) -> dict:
    """Return a sheet in words: the same for its page, its paper and its PDF."""
    language = get_language()
    return {
        "title": said(sheet.spec.title, language),
        "intro": said(sheet.spec.intro, language),
        "document": sheet.document,
        "mood": "good" if sheet.document.state == Completion.COMPLETE else "waiting",
        "parts": parts_of(
            sheet.spec,
            sheet.answers,
            sheet.unread,
            sheet.asked,
            language,
            easy=is_easy(sheet.keys),
        ),
    }
