"""What people looked for in vain: shown to the office, from five askers up."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.directory.figures import failed_searches
from ponte.directory.permissions import MODERATE_LISTINGS
from ponte.directory.rules.pooling import LEAST_ASKERS
from ponte.organizations.public import require
from ponte.territory.public import place_by_code

PERIODS = (30, 90, 365)


@require_safe
def missing_list(request):
    """List searches without a result of the last days, most asked first."""
    require(request.actor, MODERATE_LISTINGS)
    chosen = request.GET.get("days", "")
    days = int(chosen) if chosen in map(str, PERIODS) else PERIODS[1]
    today = timezone.localdate()
    rows = [
        (one.words, _place(one.place), one.language or _("all languages"), one.askers)
        for one in failed_searches(today - timedelta(days=days), today)
    ]
    context = {
        "rows": rows,
        "columns": [_("Words"), _("Where"), _("Language"), _("Askers")],
        "periods": [(one, one == days) for one in PERIODS],
        "least": LEAST_ASKERS,
    }
    return render(request, "directory/missing_list.html", context)


def _place(code: str) -> str:
    found = place_by_code(code) if code else None
    return found.name if found else _("anywhere")
