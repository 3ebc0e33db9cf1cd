"""One page for every step of a case: what it asks, what it still lacks, and who was quicker.

`WAYS` is the whole of it: the step, its form, its action. A step that is new in `states.py` and
`permissions` needs a line here and, if it asks for something, a form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ponte.pathways import actions, permissions
from ponte.pathways.events import SENTENCES
from ponte.pathways.forms import steps as forms
from ponte.pathways.queries.page import last_step
from ponte.pathways.queries.steps import LEADS, step_of
from ponte.pathways.states import PathwayState
from ponte.pathways.views.answering import done, page, sent
from ponte.pathways.views.missing import missing_shown
from ponte.pathways.views.sections import Frame, framed


@dataclass(frozen=True, slots=True)
class Way:
    """How one step is taken, and one sentence on what follows."""

    form: type[forms.StepForm]
    act: Callable
    then: str | Promise


WAYS = {
    "share_proposal": Way(
        forms.ShareForm,
        actions.share_proposal,
        gettext_lazy("The worker is asked, and may say no without any consequence."),
    ),
    "accept_proposal": Way(
        forms.AcceptForm,
        actions.accept_proposal,
        gettext_lazy("The pathway goes on. It can be given up at any time before the start."),
    ),
    "decline_proposal": Way(
        forms.OwnWordForm,
        actions.decline_proposal,
        gettext_lazy("The pathway ends here. The job at the co-operative stays as it was."),
    ),
    "request_activation": Way(
        forms.ChooseOpeningForm,
        actions.request_activation,
        gettext_lazy("The placement office gives the worker an appointment."),
    ),
    "request_again": Way(
        forms.ChooseOpeningForm,
        actions.request_again,
        gettext_lazy("The office looks at the other opening."),
    ),
    "begin_orientation": Way(
        forms.AppointmentForm,
        actions.begin_orientation,
        gettext_lazy("The skills assessment begins, in short sittings."),
    ),
    "finish_assessment": Way(
        forms.PlainForm,
        actions.finish_assessment,
        gettext_lazy("The match can be reviewed."),
    ),
    "begin_match_review": Way(
        forms.PlainForm,
        actions.begin_match_review,
        gettext_lazy("From now on the company sees this case by its code, without the name."),
    ),
    "reject_match": Way(
        forms.ReasonForm,
        actions.reject_match,
        gettext_lazy("The start can be asked for with another opening."),
    ),
    "approve_match": Way(
        forms.ApproveForm,
        actions.approve_match,
        gettext_lazy("The agreement is written from these terms, and four parties sign it."),
    ),
    "close_before_start": Way(
        forms.ReasonForm,
        actions.close_before_start,
        gettext_lazy("The case ends. The job at the co-operative stays as it was."),
    ),
    "give_up": Way(
        forms.OwnWordForm,
        actions.give_up,
        gettext_lazy("The pathway ends. The job at the co-operative stays as it was."),
    ),
    "start_secondment": Way(
        forms.StartForm,
        actions.start_secondment,
        gettext_lazy("Hours can be entered, and the co-operative holds the post."),
    ),
    "suspend_secondment": Way(
        forms.SuspendForm,
        actions.suspend_secondment,
        gettext_lazy("It is looked at again within thirty days."),
    ),
    "review_suspension": Way(
        forms.PlainForm,
        actions.review_suspension,
        gettext_lazy("It rests on, and is looked at again within thirty days."),
    ),
    "resume_secondment": Way(
        forms.PlainForm,
        actions.resume_secondment,
        gettext_lazy("The secondment goes on."),
    ),
    "complete_secondment": Way(
        forms.CompleteForm,
        actions.complete_secondment,
        gettext_lazy("The final report is due within fifteen days."),
    ),
    "interrupt_secondment": Way(
        forms.InterruptForm,
        actions.interrupt_secondment,
        gettext_lazy("The final report is due within fifteen days; the post is still held."),
    ),
    "evaluate_pathway": Way(
        forms.PlainForm,
        actions.evaluate_pathway,
        gettext_lazy("The outcome can be recorded."),
    ),
    "record_hire": Way(
        forms.HireForm,
        actions.record_hire,
        gettext_lazy("The post at the co-operative is free for somebody else."),
    ),
    "record_return": Way(
        forms.ReturnForm,
        actions.record_return,
        gettext_lazy("The worker is back in the post that was held, and its cover ends."),
    ),
    "record_other_exit": Way(
        forms.OtherExitForm,
        actions.record_other_exit,
        gettext_lazy("The outcome counts in the figures as another way out."),
    ),
    "begin_follow_up": Way(
        forms.PlainForm,
        actions.begin_follow_up,
        gettext_lazy("Somebody looks back after 3, 6, 12 and 24 months."),
    ),
    "record_follow_up": Way(
        forms.FollowUpForm,
        actions.record_follow_up,
        gettext_lazy("It counts in the figures on how long jobs last."),
    ),
    "close_pathway": Way(
        forms.CloseForm,
        actions.close_pathway,
        gettext_lazy("The time of keeping its data begins."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def case_step(request, pk: UUID, action: str):
    """Show what a step asks for; take it."""
    if action not in WAYS:
        raise Http404
    frame = framed(request, pk, "case-detail")
    permissions.require_case(request.actor, action, frame.pathway)
    form = WAYS[action].form(
        sent(request), pathway=frame.pathway, mine=frame.mine, actor=request.actor
    )
    if request.method == "POST":
        if _is_stale(form):
            return _shown(request, frame, action, _again(form), status=409)
        if done(form, lambda: _taken(request, frame, action, form)):
            messages.success(request, _said(action, form.outcome))
            return redirect("pathways:case-detail", pk)
    return _shown(request, frame, action, form)


def _said(action: str, outcome) -> str:
    """What happened: a yes that waits for another moves nothing yet."""
    if action == "accept_proposal" and outcome.state == PathwayState.PROPOSED:
        return _("The yes is kept. Somebody else has to say yes too.")
    return str(SENTENCES.get(LEADS.get(action)) or _("Recorded."))


def _taken(request, frame: Frame, action: str, form):
    return WAYS[action].act(pathway=frame.pathway, by=request.actor, **form.given())


def _is_stale(form: forms.StepForm) -> bool:
    """The case has moved since the reader opened the page."""
    seen = form.data.get("seen", "")
    return bool(seen) and seen != form.fields["seen"].initial


def _again(form: forms.StepForm) -> forms.StepForm:
    """The same form with what was typed, for the case as it stands now."""
    form.data = form.data.copy()
    form.data["seen"] = form.fields["seen"].initial
    return form


def _shown(request, frame: Frame, action: str, form, *, status: int = 0):
    step = step_of(frame.pathway, frame.mine, action)
    context = {
        **frame.context,
        "step": step,
        "missing": missing_shown(frame.pathway, step.missing if step else ()),
        "then": WAYS[action].then,
        "form": form,
        "meanwhile": last_step(frame.pathway) if status or step is None else None,
        "typed": form.typed if form.is_bound else [],
    }
    return page(request, "pathways/case_step.html", context, status=status)
