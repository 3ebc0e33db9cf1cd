"""Imports: one of them in each of its states, and what can be done with it."""

import tempfile
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.exchange.actions.applying import accept_duplicates, apply_import
from ponte.exchange.actions.bad_lines import bad_lines_file
from ponte.exchange.actions.mapping import cancel_import
from ponte.exchange.actions.undoing import undo_import
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.queries.rows import rows_of, to_apply
from ponte.exchange.queries.runs import progress_of, run_for
from ponte.exchange.states import ASKED, WORKING, ImportState, Verdict
from ponte.exchange.views.showing import lines_of, state_of, tabs_of
from ponte.kit.errors import RuleBroken
from ponte.kit.lists import page_of

STOP_POLLING = 286


@require_safe
def import_detail(request, pk: UUID):
    """One import: its progress, its preview, or how it ended."""
    run = run_for(request.actor, pk)
    if run.state == ImportState.UPLOADED:
        return redirect("exchange:import-mapping", run.pk)
    context = {"run": run, "kind": KINDS[run.kind].label, "state": state_of(run)}
    if run.state in WORKING:
        context["progress"] = progress_of(run)
        return render(request, "exchange/import_progress.html", context)
    verdict = request.GET.get("verdict", "")
    rows, page = page_of(rows_of(run, verdict), request.GET.get("page"), 50)
    context |= {
        "lines": lines_of(run, rows),
        "page": page,
        "tabs": tabs_of(run, verdict),
        "verdict": verdict,
        "to_apply": to_apply(run).count() if run.state == ImportState.PREVIEWED else 0,
        "many_leave": run.counts.get("remove", 0) > run.counts.get("unchanged", 0) + 10,
    }
    return render(request, "exchange/import_detail.html", context)


@require_safe
def import_progress(request, pk: UUID):
    """The part of the page that changes while a job works; at its end the page is new."""
    run = run_for(request.actor, pk)
    context = {"run": run, "state": state_of(run), "progress": progress_of(run)}
    response = render(request, "exchange/_import_progress.html", context)
    if run.state not in WORKING:
        response.status_code = STOP_POLLING
        response["HX-Refresh"] = "true"
    return response


def _tried(request, run, work, said: str) -> HttpResponse:
    try:
        work()
        messages.success(request, said)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return redirect("exchange:import-detail", run.pk)


@require_POST
def import_apply(request, pk: UUID):
    """Have the preview applied."""
    run = run_for(request.actor, pk)
    return _tried(
        request, run, lambda: apply_import(run=run, by=request.actor), _("The import has begun.")
    )


@require_POST
def import_cancel(request, pk: UUID):
    """Give the import up."""
    run = run_for(request.actor, pk)
    return _tried(
        request,
        run,
        lambda: cancel_import(run=run, by=request.actor),
        _("Cancelled. Nothing was changed."),
    )


@require_POST
def import_undo(request, pk: UUID):
    """Put everything back that nobody has touched since."""
    run = run_for(request.actor, pk)
    return _tried(
        request,
        run,
        lambda: undo_import(run=run, by=request.actor),
        _("The import is undone. What somebody changed since was left as it is."),
    )


@require_POST
def import_duplicates(request, pk: UUID):
    """Say which look-alikes are to be imported all the same."""
    run = run_for(request.actor, pk)
    one = request.POST.get("row", "")
    try:
        rows = [UUID(one)] if one else None
    except ValueError:
        rows = []
    accept = request.POST.get("accept") == "yes"
    said = _("They will be imported.") if accept else _("They will be left out.")
    response = _tried(
        request,
        run,
        lambda: accept_duplicates(run=run, rows=rows, accept=accept, by=request.actor),
        said,
    )
    back = request.POST.get("back", "")
    response["Location"] += f"?verdict={back if back in ASKED else Verdict.DUPLICATE}"
    return response


@require_safe
def import_bad_lines(request, pk: UUID):
    """The lines to mend, in the format of the file they came in."""
    run = run_for(request.actor, pk)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    name = bad_lines_file(run, target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=name)
