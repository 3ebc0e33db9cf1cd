"""The end of a secondment, stated by each party: the report, or an end before the planned hours."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ponte.pathways import actions, permissions
from ponte.pathways.forms.stating import PaperStatementForm
from ponte.pathways.permissions import Data
from ponte.pathways.permissions.matrix import reads
from ponte.pathways.queries.ending_page import EndingPage, ending_page
from ponte.pathways.queries.statements import subject
from ponte.pathways.states import StatedOf
from ponte.pathways.views.agreement_shown import sent_shown
from ponte.pathways.views.answering import done, page, tried
from ponte.pathways.views.case_consents import WAITS
from ponte.pathways.views.sections import Frame, framed

SECTION = "case-detail"
MAY = ("name_signatory", "send_signing_link", "issue_signing_code", "sign_by_code")
READ_BY = {
    StatedOf.SHARING: Data.REFERRING_SERVICE,
    StatedOf.REPORT: Data.REPORT,
    StatedOf.EARLY_END: Data.AGREEMENT,
    StatedOf.TASKS: Data.AGREEMENT,
}
TITLES = {
    StatedOf.SHARING: gettext_lazy("The sharing meeting, confirmed by the service"),
    StatedOf.REPORT: gettext_lazy("The final report, signed by each"),
    StatedOf.EARLY_END: gettext_lazy("The end before the planned hours, agreed by each"),
    StatedOf.TASKS: gettext_lazy("Other tasks than now, agreed by the worker"),
}


LEADS = {
    StatedOf.SHARING: gettext_lazy(
        "Co-operative and service met and agreed the support. The service says so itself."
    ),
    StatedOf.REPORT: gettext_lazy(
        "Each says for themselves that the report is right. A report written anew asks everybody "
        "again."
    ),
    StatedOf.TASKS: gettext_lazy(
        "Your tasks at the company are other ones than now. They change only if you say yes. "
        "A no has no effect on your job (art. 30 c. 3 D.Lgs 276/2003)."
    ),
    StatedOf.EARLY_END: gettext_lazy(
        "After 250 hours the secondment may end before the plan, if all four agree, each for "
        "themselves."
    ),
}
BUTTONS = {
    StatedOf.SHARING: gettext_lazy("Confirm the meeting: %(party)s"),
    StatedOf.REPORT: gettext_lazy("Sign the report: %(party)s"),
    StatedOf.EARLY_END: gettext_lazy("Agree to end now: %(party)s"),
    StatedOf.TASKS: gettext_lazy("Agree to the new tasks: %(party)s"),
}


def opened(request, pk: UUID, of: str) -> tuple[Frame, StatedOf]:
    frame = framed(request, pk, SECTION)
    if of not in StatedOf.values or not reads(frame.mine, frame.pathway, READ_BY[StatedOf(of)]):
        raise Http404
    return frame, StatedOf(of)


@require_http_methods(["GET", "HEAD", "POST"])
def case_ending(request, pk: UUID, of: str):
    """What is stated, by whom; and my own yes."""
    frame, of = opened(request, pk, of)
    if request.method == "POST":
        permissions.require_case(request.actor, "state_ending", frame.pathway)
        tried(request, partial(_said, request, frame, of), _("Your yes is kept."))
        return redirect("pathways:case-ending", pk, of.value)
    shown = ending_page(frame.pathway, of, frame.mine, request.actor)
    context = {
        **frame.context,
        "shown": shown,
        "title": TITLES[of],
        "is_report": of == StatedOf.REPORT,
        "lead": LEADS[of],
        "may_record": frame.mine.may("write_paper_statement") and shown.is_open,
        "mine": [(one, str(BUTTONS[of]) % {"party": one.label}) for one in shown.mine],
        "may": {name: frame.mine.may(name) for name in MAY},
        "lines": [_line(one) for one in shown.asked],
        **_tables(shown),
    }
    return page(request, "pathways/ending.html", context)


def _line(one) -> dict:
    return {"one": one, "sent": [sent_shown(each) for each in one.sent]}


def _said(request, frame: Frame, of: StatedOf):
    party, seen = request.POST.get("party", ""), request.POST.get("seen", "")
    if party not in {one.value for one, _statement in _lines(frame, of, request)}:
        raise Http404
    told = {"of": of, "party": party, "seen": seen}
    return actions.state_ending(pathway=frame.pathway, by=request.actor, **told)


def _lines(frame: Frame, of: StatedOf, request):
    return ending_page(frame.pathway, of, frame.mine, request.actor).lines


def _tables(shown: EndingPage) -> dict:
    grids = shown.grids
    return {
        "grids": grids.pictures if grids else (),
        "grid_columns": [_("Item"), *grids.columns[1:]] if grids else (),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def ending_paper(request, pk: UUID, of: str):
    """Record what somebody stated on paper."""
    frame, of = opened(request, pk, of)
    permissions.require_case(request.actor, "write_paper_statement", frame.pathway)
    seen = subject(frame.pathway.pk, of)
    form = PaperStatementForm(request.POST or None, request.FILES or None, of=of, seen=seen)
    act = partial(actions.write_paper_statement, pathway=frame.pathway, of=of, by=request.actor)
    if request.method == "POST" and done(form, lambda: act(**form.given())):
        messages.success(request, str(WAITS))
        return redirect("pathways:case-papers", pk)
    context = {**frame.context, "form": form, "title": TITLES[of], "of": of.value}
    return page(request, "pathways/ending_paper.html", context)
