"""Matching: where it begins, candidates, openings, one pair, how it works."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ponte.pathways import actions
from ponte.pathways.forms.matching import ReviewForm, WeightsForm
from ponte.pathways.queries import matching_pages as pages
from ponte.pathways.queries.cases import names_of
from ponte.pathways.queries.matching import weights_in_force
from ponte.pathways.rules import match_words as words
from ponte.pathways.rules.comparing import weights_of
from ponte.pathways.rules.profiles import AbilityFacts, uncompared
from ponte.pathways.views import matching_shown as shown
from ponte.pathways.views.answering import done, page, sent


@require_safe
def matching_home(request):
    """Where matching begins: my openings and the workers I may look at."""
    return render(request, "pathways/matching/home.html", {"home": pages.home_for(request.actor)})


@require_safe
def matching_candidates(request, pk: UUID):
    """The workers for one opening, for the office alone."""
    found = pages.candidates_page(request.actor, pk)
    context = {
        "found": found,
        "fits": shown.rows_shown(found.fits),
        "bars": shown.score_bars(found.fits),
        "head": [_("Worker"), _("Points")],
        "refusals": shown.rows_shown(found.refusals),
        "uncompared": uncompared(found.opening.demand),
        "occupation": words.occupation(found.job.occupation),
    }
    return render(request, "pathways/matching/candidates.html", context)


@require_safe
def matching_openings(request, pk: UUID):
    """What a worker can do, and the openings for it: for the worker, the own side, the office."""
    found = pages.openings_page(request.actor, pk)
    kept = pages.last_written(found.worker)
    facts = AbilityFacts.read(found.abilities)
    context = {
        "found": found,
        "profile": kept,
        "written_by": names_of([kept.written_by_id]).get(kept.written_by_id, "") if kept else "",
        "facts": shown.abilities_shown(facts),
        "bars": shown.ability_bars(facts),
        "head": [_("Dimension"), _("Level")],
        "has_limits": bool(facts.limits),
        "fits": shown.rows_shown(found.fits),
        "refusals": shown.rows_shown(found.refusals),
    }
    return render(request, "pathways/matching/worker.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def matching_pair(request, worker: UUID, pk: UUID):
    """One pair compared, and what a person of the office finds about it."""
    found = pages.pair_page(request.actor, worker, pk)
    form = ReviewForm(sent(request)) if found.may_review else None
    if (
        request.method == "POST"
        and form is not None
        and done(form, lambda: _reviewed(request, found, form))
    ):
        messages.success(request, _("Kept, with the comparison of today."))
        return redirect("pathways:matching-pair", worker, pk)
    names = names_of(one.reviewed_by_id for one in found.reviews)
    context = {
        "found": found,
        "form": form,
        "told": shown.comparison_shown(found.pair.comparison) if found.pair.comparison else None,
        "kin": shown.kinship_shown(found.pair.kinship),
        "reviews": [(one, names.get(one.reviewed_by_id, "")) for one in found.reviews],
    }
    return page(request, "pathways/matching/pair.html", context)


def _reviewed(request, found, form):
    return actions.review_pair(
        worker=found.worker, opportunity=found.opening, by=request.actor, **form.cleaned_data
    )


@require_safe
def matching_how(request, pk: UUID):
    """How an office compares, for everybody who has a case with it."""
    found = pages.how_page(request.actor, pk)
    names = names_of(one.published_by_id for one in found.versions)
    context = {
        "found": found,
        "weights": shown.weights_shown(weights_in_force(pk)),
        "head": [_("Dimension"), _("Weight")],
        "essential": weights_in_force(pk).essential,
        "groups": shown.groups_shown(),
        "versions": [(one, names.get(one.published_by_id, "")) for one in found.versions],
    }
    return render(request, "pathways/matching/how.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def matching_weights(request, pk: UUID):
    """Publish a new version of the weights: whoever signs for the office."""
    office = pages.office_for(request.actor, pk, publishing=True)
    form = WeightsForm(sent(request), weights=weights_in_force(pk) or weights_of(0, None, None))
    if request.method == "POST" and done(form, lambda: _published(request, office, form)):
        messages.success(request, _("Published. Comparisons use it from now on."))
        return redirect("pathways:matching-how", pk)
    return page(request, "pathways/matching/weights.html", {"office": office, "form": form})


def _published(request, office, form):
    return actions.publish_weights(
        office=office,
        weights=form.weights(),
        essential=form.cleaned_data["essential"],
        why=form.cleaned_data["explained"],
        by=request.actor,
    )
