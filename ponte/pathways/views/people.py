"""People of a case: who is what, a part given and ended, and the training of its tutors."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ponte.kit.errors import Refused
from ponte.pathways import actions, permissions
from ponte.pathways.forms import people as forms
from ponte.pathways.forms.beginning import CorrectForm
from ponte.pathways.permissions.owning import may_correct
from ponte.pathways.queries import people
from ponte.pathways.queries.cases import names_of
from ponte.pathways.queries.emergencies import emergencies_in
from ponte.pathways.queries.reading_needs import may_ask, needs_of
from ponte.pathways.views.answering import page, sent, tried
from ponte.pathways.views.asking import Words, ask
from ponte.pathways.views.sections import framed

SECTION = "case-people"
ASSIGN = Words(
    gettext_lazy("Give somebody a part in this case"),
    gettext_lazy("Give the part"),
    gettext_lazy("Done: from now on this case is theirs too."),
    gettext_lazy("Only members of office, co-operative and company who hold the role are listed."),
)
CORRECT = Words(
    gettext_lazy("Correct what is known of the worker"),
    gettext_lazy("Save"),
    gettext_lazy("Saved."),
)
OUTSIDE = Words(
    gettext_lazy("Let in the referring service, or an auditor"),
    gettext_lazy("Let in"),
    gettext_lazy("Done: they see this case, as far as their part goes."),
)
TRAINED = Words(
    gettext_lazy("Training of a tutor"),
    gettext_lazy("Save"),
    gettext_lazy("The training is recorded."),
    gettext_lazy("Forty hours with every area touched, or experience that the office recognises."),
)


@require_safe
def case_people(request, pk: UUID):
    """Who is what."""
    frame = framed(request, pk, SECTION)
    shown = people.people_page(frame.pathway, frame.mine)
    context = {
        **_readings(request, frame),
        "shown": shown,
        "may_correct": may_correct(request.actor, frame.pathway.worker),
        "now": [
            {"part": one, "training": forms.training_said(one.training) if one.training else ""}
            for one in shown.now
        ],
    }
    return page(request, "pathways/people.html", {**frame.context, **context})


def _readings(request, frame) -> dict:
    return {
        "needs": needs_of(frame.pathway, frame.mine, by=request.actor),
        "asks": may_ask(frame.mine),
        "emergencies": emergencies_in(frame.pathway, by=request.actor),
    }


def role_assign(request, pk: UUID):
    """Give a member a part."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "assign_role", frame.pathway)
    form = forms.AssignForm(sent(request), pathway=frame.pathway)
    act = partial(actions.assign_role, pathway=frame.pathway)
    return ask(request, frame, form, act, words=ASSIGN, back=SECTION)


def role_let_in(request, pk: UUID):
    """Give somebody of the referring service, or an auditor, a part."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "assign_role", frame.pathway)
    act = partial(actions.assign_role, pathway=frame.pathway)
    return ask(request, frame, forms.OutsideForm(sent(request)), act, words=OUTSIDE, back=SECTION)


def worker_correct(request, pk: UUID):
    """Put right what is known of the worker."""
    frame = framed(request, pk, SECTION)
    worker = frame.pathway.worker
    if not may_correct(request.actor, worker):
        raise Refused("pathways.correct_worker")
    own = request.actor.id == worker.person_id
    form = CorrectForm(sent(request), worker=worker, own=own)
    act = partial(actions.correct_worker, worker=worker)
    return ask(request, frame, form, act, words=CORRECT, back=SECTION)


@require_POST
def role_end(request, pk: UUID, role: UUID):
    """Take somebody out of the case."""
    frame = framed(request, pk, SECTION)
    permissions.require_case(request.actor, "end_role", frame.pathway)
    found = people.role_of(frame.pathway, role)
    tried(request, lambda: actions.end_role(role=found, by=request.actor), _("The part is ended."))
    return redirect("pathways:case-people", pk)


def training_record(request, pk: UUID, person: UUID):
    """Record how a tutor is trained."""
    frame = framed(request, pk, SECTION)
    case = frame.pathway
    permissions.require(request.actor, permissions.PLACE_WORKERS, case.office_id)
    tutor = people.tutor_of(case, person)
    known = people.trainings(case, {tutor})[tutor]
    form = forms.TrainingForm(sent(request), initial=forms.TrainingForm.told(known))
    act = partial(
        actions.record_training, office=case.office, employer=case.cooperative, person=tutor
    )
    words = replace(TRAINED, title=f"{TRAINED.title}: {names_of([tutor]).get(tutor, '')}")
    return ask(request, frame, form, act, words=words, back=SECTION)
