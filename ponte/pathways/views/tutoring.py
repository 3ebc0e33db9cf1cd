"""Tutoring: talks with their ratings over time, difficulties, and the network around the worker."""

from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ponte.kit import charts
from ponte.kit.templatetags.moments import day_short
from ponte.pathways import actions, permissions
from ponte.pathways.forms import tutoring as forms
from ponte.pathways.models import Interview
from ponte.pathways.queries import tutoring
from ponte.pathways.states import InterviewKind
from ponte.pathways.views.answering import page, sent
from ponte.pathways.views.asking import Words, ask
from ponte.pathways.views.sections import framed

SECTION = "case-tutoring"
HELD = Words(
    gettext_lazy("A talk was held"),
    gettext_lazy("Write it down"),
    gettext_lazy("The talk is written down."),
)
RAISED = Words(
    gettext_lazy("Something is difficult"),
    gettext_lazy("Say it"),
    gettext_lazy("Said. The tutor acts within five working days."),
)
ACTED = Words(
    gettext_lazy("What was done about it"),
    gettext_lazy("Write it down"),
    gettext_lazy("Written down."),
)
ACTIVATED = Words(
    gettext_lazy("Somebody was asked to help"),
    gettext_lazy("Write it down"),
    gettext_lazy("Written down."),
)
MOST_POINTS = 12


@require_safe
def case_tutoring(request, pk: UUID):
    """Talks, difficulties, network."""
    frame = framed(request, pk, SECTION)
    shown = tutoring.tutoring_page(frame.pathway, frame.mine)
    context = {**frame.context, "shown": shown, "drawn": _drawn(shown.talks)}
    return page(request, "pathways/tutoring.html", context)


def _drawn(talks: list[Interview]):
    """Ratings over the last talks, a line for each of the two; nothing where there are fewer."""
    rated = [one for one in reversed(talks) if one.rating is not None][-MOST_POINTS:]
    if len(rated) < 2:
        return None
    series = [
        (str(kind.label), [one.rating if one.kind == kind else None for one in rated])
        for kind in InterviewKind
        if any(one.kind == kind for one in rated)
    ]
    levels = [(1, _("1, badly")), (2, "2"), (3, "3"), (4, _("4, well"))]
    days = [day_short(one.held_on) for one in rated]
    return charts.lines(days, series, levels=levels, missing="-")


def interview_hold(request, pk: UUID):
    """Write down that a talk was held."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "hold_interview", frame.pathway)
    sheets = tutoring.sheets_of_talks(frame.pathway, frame.mine)
    form = forms.InterviewForm(sent(request), sheets=sheets)
    act = partial(actions.hold_interview, pathway=frame.pathway)
    return ask(request, frame, form, act, words=HELD, back=SECTION)


def issue_raise(request, pk: UUID):
    """Say that something is difficult."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "raise_issue", frame.pathway)
    act = partial(actions.raise_issue, pathway=frame.pathway)
    return ask(request, frame, forms.IssueForm(sent(request)), act, words=RAISED, back=SECTION)


def issue_act(request, pk: UUID, issue: UUID):
    """Write what was done about a difficulty."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "act_on_issue", frame.pathway)
    act = partial(actions.act_on_issue, issue=tutoring.issue_of(frame.pathway, issue))
    return ask(request, frame, forms.ActForm(sent(request)), act, words=ACTED, back=SECTION)


def network_activate(request, pk: UUID):
    """Write down who was asked to help."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "activate_network", frame.pathway)
    act = partial(actions.activate_network, pathway=frame.pathway)
    return ask(request, frame, forms.NetworkForm(sent(request)), act, words=ACTIVATED, back=SECTION)
