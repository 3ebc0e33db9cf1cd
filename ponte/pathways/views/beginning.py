"""Where a case begins: a worker is put on the list, a candidate is proposed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ponte.pathways import actions, permissions
from ponte.pathways.forms import beginning as forms
from ponte.pathways.queries.choosing import body_of
from ponte.pathways.queries.people import is_tutor_trained
from ponte.pathways.views.answering import done, page, sent


def worker_register(request):
    """Put a worker of the co-operative on the office's list."""
    wanted = (permissions.OPEN_CASES, permissions.PLACE_WORKERS)
    if not permissions.bodies_of(request.actor, *wanted):
        permissions.require(request.actor, permissions.OPEN_CASES)
    form = forms.WorkerForm(sent(request), actor=request.actor)
    if done(form, lambda: _registered(request, form)):
        messages.success(
            request,
            _("%(name)s is on the list as %(code)s.")
            % {"name": form.outcome.name, "code": form.outcome.code},
        )
        return redirect(_next(request, form.outcome))
    return page(request, "pathways/worker_register.html", {"form": form})


def _registered(request, form):
    return actions.register_worker(
        office=body_of(form.cleaned_data["office"]),
        employer=body_of(form.cleaned_data["employer"]),
        facts=form.facts(),
        by=request.actor,
    )


def _next(request, worker) -> str:
    if permissions.bodies_of(request.actor, permissions.OPEN_CASES):
        return f"{reverse('pathways:candidate-propose')}?worker={worker.pk}"
    return reverse("pathways:case-list")


def candidate_propose(request):
    """Open a case for a worker who is in none."""
    if not permissions.bodies_of(request.actor, permissions.OPEN_CASES):
        permissions.require(request.actor, permissions.OPEN_CASES)
    asked = {"worker": request.GET.get("worker", "")}
    form = forms.CandidateForm(sent(request), actor=request.actor, initial=asked)
    if done(form, lambda: actions.propose_candidate(by=request.actor, **form.given())):
        messages.success(request, _("The case is open."))
        if not is_tutor_trained(form.outcome):
            messages.warning(request, _("The tutor is not trained yet: the agreement asks for it."))
        return redirect("pathways:case-detail", form.outcome.pk)
    return page(request, "pathways/candidate_propose.html", {"form": form})
