"""The clock of an assessment: sit down, pause, go on, finish for today."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ponte.kit.errors import RuleBroken
from ponte.pathways import actions
from ponte.pathways.queries.sheets import sheet_for
from ponte.pathways.states import CaseRoleKind
from ponte.pathways.views.sheet_frames import home_of

WITH = (CaseRoleKind.WORKER, CaseRoleKind.OFFICER, CaseRoleKind.TUTOR, CaseRoleKind.REPRESENTATIVE)
CLOCK = {
    "pause": actions.pause_sitting,
    "resume": actions.resume_sitting,
    "end": actions.end_sitting,
}


@require_POST
def sheet_sitting(request, sheet: UUID, what: str):
    """Start or stop the clock of an assessment."""
    found = sheet_for(request.actor, sheet)
    if not found.is_open or what not in (*CLOCK, "begin"):
        raise Http404
    told = {"document": found.document, "by": request.actor}
    try:
        if what == "begin":
            sent = request.POST.getlist("present")
            actions.begin_sitting(present=[one for one in WITH if one.value in sent], **told)
            return redirect("pathways:sheet-fill", sheet)
        CLOCK[what](**told)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        if what == "resume":
            return redirect("pathways:sheet-fill", sheet)
    return redirect(home_of(found))
