"""The worker's own pages: what I am asked now, my hours, my plan and my people."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ponte.kit.errors import RuleBroken
from ponte.pathways import actions
from ponte.pathways.forms.worker import DifficultyForm, HoursForm
from ponte.pathways.models import Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries.adhesion import decide_together, is_yes_asked, yes_missing
from ponte.pathways.queries.own import asked_now, own_case, own_cases, own_hours, plan_and_people
from ponte.pathways.states import CaseRoleKind, PathwayState

ANSWERS = {"yes": actions.accept_proposal, "no": actions.decline_proposal}


@dataclass(frozen=True, slots=True)
class Yard:
    """A case as its worker opens it, and what each of the pages shows."""

    pathway: Pathway
    mine: CaseRoles
    context: dict


def yard(request, pk: UUID) -> Yard:
    """Open a page of one's own case; 404 where it is somebody else's."""
    pathway, mine = own_case(request.actor, pk)
    context = {
        "pathway": pathway,
        "is_assisted": mine.beside,
        "assisted_until": request.session.get("ponte_beside", {}).get("until"),
        "is_worker": CaseRoleKind.WORKER in mine.roles,
    }
    return Yard(pathway, mine, context)


@require_safe
def worker_home(request):
    """Straight to the one case there is, else a list of them."""
    cases = own_cases(request.actor)
    if len(cases) == 1:
        return worker_case(request, cases[0].pk)
    return render(request, "pathways/worker/home.html", {"cases": cases})


@require_safe
def worker_case(request, pk: UUID):
    """What I am asked now, and the few places there are."""
    own = yard(request, pk)
    now = asked_now(own.pathway, own.mine, request.actor)
    context = {
        **own.context,
        "now": now,
        "agreement_url": _address("agreement", pk),
        "sitting_url": _address("worker-assessment", pk) if now.sitting else "",
    }
    return render(request, "pathways/worker/case.html", context)


def _address(name: str, pk: UUID) -> str:
    try:
        return reverse(f"pathways:{name}", args=[pk])
    except NoReverseMatch:
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
def worker_answer(request, pk: UUID):
    """Yes or no to the proposal; a no changes nothing in the job."""
    own = yard(request, pk)
    if not own.mine.is_own_word("accept_proposal"):
        raise Http404
    if request.method == "POST" and (answer := ANSWERS.get(request.POST.get("answer", ""))):
        return _answered(request, own, answer)
    is_proposed = own.pathway.state == PathwayState.PROPOSED
    asked = is_proposed and is_yes_asked(own.pathway, request.actor.id)
    status = 422 if request.method == "POST" else 200
    context = {
        **own.context,
        "is_asked": asked,
        "may_decline": own.mine.may("decline_proposal"),
        "waits_for": yes_missing(own.pathway) if is_proposed and not asked else [],
        "is_together": is_proposed and decide_together(own.pathway.worker_id),
    }
    return render(request, "pathways/worker/answer.html", context, status=status)


def _answered(request, own: Yard, answer):
    try:
        after = answer(pathway=own.pathway, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        said = _("You said yes. Your tutor goes on from here.")
        if after.state == PathwayState.PROPOSED:
            said = _("You said yes. Somebody else has to say yes too.")
        no = _("You said no. Your job stays as it is.")
        messages.success(request, said if answer is actions.accept_proposal else no)
    return redirect("pathways:worker-case", own.pathway.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def worker_hours(request, pk: UUID):
    """Today's hours, and the last days."""
    own = yard(request, pk)
    form = HoursForm(request.POST or None)
    if not own.mine.may("enter_hours"):
        raise Http404
    if form.is_bound and form.is_valid() and _entered(request, own, form):
        return redirect("pathways:worker-hours", pk)
    context = {**own.context, "form": form, "own": own_hours(own.pathway)}
    status = 422 if form.is_bound else 200
    return render(request, "pathways/worker/hours.html", context, status=status)


def _entered(request, own: Yard, form: HoursForm) -> bool:
    told = form.cleaned_data
    try:
        actions.enter_hours(
            pathway=own.pathway,
            day=told["day"],
            minutes=told["hours"] * 60 + told["minutes"],
            kind=told["kind"],
            client_id=told["client_id"],
            by=request.actor,
        )
    except RuleBroken as broken:
        field = broken.field if broken.field in form.fields else None
        form.add_error(field, str(broken))
        return False
    messages.success(request, _("Your hours are saved."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def worker_difficulty(request, pk: UUID):
    """Tell the tutor that something is difficult: one press, no words needed."""
    own = yard(request, pk)
    form = DifficultyForm(request.POST or None)
    if not own.mine.may("raise_issue"):
        raise Http404
    if form.is_bound and form.is_valid():
        try:
            actions.raise_issue(
                pathway=own.pathway, kind=form.cleaned_data["kind"], by=request.actor
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("Your tutor knows now, and answers within five days."))
            return redirect("pathways:worker-case", pk)
    context, status = {**own.context, "form": form}, 422 if form.is_bound else 200
    return render(request, "pathways/worker/difficulty.html", context, status=status)


@require_safe
def worker_people(request, pk: UUID):
    """What was agreed, and whom I call."""
    own = yard(request, pk)
    context = {**own.context, "shown": plan_and_people(own.pathway)}
    return render(request, "pathways/worker/people.html", context)
