"""The desk's pages of what a worker said yes to: how it stands, and what came on paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ponte.kit.downloads import download
from ponte.pathways.actions.paper_consents import record_paper_withdrawal
from ponte.pathways.actions.papers import write_paper_consent
from ponte.pathways.forms.consents import PaperConsentForm
from ponte.pathways.queries import consents
from ponte.pathways.rules.consents import question
from ponte.pathways.rules.scans import ENDINGS
from ponte.pathways.views.answering import done, page
from ponte.pathways.views.sections import framed_for_papers

WAITS = gettext_lazy("Written down. It counts once somebody else of the office has looked at it.")


@require_safe
@never_cache
def case_consents(request, pk: UUID):
    """Every question with the worker's answer: to look at before anything is shown or asked."""
    frame = framed_for_papers(request, pk)
    worker = frame.pathway.worker
    choices = consents.choices_of(worker, get_language())
    context = {**frame.context, "choices": choices, "papers": consents.papers_of(worker)}
    return render(request, "pathways/case_consents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def case_consent_paper(request, pk: UUID, purpose: str, recipient: str):
    """Write down what a paper says."""
    frame, asked = framed_for_papers(request, pk), question(purpose, recipient)
    if asked is None:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperConsentForm(*sent, asked=asked, language=get_language())
    told = {"pathway": frame.pathway, "purpose": purpose, "recipient": recipient}

    def work():
        act = write_paper_consent if form.is_yes else record_paper_withdrawal
        return act(by=request.actor, **told, **form.given())

    if form.is_bound and done(form, work):
        if form.is_yes:
            messages.success(request, str(WAITS))
            return redirect("pathways:case-papers", pk)
        messages.success(request, _("Written down. It counts from now on."))
        return redirect("pathways:case-consents", pk)
    words = {"text": asked.said(get_language(), easy=False), "asked": asked}
    return page(request, "pathways/case_consent.html", {**frame.context, **words, "form": form})


@require_safe
def case_consent_scan(request, pk: UUID, paper: UUID):
    """The scan of a paper, to prove what was said."""
    frame = framed_for_papers(request, pk)
    found, content = consents.scan_for(request.actor, frame.pathway, paper)
    name = f"consent-{found.signed_on:%Y-%m-%d}{ENDINGS[found.media]}"
    return download(content, media=found.media, name=name)
