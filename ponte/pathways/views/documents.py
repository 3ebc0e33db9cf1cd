"""Papers of a case that nobody fills in: made of what is known, on the page and as tagged PDF."""

from collections.abc import Callable
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
from ponte.pathways.documents import Paper, candidate_paper, sharing_paper
from ponte.pathways.queries.candidate import candidate_sheet, may_read_candidate
from ponte.pathways.queries.sharing import may_read_sharing, sharing_note
from ponte.pathways.queries.special import Interface
from ponte.pathways.views.sections import Frame, framed
from ponte.pathways.views.sheet_frames import SECTION


@require_safe
def case_candidate(request, pk: UUID):
    """Who is proposed and why, and what the worker agreed to share."""
    frame = _frame(request, pk, may_read_candidate)
    return _shown(request, frame, _candidate(request, frame, Interface.PAGE), "candidate-pdf")


@require_safe
@pdf.makes_pdf
def candidate_pdf(request, pk: UUID):
    """The same to keep."""
    frame = _frame(request, pk, may_read_candidate)
    return _kept(_candidate(request, frame, Interface.PRINT), "candidate")


@require_safe
def case_sharing(request, pk: UUID):
    """What co-operative and service agreed before the worker was asked."""
    frame = _frame(request, pk, may_read_sharing)
    return _shown(request, frame, _sharing(request, frame, Interface.PAGE), "sharing-pdf")


@require_safe
@pdf.makes_pdf
def sharing_pdf(request, pk: UUID):
    """The same to keep."""
    frame = _frame(request, pk, may_read_sharing)
    return _kept(_sharing(request, frame, Interface.PRINT), "sharing")


def papers_of(frame: Frame) -> list[dict]:
    """Return the papers of a case for this reader: what they are called, and where."""
    case, mine = frame.pathway, frame.mine
    known = (
        ("case-candidate", _("Candidate sheet"), may_read_candidate(mine, case)),
        (
            "case-sharing",
            _("Note of the sharing meeting"),
            bool(case.shared_on) and may_read_sharing(mine, case),
        ),
    )
    return [
        {"label": label, "url": reverse(f"pathways:{name}", args=[case.pk])}
        for name, label, may in known
        if may
    ]


def _frame(request, pk: UUID, may_read: Callable) -> Frame:
    frame = framed(request, pk, SECTION)
    if not may_read(frame.mine, frame.pathway):
        raise Http404
    return frame


def _candidate(request, frame: Frame, through: str) -> Paper:
    told = {"by": request.actor, "language": get_language(), "through": through}
    return candidate_paper(candidate_sheet(frame.pathway, frame.mine, **told))


def _sharing(request, frame: Frame, through: str) -> Paper:
    told = {"by": request.actor, "through": through}
    return sharing_paper(sharing_note(frame.pathway, frame.mine, **told))


def _shown(request, frame: Frame, paper: Paper, pdf_name: str):
    case = frame.pathway.pk
    context = {
        **frame.context,
        "paper": paper,
        "pdf_url": reverse(f"pathways:{pdf_name}", args=[case]) if pdf.is_possible() else "",
        "list_url": reverse("pathways:sheet-list", args=[case]),
    }
    return render(request, "pathways/documents/case_paper.html", context)


def _kept(paper: Paper, name: str):
    context = {"paper": paper, "on": timezone.localdate()}
    html = render_to_string("pathways/documents/paper.html", context)
    return pdf.pdf_file(f"{paper.about}-{name}", html)
