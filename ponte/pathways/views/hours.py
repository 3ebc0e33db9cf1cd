"""Hours of a secondment: the month, an entry, a correction, the company's yes."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ponte.kit.lists import csv_file
from ponte.kit.templatetags.amounts import clock
from ponte.pathways import actions, permissions
from ponte.pathways.forms import hours as forms
from ponte.pathways.queries import hours
from ponte.pathways.views.answering import done, page, sent
from ponte.pathways.views.asking import Words, ask
from ponte.pathways.views.hours_shown import hours_shown
from ponte.pathways.views.sections import Frame, framed

SECTION = "case-hours"
CORRECT = Words(
    gettext_lazy("Correct what was written"), gettext_lazy("Correct"), gettext_lazy("Corrected.")
)


def case_hours(request, pk: UUID):
    """The month, and what happened on a day."""
    frame = framed(request, pk, SECTION)
    form = forms.HoursForm(sent(request))
    if done(
        form, lambda: actions.enter_hours(pathway=frame.pathway, by=request.actor, **form.given())
    ):
        _said(request, form.outcome.beyond_plan)
        return redirect(f"{request.path}?month={form.outcome.day:%Y-%m}")
    shown = hours.hours_page(frame.pathway, frame.mine, request.GET.get("month", ""))
    return page(
        request, "pathways/hours.html", {**frame.context, **hours_shown(shown), "form": form}
    )


def _said(request, beyond_plan: bool) -> None:
    messages.success(request, _("Written down. The company confirms it."))
    if beyond_plan:
        messages.warning(
            request, _("This is more than was agreed. Before the next entry, propose an amendment.")
        )


def hours_correct(request, pk: UUID, entry: UUID):
    """Correct an entry until the company has confirmed it."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "correct_hours", frame.pathway)
    found = hours.entry_of(frame.pathway, entry)
    told = {"minutes": clock(found.minutes), "kind": found.kind}
    form = forms.CorrectHoursForm(sent(request), initial=told)
    act = partial(actions.correct_hours, entry=found)
    words = replace(CORRECT, lead=date_format(found.day))
    return ask(request, frame, form, act, words=words, back=SECTION)


def hours_confirm(request, pk: UUID):
    """The company's page: one week, all of it ticked, one button."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "confirm_hours", frame.pathway)
    weeks = hours.open_weeks(frame.pathway)
    form = forms.ConfirmForm(
        sent(request),
        open_ones=[one for week in weeks for one in week.entries],
    )
    if done(form, lambda: _confirmed(request, frame, form)):
        messages.success(request, _("Thank you. Confirmed: %(days)s.") % {"days": form.outcome})
        return redirect("pathways:hours-confirm", pk)
    asked = request.GET.get("week", "")
    week = next((one for one in weeks if one.monday.isoformat() >= asked), None)
    context = {**frame.context, "week": week, "left": len(weeks), "form": form}
    context["next"] = next((one for one in weeks if week and one.monday > week.monday), None)
    return page(request, "pathways/hours_confirm.html", context)


def _confirmed(request, frame: Frame, form) -> int:
    seen = form.given()
    return actions.confirm_hours(
        pathway=frame.pathway, entries=list(seen), seen=seen, by=request.actor
    )


@require_safe
def hours_export(request, pk: UUID):
    """Every entry as a file."""
    frame = framed(request, pk, SECTION)
    header = (_("Case"), _("Day"), _("Minutes"), _("Kind"), _("Beyond the plan"), _("Confirmed"))
    told = {True: _("yes"), False: _("no")}
    rows = [
        (
            frame.pathway.code,
            one.day.isoformat(),
            one.minutes,
            one.kind.label,
            told[one.beyond_plan],
            told[one.is_confirmed],
        )
        for one in hours.all_hours(frame.pathway)
    ]
    return csv_file(f"{frame.pathway.code}-hours", header, rows)
