"""Sheets on paper: tagged PDF as on the page, empty sheets with a code, scans in and out."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.kit import pdf
from ponte.kit.downloads import download
from ponte.kit.errors import RuleBroken
from ponte.kit.qr import code_of
from ponte.pathways import actions
from ponte.pathways.forms.sheets import content_of
from ponte.pathways.queries.sheet_blanks import blank_parts
from ponte.pathways.queries.sheet_files import file_for
from ponte.pathways.queries.sheet_words import said
from ponte.pathways.queries.sheets import blank_sheet, sheet_for
from ponte.pathways.queries.special import Interface
from ponte.pathways.states import FileOrigin, Instrument
from ponte.pathways.views import sheet_frames
from ponte.pathways.views.sections import framed

SCANS = (FileOrigin.PAPER, FileOrigin.ELSEWHERE)


@require_safe
@pdf.makes_pdf
def sheet_pdf(request, sheet: UUID):
    """The sheet as its reader has it, as a tagged PDF."""
    found = sheet_for(request.actor, sheet, through=Interface.PRINT)
    thing = found.document.pathway or found.document.opportunity
    address = request.build_absolute_uri(reverse("pathways:sheet", args=[sheet]))
    context = {**sheet_frames.reading(found), "code": code_of(address), "about": _code(thing)}
    name = f"{_code(thing)}-{found.document.instrument}"
    return pdf.pdf_file(name, render_to_string("pathways/sheets/paper.html", context))


def _code(thing) -> str:
    return getattr(thing, "code", "") or _("Opening")


@require_safe
def sheet_blank(request, pk: UUID, instrument: str):
    """An empty sheet of a case, for paper."""
    frame = framed(request, pk, sheet_frames.SECTION)
    context = {**frame.context, "frame": sheet_frames.CASE_FRAME}
    return _blank(request, frame.pathway, instrument, context, "sheet")


@require_safe
def opening_sheet_blank(request, pk: UUID, instrument: str):
    """An empty sheet of an opening, for paper."""
    opening = sheet_frames.opening_of(request, pk)
    context = sheet_frames.around_opening(opening)
    return _blank(request, opening, instrument, context, "opening-sheet")


def _blank(request, of, instrument: str, context: dict, prefix: str):
    if instrument not in Instrument.values:
        raise Http404
    spec, language = blank_sheet(request.actor, of, Instrument(instrument)), get_language()
    address = reverse(f"pathways:{prefix}-begin", args=[of.pk, instrument])
    shown = {
        "title": said(spec.title, language),
        "intro": said(spec.intro, language),
        "parts": blank_parts(spec, language),
        "code": code_of(request.build_absolute_uri(address)),
        "about": _code(of),
        "version": spec.version,
        "list_url": reverse(f"pathways:{prefix}-list", args=[of.pk]),
        "pdf_is_made": pdf.is_possible(),
    }
    if request.GET.get("as") == "pdf" and pdf.is_possible():
        name = f"{_code(of)}-{instrument}-{_('empty')}"
        return pdf.pdf_file(name, render_to_string("pathways/sheets/paper_blank.html", shown))
    return render(request, "pathways/sheets/sheet_blank.html", {**context, **shown})


@require_POST
def sheet_attach(request, sheet: UUID):
    """Keep a scan with its sheet."""
    found = sheet_for(request.actor, sheet)
    if not found.is_whole or request.POST.get("origin") not in SCANS:
        raise Http404
    try:
        actions.attach_file(document=found.document, by=request.actor, **_sent(request))
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The scan is kept with the sheet."))
    return redirect("pathways:sheet", sheet)


def _sent(request) -> dict:
    """What was sent with a scan."""
    sent = request.FILES.get("file")
    if sent is None:
        raise RuleBroken(_("Choose a file."), field="file")
    return {
        "origin": request.POST["origin"],
        "name": sent.name,
        "content": content_of(sent),
        "obtained_on": _day(request.POST.get("obtained_on", "")),
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RuleBroken(_("Write a day that exists, like 31/12/2026.")) from None


@require_safe
def sheet_file(request, sheet: UUID, file: UUID):
    """A file of a sheet, to who reads the whole sheet."""
    found, name, content = file_for(request.actor, sheet, file)
    return download(content, media=found.media, name=name)
