"""One case with its next steps."""

from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.pathways import permissions
from ponte.pathways.queries.page import CasePage, case_page
from ponte.pathways.states import PathwayState
from ponte.pathways.views.hours_shown import ledger_shown
from ponte.pathways.views.missing import missing_shown
from ponte.pathways.views.sections import framed
from ponte.pathways.views.showing import facts_shown, post_shown, stations_shown


@require_safe
def case_detail(request, pk: UUID):
    """One case, as far as this reader may see it."""
    frame = framed(request, pk, "case-detail")
    shown = case_page(frame.pathway, frame.mine)
    context = {
        "shown": shown,
        "facts": facts_shown(shown),
        "figures": ledger_shown(shown.ledger) if _has_hours(shown) else [],
        "stations": stations_shown(frame.pathway),
        "post": _post(shown),
        "steps": [
            {"step": one, "missing": missing_shown(frame.pathway, one.missing)}
            for one in shown.steps
        ],
        "may_confirm": frame.mine.may("confirm_hours") and bool(shown.ledger.unconfirmed)
        if shown.ledger
        else False,
    }
    return render(request, "pathways/case_detail.html", {**frame.context, **context})


def _has_hours(shown: CasePage) -> bool:
    return shown.ledger is not None and shown.state >= PathwayState.IN_SECONDMENT


def _post(shown: CasePage) -> dict | None:
    """Only members of the co-operative can propose somebody for a post that is free."""
    post = post_shown(shown)
    if post and permissions.OPEN_CASES not in shown.roles.held:
        post["url"] = ""
    return post
