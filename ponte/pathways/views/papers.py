"""Papers that wait for a second person: looked at, confirmed, dropped."""

from functools import partial
from uuid import UUID

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ponte.kit.downloads import download
from ponte.pathways import actions
from ponte.pathways.queries import papers
from ponte.pathways.rules.scans import ENDINGS
from ponte.pathways.views.answering import tried
from ponte.pathways.views.sections import framed_for_papers


@require_safe
@never_cache
def case_papers(request, pk: UUID):
    """What waits."""
    frame = framed_for_papers(request, pk)
    found = papers.papers_waiting_in(frame.pathway, frame.mine, by=request.actor)
    return render(request, "pathways/case_papers.html", {**frame.context, "papers": found})


@require_safe
def paper_scan(request, pk: UUID, word: UUID):
    """The scan, to compare with what was written down."""
    frame = framed_for_papers(request, pk)
    found = papers.paper_word_of(frame.pathway, word)
    content = papers.scan_for_word(request.actor, frame.pathway, found)
    name = f"paper-{found.signed_on:%Y-%m-%d}{ENDINGS[found.media]}"
    return download(content, media=found.media, name=name)


@require_POST
def paper_confirm(request, pk: UUID, word: UUID):
    """It says so."""
    found = papers.paper_word_of(framed_for_papers(request, pk).pathway, word)
    act = partial(actions.confirm_paper, word=found, by=request.actor)
    tried(request, act, _("Confirmed: it counts from now on."))
    return redirect("pathways:case-papers", pk)


@require_POST
def paper_drop(request, pk: UUID, word: UUID):
    """It does not."""
    found = papers.paper_word_of(framed_for_papers(request, pk).pathway, word)
    act = partial(actions.drop_paper, word=found, by=request.actor)
    tried(request, act, _("Taken away: it never counted."))
    return redirect("pathways:case-papers", pk)
