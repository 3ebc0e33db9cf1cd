"""The list of imports: narrowed, sorted, a page of it, or all of it as a file."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.exchange.forms import RunsNarrowed
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.queries.runs import runs_listed
from ponte.exchange.states import Verdict
from ponte.exchange.views.showing import ORDER, state_of
from ponte.kit.lists import csv_file, page_of


@require_safe
def import_list(request):
    """Imports, newest first unless asked otherwise."""
    form = RunsNarrowed(request.GET)
    runs, page = page_of(runs_listed(request.actor, **form.wanted()), request.GET.get("page"))
    shown = [{"run": run, "kind": KINDS[run.kind].label, "state": state_of(run)} for run in runs]
    return render(request, "exchange/import_list.html", {"form": form, "runs": shown, "page": page})


@require_safe
def import_export(request):
    """The same imports as a table, with what each would do or did."""
    found = runs_listed(request.actor, **RunsNarrowed(request.GET).wanted())
    header = [
        *(_("File"), _("Kind"), _("Organization"), _("Source"), _("Day of the data")),
        *(_("State"), _("Who"), _("Uploaded"), *(Verdict(one).label for one in ORDER)),
    ]
    return csv_file("imports", header, (_line(run) for run in found.iterator(chunk_size=500)))


def _line(run) -> list:
    return [
        *(run.file_name, KINDS[run.kind].label, run.organization.name if run.organization else ""),
        *(run.source, run.source_date.isoformat(), run.get_state_display(), run.actor_name),
        timezone.localtime(run.uploaded_at).date().isoformat(),
        *(run.counts.get(verdict, 0) for verdict in ORDER),
    ]
