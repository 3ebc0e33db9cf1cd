"""What people looked for in vain: shown to the office, from five askers up."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.directory.forms.lists import MissingNarrowed
from ponte.directory.queries.missing import missing_rows
from ponte.directory.rules.pooling import LEAST_ASKERS
from ponte.kit.lists import csv_file, page_of
from ponte.territory.public import names_by_code


@require_safe
def missing_list(request):
    """List searches without a result of the last days, most asked first."""
    form = MissingNarrowed(request.GET)
    rows, page = page_of(missing_rows(request.actor, **form.wanted()), request.GET.get("page"))
    context = {
        "form": form,
        "rows": _shown(rows),
        "columns": _columns(),
        "page": page,
        "least": LEAST_ASKERS,
    }
    return render(request, "directory/missing_list.html", context)


@require_safe
def missing_export(request):
    """The same list as a table."""
    found = missing_rows(request.actor, **MissingNarrowed(request.GET).wanted())
    return csv_file("searches-in-vain", _columns(), _shown(found))


def _columns() -> list[str]:
    return [_("Words"), _("Where"), _("Language"), _("Askers")]


def _shown(rows) -> list[tuple]:
    found, languages = list(rows), dict(settings.LANGUAGES)
    places = names_by_code({row["place"] for row in found})
    return [
        (
            row["words"],
            places.get(row["place"]) or _("anywhere"),
            languages.get(row["language"], row["language"]) or _("all languages"),
            row["total"],
        )
        for row in found
    ]
