"""Signing on a device that somebody hands over, and recording what was signed on paper."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.pathways import actions, permissions
from ponte.pathways.forms.agreements import CodeForm, PaperForm
from ponte.pathways.queries.agreements import text_up_for_signing
from ponte.pathways.queries.signers import signatory_of
from ponte.pathways.views.agreement_shown import text_shown
from ponte.pathways.views.answering import done, page
from ponte.pathways.views.case_consents import WAITS
from ponte.pathways.views.sections import framed


@require_http_methods(["GET", "HEAD", "POST"])
def code_signature(request, pk: UUID, signatory: UUID):
    """The text and a field for the code that only the signer has."""
    frame = framed(request, pk, "agreement")
    permissions.require_case(request.actor, "sign_by_code", frame.pathway)
    one = signatory_of(frame.pathway, signatory)
    text = text_up_for_signing(frame.pathway)
    form = CodeForm(request.POST or None, initial={"seen": text.text_hash if text else ""})
    if request.method == "POST" and done(form, lambda: _by_code(request, one, form)):
        if form.outcome is not None:
            return redirect("pathways:signature-receipt", pk, form.outcome.pk)
        form.add_error("code", _("This is not the code. After five tries it is dead."))
    context = {**frame.context, "one": one, "text": text, "form": form, "blocks": text_shown(text)}
    return page(request, "pathways/agreement/beside.html", context)


def _by_code(request, one, form):
    return actions.sign_by_code(signatory=one, by=request.actor, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_signature(request, pk: UUID):
    """Record a signature given on paper, by the code that is printed on the sheet."""
    frame = framed(request, pk, "agreement")
    permissions.require_case(request.actor, "write_paper_signature", frame.pathway)
    text = text_up_for_signing(frame.pathway)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and text and done(form, lambda: _on_paper(request, text, form)):
        messages.success(request, str(WAITS))
        return redirect("pathways:case-papers", pk)
    context = {**frame.context, "text": text, "form": form}
    return page(request, "pathways/agreement/paper.html", context)


def _on_paper(request, text, form):
    return actions.write_paper_signature(agreement=text, by=request.actor, **form.given())
