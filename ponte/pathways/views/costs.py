"""Costs of a case: the lines with their sums, one more, one less, the file."""

from functools import partial
from uuid import UUID

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ponte.kit.lists import csv_file
from ponte.kit.templatetags.amounts import cents
from ponte.pathways import actions, permissions
from ponte.pathways.forms.costs import CostForm, WagesForm
from ponte.pathways.queries import costs
from ponte.pathways.views.answering import page, sent, tried
from ponte.pathways.views.asking import Words, ask
from ponte.pathways.views.files import amount
from ponte.pathways.views.sections import framed

SECTION = "case-costs"
WAGES = Words(
    gettext_lazy("Wages of confirmed hours"),
    gettext_lazy("Add"),
    gettext_lazy("The cost was added."),
    gettext_lazy("Hours that the company confirmed, counted to the minute; no day is paid twice."),
)
ADD = Words(gettext_lazy("Add a cost"), gettext_lazy("Add"), gettext_lazy("The cost was added."))


@require_safe
def case_costs(request, pk: UUID):
    """Lines and sums."""
    frame = framed(request, pk, SECTION)
    shown = costs.costs_page(frame.pathway, frame.mine)
    context = {
        "shown": shown,
        "total": cents(shown.total),
        "kinds": _sums(shown.by_kind),
        "funders": _sums((funder or _("not said"), sum_) for funder, sum_ in shown.by_funder),
    }
    return page(request, "pathways/costs.html", {**frame.context, **context})


def _sums(found) -> list[tuple[str, str]]:
    return [(label, cents(sum_)) for label, sum_ in found]


def cost_add(request, pk: UUID):
    """One more line."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "add_cost", frame.pathway)
    act = partial(actions.add_cost, pathway=frame.pathway)
    form = CostForm(sent(request), pathway=frame.pathway)
    return ask(request, frame, form, act, words=ADD, back=SECTION)


def cost_wages(request, pk: UUID):
    """One more line: what the confirmed hours of some days cost."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "add_wages", frame.pathway)
    act = partial(actions.add_wages, pathway=frame.pathway)
    form = WagesForm(sent(request), pathway=frame.pathway)
    return ask(request, frame, form, act, words=WAGES, back=SECTION)


@require_POST
def cost_remove(request, pk: UUID, cost: UUID):
    """One line less; its history stays."""
    frame = framed(request, pk, SECTION)
    found = costs.cost_of(frame.pathway, cost)
    tried(
        request,
        lambda: actions.remove_cost(cost=found, by=request.actor),
        _("The cost was taken out."),
    )
    return redirect("pathways:case-costs", pk)


def _paid_by(one) -> tuple[str, str]:
    return (one.funding.funder, one.funding.call) if one.funding else ("", "")


@require_safe
def costs_export(request, pk: UUID):
    """Every line as a file."""
    frame = framed(request, pk, SECTION)
    header = (
        _("Case"),
        _("Day"),
        _("What for"),
        _("Euros"),
        _("Who pays"),
        _("Under which call"),
        _("Note"),
    )
    rows = [
        (
            *(frame.pathway.code, one.on.isoformat(), one.get_kind_display()),
            *(amount(one.cents), *_paid_by(one), one.note),
        )
        for one in costs.costs_of(frame.pathway)
    ]
    return csv_file(f"{frame.pathway.code}-costs", header, rows)
