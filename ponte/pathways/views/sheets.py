"""The sheets of a case or of an opening: the list, one to read, one to begin, several compared."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ponte.kit import pdf
from ponte.kit.audit.models import Interface
from ponte.kit.errors import RuleBroken
from ponte.kit.lists import csv_file
from ponte.pathways import actions
from ponte.pathways.permissions.audiences import WORKER_ALONE
from ponte.pathways.queries import sheet_series, sheets
from ponte.pathways.queries.sheet_beginnings import beginning
from ponte.pathways.queries.sheet_files import files_of
from ponte.pathways.queries.sheet_sittings import clock_of, sittings_of
from ponte.pathways.queries.sheet_words import said
from ponte.pathways.rules import instruments
from ponte.pathways.rules.scans import ACCEPTED
from ponte.pathways.states import FileOrigin, Instrument, Occasion
from ponte.pathways.views import sheet_frames
from ponte.pathways.views.documents import papers_of
from ponte.pathways.views.sections import framed
from ponte.pathways.views.sheet_missing import missing_of
from ponte.pathways.views.sheet_sittings import WITH

OCCASIONS = (Occasion.START, Occasion.MIDDLE, Occasion.END)


@require_safe
def sheet_list(request, pk: UUID):
    """The sheets of a case."""
    frame = framed(request, pk, sheet_frames.SECTION)
    kinds = sheets.kinds_of_case(frame.pathway, frame.mine)
    context = {**frame.context, "frame": sheet_frames.CASE_FRAME, "pk": pk, "prefix": ""}
    context["papers"] = papers_of(frame)
    return render(request, "pathways/sheets/sheet_list.html", {**context, **_listed(kinds)})


@require_safe
def opening_sheet_list(request, pk: UUID):
    """The sheets of an opening."""
    opening = sheet_frames.opening_of(request, pk)
    kinds = sheets.kinds_of_opening(request.actor, opening)
    context = {**sheet_frames.around_opening(opening), "pk": pk, "prefix": "opening-"}
    context["papers"] = []
    return render(request, "pathways/sheets/sheet_list.html", {**context, **_listed(kinds)})


def _listed(kinds) -> dict:
    language = get_language()
    return {
        "kinds": [
            {
                "kind": one,
                "title": said(instruments.newest(one.instrument).title, language),
                "intro": said(instruments.newest(one.instrument).intro, language),
            }
            for one in kinds
        ]
    }


@require_safe
def sheet_detail(request, sheet: UUID):
    """One sheet to read, as far as it is this reader's."""
    found = sheets.sheet_for(request.actor, sheet)
    if found.document.opportunity_id and found.keys.readers == WORKER_ALONE:
        return redirect(sheet_frames.offer_url(request, found.document.opportunity))
    context = {
        **sheet_frames.around(request, found.document),
        **sheet_frames.reading(found),
        "sheet": found,
        "missing": missing_of(found),
        "others": sheets.others_of(found, request.actor),
        "files": files_of(found),
        "list_url": sheet_frames.list_url(found.document),
        "origins": (FileOrigin.PAPER, FileOrigin.ELSEWHERE),
        "accepted": ACCEPTED,
        "pdf_is_made": pdf.is_possible(),
        "today": timezone.localdate(),
        **_meetings(found),
    }
    return render(request, "pathways/sheets/sheet_detail.html", context)


def _meetings(found: sheets.Sheet) -> dict:
    if not found.spec.one_at_a_time:
        return {}
    return {"sittings": sittings_of(found.document), "clock": clock_of(found), "present": WITH}


def _instrument(code: str) -> Instrument:
    if code not in Instrument.values or instruments.newest(code) is None:
        raise Http404
    return Instrument(code)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_begin(request, pk: UUID, instrument: str):
    """Begin a sheet of a case."""
    frame = framed(request, pk, sheet_frames.SECTION)
    if instrument == Instrument.AGREEMENT:
        return redirect("pathways:agreement", pk)
    context = {**frame.context, "frame": sheet_frames.CASE_FRAME}
    back = reverse("pathways:sheet-list", args=[pk])
    return _begin(request, frame.pathway, _instrument(instrument), context, back)


@require_http_methods(["GET", "HEAD", "POST"])
def opening_sheet_begin(request, pk: UUID, instrument: str):
    """Begin a sheet of an opening."""
    opening = sheet_frames.opening_of(request, pk)
    context = sheet_frames.around_opening(opening)
    back = reverse("pathways:opening-sheet-list", args=[pk])
    return _begin(request, opening, _instrument(instrument), context, back)


def _begin(request, of, instrument: Instrument, context: dict, back: str):
    if not sheets.answerable(request.actor, of, instrument):
        raise Http404
    if request.method == "POST":
        return _begun(request, of, instrument, back)
    spec = instruments.newest(instrument)
    shown = {
        "title": said(spec.title, get_language()),
        "intro": said(spec.intro, get_language()),
        "occasions": OCCASIONS if instrument == Instrument.OBSERVATION else (),
        "list_url": back,
    }
    return render(request, "pathways/sheets/sheet_begin.html", {**context, **shown})


def _begun(request, of, instrument: Instrument, back: str):
    occasion = request.POST.get("occasion", "")
    is_known = instrument == Instrument.OBSERVATION and occasion in Occasion.values
    occasion = occasion if is_known else ""
    told = {
        "occasion": occasion,
        "answers": beginning(request.actor, of, instrument, occasion),
    }
    try:
        made = actions.save_document(of=of, instrument=instrument, by=request.actor, **told)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect(back)
    return redirect("pathways:sheet-fill", made.pk)


@require_safe
def sheet_compare(request, pk: UUID, instrument: str):
    """The same sheet over time: pictures with their tables."""
    frame = framed(request, pk, sheet_frames.SECTION)
    shown = {
        "compared": _compared(request, frame, instrument),
        "list_url": reverse("pathways:sheet-list", args=[pk]),
        "file_url": reverse("pathways:sheet-compare-file", args=[pk, instrument]),
    }
    context = {**frame.context, "frame": sheet_frames.CASE_FRAME, **shown}
    return render(request, "pathways/sheets/sheet_compare.html", context)


@require_safe
def sheet_compare_file(request, pk: UUID, instrument: str):
    """The same tables as one file: a line an item, a column a moment."""
    frame = framed(request, pk, sheet_frames.SECTION)
    found = _compared(request, frame, instrument, through=Interface.EXPORT)
    item, *moments = found.columns
    header = [_("Part"), item or _("Question"), *moments]
    rows = [
        [picture.caption, *cells, int(change) if change[:1] in ("+", "-") else change]
        for picture in found.pictures
        for *cells, change in picture.rows
    ]
    return csv_file(f"{frame.pathway.code}-{instrument}-compared", header, rows)


def _compared(request, frame, instrument: str, through: str = Interface.PAGE):
    told = (request.actor, frame.pathway, frame.mine, _instrument(instrument))
    found = sheet_series.compared(*told, through=through)
    if found is None:
        raise Http404
    return found
