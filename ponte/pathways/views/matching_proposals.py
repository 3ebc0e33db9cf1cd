"""The best overall proposal: asked for, read, taken away as a file; nothing is applied by it."""

from uuid import UUID

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ponte.kit.audit.models import Interface
from ponte.kit.lists import csv_file
from ponte.pathways import actions
from ponte.pathways.actions.proposals import STEPS
from ponte.pathways.forms.matching import FloorForm
from ponte.pathways.models import MatchProposal
from ponte.pathways.queries import matching_pages as pages
from ponte.pathways.queries.matching import LACKING
from ponte.pathways.views import matching_shown as shown
from ponte.pathways.views.answering import done, page, sent

BY = ("kind", "age")


@require_http_methods(["GET", "HEAD", "POST"])
def matching_proposals(request, pk: UUID):
    """Proposals of an office; posting asks for a new one."""
    office = pages.office_for(request.actor, pk)
    with_floor = "floor" in request.POST
    form = FloorForm(sent(request) if with_floor else None)
    if request.method == "POST" and not with_floor:
        made = actions.ask_proposal(office=office, by=request.actor)
        return redirect("pathways:matching-proposal", made.pk)
    if request.method == "POST" and done(form, lambda: _asked(request, office, form)):
        return redirect("pathways:matching-proposal", form.outcome.pk)
    found = [(one, shown.proposal_state(one.state)) for one in pages.proposals_of(pk)]
    context = {"office": office, "form": form, "proposals": found}
    return page(request, "pathways/matching/proposals.html", context)


def _asked(request, office, form) -> MatchProposal:
    return actions.ask_proposal(office=office, by=request.actor, **form.cleaned_data)


@require_safe
def matching_proposal(request, pk: UUID):
    """One proposal: its pairs, whom it leaves, how groups fare under it."""
    proposal = pages.proposal_for(request.actor, pk)
    context = {"proposal": proposal, "state": shown.proposal_state(proposal.state), "steps": STEPS}
    if proposal.done_at:
        pages.note_proposal(proposal, by=request.actor)
        context |= _pairs(proposal) | _groups(proposal)
    return render(request, "pathways/matching/proposal.html", context)


def _pairs(proposal: MatchProposal) -> dict:
    found = proposal.found
    return {
        "total": shown.score_shown(found["total"]) if found["pairs"] else "",
        "pairs": [
            (one, shown.score_shown(one.score)) for one in pages.pairs_of(proposal, found["pairs"])
        ],
        "unplaced": pages.people_named(proposal, found["unplaced"]),
        "waiting": [
            (pk, name, [LACKING[one] for one in found["people"][str(pk)]])
            for pk, name, _employer in pages.people_named(proposal, found["people"])
        ],
        "cost": found.get("cost"),
        "broken": pages.pairs_of(proposal, found.get("broken", ())),
        "made": pages.pairs_of(proposal, found.get("made", ())),
        "blocking": pages.pairs_of(proposal, found["blocking"]),
        "blocking_before": found.get("blocking_before"),
    }


def _groups(proposal: MatchProposal) -> dict:
    told = proposal.fairness or {}
    before, after = told.get("before", {}), told.get("after", told)
    titles = {"kind": _("By type of disadvantage"), "age": _("By age")}
    groups = [
        {
            "title": titles[by],
            "before": shown.rates_shown(before[by], by=by) if by in before else None,
            "after": shown.rates_shown(after.get(by, ()), by=by),
        }
        for by in BY
    ]
    return {
        "head": [_("Group"), _("Placed")],
        "groups": groups,
        "has_groups": any(one["after"]["rows"] for one in groups),
        "missing": sum(told.get("missing", ())),
    }


@require_safe
def matching_proposal_file(request, pk: UUID):
    """The pairs of a proposal as a table."""
    proposal = pages.proposal_for(request.actor, pk)
    header = [_("Worker"), _("Co-operative"), _("Opening"), _("Company"), _("Points")]
    pages.note_proposal(proposal, by=request.actor, through=Interface.EXPORT)
    pairs = pages.pairs_of(proposal, proposal.found.get("pairs", ()))
    rows = [[one.name, one.employer, one.job, one.company, one.score] for one in pairs]
    return csv_file("proposal", header, rows)


@require_safe
def matching_groups_file(request, pk: UUID):
    """How groups fare under a proposal, and without its floor, as a table."""
    proposal = pages.proposal_for(request.actor, pk)
    header = [_("Comparison"), _("Group"), _("People"), _("Placed"), _("Share in per cent")]
    rows = [
        [title, *row]
        for group in _groups(proposal)["groups"]
        for title, told in _titled(group)
        for row in told["rows"]
    ]
    return csv_file("proposal-groups", header, rows)


def _titled(group: dict) -> list[tuple[str, dict]]:
    before = _("%(title)s, without the floor") % {"title": group["title"]}
    found = [(group["title"], group["after"]), (before, group["before"])]
    return [(title, told) for title, told in found if told]
