"""Links and codes for who states something without an account, and the device handed over."""

from functools import partial
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.kit.limits.letters import count_letter
from ponte.pathways import actions, permissions
from ponte.pathways.forms.agreements import CodeForm
from ponte.pathways.queries.signers import signatory_of
from ponte.pathways.queries.statements import subject
from ponte.pathways.queries.statements_asked import text_of
from ponte.pathways.states import StatedOf
from ponte.pathways.views.answering import done, page, tried
from ponte.pathways.views.ending import LEADS, TITLES, opened
from ponte.pathways.views.sections import Frame
from ponte.pathways.views.signers import VERBS, printed


@require_POST
def ending_verb(request, pk: UUID, of: str, signatory: UUID, verb: str):
    """Send a link, send or print a code."""
    frame, of = opened(request, pk, of)
    one = signatory_of(frame.pathway, signatory)
    if verb == "print":
        return printed(request, frame, one, of.value)
    if verb not in ("link", "code"):
        raise Http404
    tried(request, partial(_sent, request, verb, one, of), str(VERBS[verb]))
    return redirect("pathways:case-ending", pk, of.value)


def _sent(request, verb: str, one, of: StatedOf) -> None:
    count_letter(by=request.actor, limit="officer")
    send = actions.send_signing_link if verb == "link" else actions.send_signing_code
    send(signatory=one, by=request.actor, of=of.value)


@require_http_methods(["GET", "HEAD", "POST"])
def ending_here(request, pk: UUID, of: str, signatory: UUID):
    """What is stated, and a field for the code that only the speaker has."""
    frame, of = opened(request, pk, of)
    permissions.require_case(request.actor, "sign_by_code", frame.pathway)
    one = signatory_of(frame.pathway, signatory)
    form = CodeForm(request.POST or None, initial={"seen": subject(frame.pathway.pk, of)})
    if request.method == "POST" and done(form, partial(_by_code, request, one, of, form)):
        if form.outcome is not None:
            return redirect("pathways:case-ending", pk, of.value)
        form.add_error("code", _("This is not the code. After five tries it is dead."))
    return page(request, "pathways/ending_here.html", _context(request, frame, of, one, form))


def _by_code(request, one, of: StatedOf, form):
    told = {"signatory": one, "of": of.value, **form.cleaned_data}
    return actions.state_by_code(by=request.actor, **told)


def _context(request, frame: Frame, of: StatedOf, one, form) -> dict:
    return {
        **frame.context,
        "one": one,
        "of": of.value,
        "title": TITLES[of],
        "lead": LEADS[of],
        "blocks": text_of(frame.pathway, of, one.party, by=request.actor),
        "form": form,
    }
