"""The candidate sheet of a case, on the page and as tagged PDF."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.kit import pdf
from ponte.pathways.documents import Paper, candidate_paper
from ponte.pathways.queries.candidate import candidate_sheet, may_read_candidate
from ponte.pathways.queries.special import Interface
from ponte.pathways.views.sections import Frame, framed
from ponte.pathways.views.sheet_frames import SECTION


@require_safe
def case_candidate(request, pk: UUID):
    """Who is proposed and why, and what the worker agreed to share."""
    frame = _frame(request, pk)
    pdf_url = reverse("pathways:candidate-pdf", args=[pk]) if pdf.is_possible() else ""
    context = {"pdf_url": pdf_url, "list_url": reverse("pathways:sheet-list", args=[pk])}
    paper = _paper(request, frame, Interface.PAGE)
    return render(
        request,
        "pathways/documents/case_paper.html",
        {**frame.context, **context, "paper": paper},
    )


@require_safe
@pdf.makes_pdf
def candidate_pdf(request, pk: UUID):
    """The same to keep."""
    paper = _paper(request, _frame(request, pk), Interface.PRINT)
    context = {"paper": paper, "on": timezone.localdate()}
    html = render_to_string("pathways/documents/paper.html", context)
    return pdf.pdf_file(f"{paper.about}-candidate", html)


def papers_of(frame: Frame) -> list[dict]:
    """Return the papers of a case that nobody fills in: made of what is known, as it stands."""
    if not may_read_candidate(frame.mine, frame.pathway):
        return []
    url = reverse("pathways:case-candidate", args=[frame.pathway.pk])
    return [{"label": _("Candidate sheet"), "url": url}]


def _frame(request, pk: UUID) -> Frame:
    frame = framed(request, pk, SECTION)
    if not may_read_candidate(frame.mine, frame.pathway):
        raise Http404
    return frame


def _paper(request, frame: Frame, through: str) -> Paper:
    told = {"by": request.actor, "language": get_language(), "through": through}
    return candidate_paper(candidate_sheet(frame.pathway, frame.mine, **told))
