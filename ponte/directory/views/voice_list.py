"""Who waits for an answer: narrowed, sorted, a page of it, or all of it as a file."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.directory.forms.voices import VoicesNarrowed
from ponte.directory.queries.voice_list import every_voice_line, voice_lines, voice_rows
from ponte.kit.lists import csv_file, page_of


@require_safe
def voice_list(request):
    form = VoicesNarrowed(request.GET)
    rows, page = page_of(voice_rows(request.actor, **form.wanted()), request.GET.get("page"))
    shown = {"form": form, "lines": voice_lines(rows), "page": page}
    return render(request, "directory/voice_list.html", shown)


@require_safe
def voice_export(request):
    """The same list as a table: no name, no number of who asked leaves the house with it."""
    found = voice_rows(request.actor, **VoicesNarrowed(request.GET).wanted())
    kinds = {"callback": _("Asks to be called back"), "mistake": _("Reports a mistake")}
    header = [
        *(_("Kind"), _("About"), _("Organization"), _("State")),
        *(_("Asked"), _("Promised by"), _("Waited too long since")),
    ]
    lines = (
        [
            *(kinds[one.kind], one.title, one.provider, one.state.label),
            *map(_day, (one.asked_at, one.due_at, one.escalated_at)),
        ]
        for one in every_voice_line(found)
    )
    return csv_file("requests", header, lines)


def _day(moment) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""
