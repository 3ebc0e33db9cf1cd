"""Changing the terms: looked at first, then written; and taking an amendment back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.pathways import actions, permissions
from ponte.pathways.actions.agreements import preview
from ponte.pathways.forms.agreements import TermsForm
from ponte.pathways.queries.agreements import amendment_of, comparison
from ponte.pathways.queries.facts import agreement_in_force
from ponte.pathways.rules.agreements import PROOFS
from ponte.pathways.states import LegalBasis, PathwayState
from ponte.pathways.views.agreement_shown import changes_shown, text_shown, words_shown
from ponte.pathways.views.answering import done, page, tried
from ponte.pathways.views.sections import framed

_P = PathwayState


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_terms(request, pk: UUID):
    """The terms of the newest version; `show` looks at the text, `write` makes it."""
    frame = framed(request, pk, "agreement")
    action = _action(frame.pathway)
    permissions.require_case(request.actor, action, frame.pathway)
    newest = amendment_of(pk) or agreement_in_force(pk)
    if newest is None:
        raise Http404
    told = {"pathway": frame.pathway, "mine": frame.mine, "actor": request.actor}
    form = TermsForm(request.POST or None, agreement=newest, **told)
    draft = None
    if request.POST.get("then") == "show":
        done(form, lambda: None)
        draft = _looked_at(frame.pathway, form)
    elif request.method == "POST" and done(form, lambda: _written(request, frame, action, form)):
        messages.success(request, _("The new text waits for those it concerns."))
        return redirect("pathways:agreement-version", pk, form.outcome.version)
    return page(request, "pathways/agreement/terms.html", _context(frame, form, newest, draft))


def _action(pathway) -> str:
    return "revise_agreement" if pathway.state == _P.AGREEMENT_DRAFT else "amend_agreement"


def _written(request, frame, action: str, form):
    return getattr(actions, action)(pathway=frame.pathway, by=request.actor, **form.given())


def _looked_at(pathway, form):
    return None if form.errors else preview(pathway, form.given()["terms"])


def _context(frame, form, newest, draft) -> dict:
    compared = comparison(draft) if draft else None
    proofs = [{"label": LegalBasis(basis).label, "text": text} for basis, text in PROOFS.items()]
    return {
        **frame.context,
        "form": form,
        "newest": newest,
        "proofs": proofs,
        "is_amendment": frame.pathway.state != _P.AGREEMENT_DRAFT,
        "blocks": text_shown(draft),
        "compared": compared,
        "changes": changes_shown(compared),
        "runs": words_shown(compared),
    }


@require_POST
def amendment_withdraw(request, pk: UUID):
    """Take a proposed amendment back."""
    frame = framed(request, pk, "agreement")
    found = amendment_of(frame.pathway.pk)
    if found is not None:
        tried(
            request,
            lambda: actions.withdraw_amendment(agreement=found, by=request.actor),
            _("The amendment is withdrawn. What was in force stays in force."),
        )
    return redirect("pathways:agreement", pk)
