"""The office's side of data protection: what workers ask, what falls due, what is held."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ponte.kit.errors import RuleBroken
from ponte.pathways.actions.retention import end_hold, hold_case
from ponte.pathways.actions.rights import answer_request, lift_restriction
from ponte.pathways.forms.rights import AnswerForm, HoldForm, LiftForm
from ponte.pathways.queries import retention as kept
from ponte.pathways.queries import rights
from ponte.pathways.views.answering import done, page


@require_safe
def rights_list(request):
    """What workers ask of my office."""
    rights.offices_of(request.actor)
    asked = rights.requests_for(request.actor)
    return render(request, "pathways/mine/office_requests.html", {"asked": asked})


@require_http_methods(["GET", "HEAD", "POST"])
def rights_detail(request, pk: UUID):
    """One request, and its answer; or the end of what it holds up."""
    found, asked = rights.request_for(request.actor, pk)
    if asked.holds_up and not asked.is_open:
        return _lift(request, found, asked)
    form = AnswerForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            answer_request(request=found, by=request.actor, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, _("Answered: the worker reads it on their page."))
            return redirect("pathways:rights-list")
    context, status = {"asked": asked, "form": form}, 422 if form.is_bound else 200
    return render(request, "pathways/mine/office_request.html", context, status=status)


def _lift(request, found, asked):
    form = LiftForm(request.POST or None)
    if form.is_bound and done(
        form, lambda: lift_restriction(request=found, by=request.actor, **form.cleaned_data)
    ):
        messages.success(request, _("Lifted: the worker reads it on their page."))
        return redirect("pathways:rights-list")
    return page(request, "pathways/mine/office_request.html", {"asked": asked, "form": form})


@require_safe
def retention(request):
    """What falls due in the next ninety days, what is held, and the certificates."""
    offices = rights.offices_of(request.actor)
    context = {
        "falling": kept.falling_due(offices, get_language()),
        "certificates": kept.certificates(offices),
    }
    return render(request, "pathways/mine/retention.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def retention_hold(request, pk: UUID):
    """Hold a case, or let it go its way again."""
    case = kept.case_of(rights.offices_of(request.actor), pk)
    if request.method == "POST" and "release" in request.POST:
        end_hold(pathway=case, by=request.actor)
        messages.success(request, _("The case is not held any more."))
        return redirect("pathways:retention")
    form = HoldForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            hold_case(pathway=case, by=request.actor, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, _("The case is held: nothing of it is deleted by rule."))
            return redirect("pathways:retention")
    context, status = {"case": case, "form": form}, 422 if form.is_bound else 200
    return render(request, "pathways/mine/hold.html", context, status=status)
