"""Writing the two sides of a comparison: a worker's abilities, an opening's conditions."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.pathways import actions
from ponte.pathways.forms.matching import AbilitiesForm, ConditionsForm
from ponte.pathways.queries import matching_pages as pages
from ponte.pathways.queries import special
from ponte.pathways.queries.sheet_beginnings import asked_in_profile
from ponte.pathways.rules.profiles import AbilityFacts, ConditionFacts
from ponte.pathways.views.answering import done, page, sent, tried


@require_http_methods(["GET", "HEAD", "POST"])
def matching_abilities(request, pk: UUID):
    """Write what a worker can do: the officer, with name and day."""
    worker = pages.worker_for(request.actor, pk, writing=True)
    kept = pages.last_written(worker)
    form = AbilitiesForm(
        sent(request),
        facts=AbilityFacts.read(special.abilities_of(kept, by=request.actor)) if kept else None,
        agreed_on=kept.limits_agreed_on if kept else None,
    )
    if request.method == "POST" and done(form, lambda: _abilities(request, worker, form)):
        messages.success(request, _("The ability profile is written."))
        return redirect("pathways:matching-openings", pk)
    return page(request, "pathways/matching/abilities.html", {"worker": worker, "form": form})


def _abilities(request, worker, form):
    return actions.write_abilities(
        worker=worker,
        facts=form.facts(),
        limits_agreed_on=form.cleaned_data["limits_agreed_on"],
        by=request.actor,
    )


@require_POST
def matching_take(request, pk: UUID):
    """Take the profile from the newest completed skills assessment."""
    worker = pages.worker_for(request.actor, pk, writing=True)
    tried(
        request,
        lambda: actions.take_from_assessment(worker=worker, by=request.actor),
        _("The ability profile is taken from the skills assessment."),
    )
    return redirect("pathways:matching-openings", pk)


@require_POST
def matching_limits(request, pk: UUID):
    """Take back the limits that were shared."""
    worker = pages.worker_for(request.actor, pk)
    tried(
        request,
        lambda: actions.withdraw_limits(worker=worker, by=request.actor),
        _("No limit is shared any more."),
    )
    return redirect("pathways:matching-openings", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def matching_conditions(request, pk: UUID):
    """Write when an opening is worked, how it is reached, what it asks of body and senses."""
    opening = pages.opening_for(request.actor, pk, writing=True)
    kept = getattr(opening, "conditions", None)
    told = ConditionFacts.read(kept.conditions) if kept else None
    form = ConditionsForm(sent(request), facts=told or asked_in_profile(request.actor, opening))
    if request.method == "POST" and done(form, lambda: _conditions(request, opening, form)):
        messages.success(request, _("The conditions are written."))
        return redirect("pathways:opportunity-detail", pk)
    return page(request, "pathways/matching/conditions.html", {"opening": opening, "form": form})


def _conditions(request, opening, form):
    return actions.write_conditions(opportunity=opening, facts=form.facts(), by=request.actor)
