"""The list of cases: narrowed, sorted, a page of it, or all of it as a file."""

from uuid import UUID

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ponte.kit.lists import csv_file, page_shown
from ponte.pathways.queries import cases
from ponte.pathways.states import PathwayState
from ponte.pathways.views.showing import state_shown

FILTERS = ("q", "state", "tutor")
ORDERS = {
    "moved": gettext_lazy("moved last first"),
    "waiting": gettext_lazy("longest in its state first"),
    "code": gettext_lazy("by code"),
    "state": gettext_lazy("by state"),
}


@require_safe
def case_list(request):
    """My cases, those that moved last first."""
    asked = request.GET
    found = cases.case_list(request.actor, page=asked.get("page", "1"), **_narrowed(asked))
    context = {
        "lines": [{"case": one, "state": state_shown(one.state)} for one in found.lines],
        "total": found.total,
        "page": page_shown(found.page),
        "states": [(str(state.value), state.label) for state in PathwayState],
        "tutors": [(str(pk), name) for pk, name in found.tutors],
        "orders": list(ORDERS.items()),
        "asked": {name: asked.get(name, "") for name in (*FILTERS, "order")},
        "may_open": found.may_open,
        "is_narrowed": any(asked.get(name) for name in FILTERS),
    }
    return render(request, "pathways/case_list.html", context)


@require_safe
def case_export(request):
    """The same cases as a table."""
    header = [
        *(_("Code"), _("Worker"), _("Co-operative"), _("Company")),
        *(_("Tutor"), _("State"), _("In this state since")),
    ]
    rows = (
        [
            *(one.code, one.worker, one.cooperative, one.company, one.tutor),
            *(one.state.label, timezone.localtime(one.since).date().isoformat()),
        ]
        for one in cases.all_lines(request.actor, **_narrowed(request.GET))
    )
    return csv_file("cases", header, rows)


def _narrowed(asked) -> dict:
    return {
        "state": _number(asked.get("state")),
        "tutor": _identifier(asked.get("tutor")),
        "words": asked.get("q", ""),
        "order": asked.get("order", ""),
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 4 else None


def _identifier(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
