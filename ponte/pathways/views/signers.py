"""Who signs for each party, and the links and codes made for them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.limits.letters import count_letter
from ponte.pathways import actions
from ponte.pathways.forms.agreements import SignatoryForm
from ponte.pathways.queries.agreement_page import agreement_page
from ponte.pathways.queries.signers import signatory_of
from ponte.pathways.queries.statements_asked import is_stated_now
from ponte.pathways.views.agreement_shown import sent_shown
from ponte.pathways.views.answering import done, page, tried
from ponte.pathways.views.sections import framed

MAY = ("name_signatory", "send_signing_link", "issue_signing_code", "sign_by_code")


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_signers(request, pk: UUID):
    """Everybody who is named to sign, what was sent to them, and how far it came."""
    frame = framed(request, pk, "agreement")
    may = {name: frame.mine.may(name) for name in MAY}
    if not any(may.values()):
        raise Refused("pathways.agreement_signers")
    form = SignatoryForm(request.POST or None)
    if request.method == "POST" and done(form, lambda: _named(request, frame, form)):
        messages.success(request, _("Named. Now send a link, make a code, or print the sheet."))
        return redirect("pathways:agreement-signers", pk)
    shown = agreement_page(frame.pathway, frame.mine, request.actor)
    lines = [
        {"signer": one, "sent": [sent_shown(each) for each in one.sent]} for one in shown.signers
    ]
    context = {**frame.context, "shown": shown, "lines": lines, "form": form, "may": may}
    context["may_name"] = shown.is_open or is_stated_now(frame.pathway)
    return page(request, "pathways/agreement/signers.html", context)


def _named(request, frame, form):
    return actions.name_signatory(pathway=frame.pathway, by=request.actor, **form.cleaned_data)


@require_POST
def signer_verb(request, pk: UUID, signatory: UUID, verb: str):
    """Send a link, send or print a code, take either back, or end the naming."""
    frame = framed(request, pk, "agreement")
    if verb not in VERBS:
        raise Http404
    one = signatory_of(frame.pathway, signatory)
    if verb == "print":
        return printed(request, frame, one)
    said = VERBS[verb]
    tried(request, lambda: _do(request, verb, one), str(said) if said else "")
    return redirect("pathways:agreement-signers", pk)


def _do(request, verb: str, one) -> None:
    if verb in ("link", "code"):
        count_letter(by=request.actor, limit="officer")
    if verb == "link":
        actions.send_signing_link(signatory=one, by=request.actor)
    elif verb == "code":
        actions.send_signing_code(signatory=one, by=request.actor)
    elif verb == "end":
        actions.end_signatory(signatory=one, by=request.actor)
    else:
        for each in one.passes.filter(used_at__isnull=True, revoked_at__isnull=True):
            actions.revoke_signing_pass(signing_pass=each, by=request.actor)


def printed(request, frame, one, of: str = ""):
    """The code stands on this answer alone: it is kept nowhere, and never shown again."""
    try:
        issued = actions.issue_signing_code(signatory=one, by=request.actor, of=of)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        if of:
            return redirect("pathways:case-ending", frame.pathway.pk, of)
        return redirect("pathways:agreement-signers", frame.pathway.pk)
    code = f"{issued.code[:4]} {issued.code[4:]}"
    context = {**frame.context, "one": one, "code": code, "until": issued.signing_pass.expires_at}
    response = render(request, "pathways/agreement/code_letter.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


VERBS = {
    "link": gettext_lazy("The link is on its way."),
    "code": gettext_lazy("The code is on its way to the signer alone."),
    "print": "",
    "revoke": gettext_lazy("What was sent is worthless now."),
    "end": gettext_lazy("This person need not sign any more."),
}
