"""Asking to read what stays shut, and the second person who opens or closes it."""

from functools import partial
from uuid import UUID

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ponte.kit.errors import Refused
from ponte.pathways import actions, permissions
from ponte.pathways.forms.reading_needs import NeedForm
from ponte.pathways.models.reading_need import Shut
from ponte.pathways.queries.reading_needs import auditors_in, may_ask, need_of
from ponte.pathways.views.answering import sent, tried
from ponte.pathways.views.asking import Words, ask
from ponte.pathways.views.sections import framed

SECTION = "case-people"
SAID = gettext_lazy("You asked. A second person of the office opens it, or says no.")
WORDS = {
    Shut.JUSTICE: Words(
        gettext_lazy("Ask to read the measures of a court"),
        gettext_lazy("Ask"),
        SAID,
        gettext_lazy("They are read for one purpose and some days. Each reading is written down."),
    ),
    Shut.AUDIT: Words(
        gettext_lazy("Ask to open the case to an auditor"),
        gettext_lazy("Ask"),
        SAID,
        gettext_lazy("Four eyes: a colleague of yours opens it. It closes by itself."),
    ),
}


def reading_ask(request, pk: UUID):
    """Say what it is for."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "ask_reading", frame.pathway)
    what = may_ask(frame.mine)
    if not what:
        raise Refused("pathways.ask_reading")
    form = NeedForm(sent(request), what=what, auditors=auditors_in(frame.pathway))
    act = partial(actions.ask_reading, pathway=frame.pathway)
    back = SECTION if what == Shut.AUDIT else "case-situation"
    return ask(request, frame, form, act, words=WORDS[Shut(what)], back=back)


@require_POST
def reading_open(request, pk: UUID, need: UUID):
    """A second person opens it."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "open_reading", frame.pathway)
    found = need_of(frame.pathway, need)
    tried(request, lambda: actions.open_reading(need=found, by=request.actor), _("It is open."))
    return redirect("pathways:case-people", pk)


@require_POST
def reading_close(request, pk: UUID, need: UUID):
    """Close it, or refuse it."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "close_reading", frame.pathway)
    found = need_of(frame.pathway, need)
    tried(request, lambda: actions.close_reading(need=found, by=request.actor), _("It is closed."))
    return redirect("pathways:case-people", pk)
