"""Why the programme takes the worker in: read by few, written by the office, logged each time."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ponte.kit.errors import Refused
from ponte.pathways import actions
from ponte.pathways.forms.situation import SituationForm
from ponte.pathways.permissions.matrix import Data
from ponte.pathways.queries import special
from ponte.pathways.queries.reading_needs import may_ask, needs_of
from ponte.pathways.queries.situation import kept, may_record, may_record_justice, situation_page
from ponte.pathways.views.answering import done, page, sent
from ponte.pathways.views.sections import Frame, framed

SECTION = "case-situation"
LABELS = {
    Data.DISADVANTAGE: gettext_lazy("Type"),
    Data.REFERRING_SERVICE: gettext_lazy("Referring service"),
    Data.JUSTICE: gettext_lazy("Measures of a court that bear on the pathway"),
}


@require_safe
@never_cache
def case_situation(request, pk: UUID):
    """What the reader may know of it."""
    frame = framed(request, pk, SECTION)
    shown = situation_page(frame.pathway, frame.mine, by=request.actor)
    known = [(LABELS[one.data], one.value) for one in shown.known]
    needs = needs_of(frame.pathway, frame.mine, by=request.actor)
    asks = "" if Data.JUSTICE in frame.mine.needs else may_ask(frame.mine)
    context = {**frame.context, "shown": shown, "known": known, "needs": needs, "asks": asks}
    return page(request, "pathways/situation.html", context)


@never_cache
def situation_record(request, pk: UUID):
    """The office writes it down, or corrects it."""
    frame = framed(request, pk, SECTION)
    if not may_record(frame.pathway, frame.mine):
        raise Refused("pathways.record_disadvantage")
    form = SituationForm(sent(request), initial=_told(request, frame))
    if not may_record_justice(frame.pathway, frame.mine):
        del form.fields["justice_note"]
    act = partial(actions.record_disadvantage, worker=frame.pathway.worker, by=request.actor)
    if done(form, lambda: act(**form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("pathways:case-situation", pk)
    return page(request, "pathways/situation_form.html", {**frame.context, "form": form})


def _told(request, frame: Frame) -> dict[str, str]:
    worker = frame.pathway.worker
    if request.method == "POST":
        return {}
    told = special.condition_of(worker, by=request.actor, pathway=frame.pathway, mine=frame.mine)
    return kept(told)
