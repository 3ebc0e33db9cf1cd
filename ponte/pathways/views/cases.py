"""One case with its next steps."""

from uuid import UUID

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ponte.pathways.permissions.matrix import reads
from ponte.pathways.queries.page import CasePage, case_page
from ponte.pathways.queries.statements import new_tasks
from ponte.pathways.rules.stating import STATES
from ponte.pathways.states import AMENDABLE, PathwayState, StatedOf
from ponte.pathways.views.ending import READ_BY, TITLES
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
        "figures": _hours(shown),
        "stations": stations_shown(frame.pathway),
        "post": post_shown(shown),
        "steps": [
            {"step": one, "missing": missing_shown(frame.pathway, one.missing)}
            for one in shown.steps
        ],
        "endings": _endings(shown),
        "may_confirm": frame.mine.may("confirm_hours") and bool(shown.ledger.unconfirmed)
        if shown.ledger
        else False,
    }
    return render(request, "pathways/case_detail.html", {**frame.context, **context})


def _hours(shown: CasePage) -> list[dict]:
    if shown.ledger is None or shown.state < PathwayState.IN_SECONDMENT:
        return []
    return ledger_shown(shown.ledger, is_over=shown.state not in AMENDABLE)


def _endings(shown: CasePage) -> list[dict]:
    """Where this reader sees who has stated what, once there is something to state."""
    case, mine = shown.pathway, shown.roles
    early = shown.ledger is not None and shown.ledger.is_enough_for_early_end
    wanted = {
        StatedOf.SHARING: shown.state in STATES[StatedOf.SHARING] and mine.may("state_ending"),
        StatedOf.TASKS: shown.state in STATES[StatedOf.TASKS] and bool(new_tasks(case.pk)),
        StatedOf.EARLY_END: shown.state in STATES[StatedOf.EARLY_END] and early,
        StatedOf.REPORT: shown.state >= PathwayState.COMPLETED,
    }
    return [
        {"label": TITLES[of], "url": reverse("pathways:case-ending", args=[case.pk, of.value])}
        for of, is_due in wanted.items()
        if is_due and reads(mine, case, READ_BY[of])
    ]
