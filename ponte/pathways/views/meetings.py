"""Meetings of evaluation: the list, one meeting with agenda, decisions and tasks."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.accounts.public import person_by_email
from ponte.kit import pdf
from ponte.kit.errors import RuleBroken
from ponte.pathways import actions, permissions
from ponte.pathways.documents import meeting_paper
from ponte.pathways.forms import office as forms
from ponte.pathways.queries.meetings import (
    item_for,
    meeting_for,
    meeting_page,
    meetings_for,
    open_tasks,
    task_for,
)
from ponte.pathways.views.answering import done, page, tried
from ponte.pathways.views.funding import own_office


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_list(request):
    """The meetings I call or am asked to, and what I still have to do."""
    leads = bool(permissions.offices_of(request.actor))
    if request.method == "POST" and not leads:
        raise Http404
    form = forms.MeetingForm(request.POST or None) if leads else None
    if form and done(form, lambda: _call(request, form)):
        return redirect("pathways:meeting-detail", form.outcome.pk)
    context = {
        "meetings": meetings_for(request.actor),
        "tasks": open_tasks(request.actor),
        "form": form,
    }
    return page(request, "pathways/meetings/list.html", context)


def _call(request, form):
    office = own_office(request.actor)
    return actions.call_meeting(office=office, facts=form.facts(), by=request.actor)


ASKED = {"item": forms.ItemForm, "guest": forms.GuestForm, "task": forms.TaskForm}


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_detail(request, pk: UUID):
    """One meeting; the office adds points, guests and tasks, one small form each."""
    meeting = meeting_for(request.actor, pk)
    shown = meeting_page(request.actor, meeting)
    if request.method == "POST" and not shown.leads:
        raise Http404
    told = request.POST.get("what")
    made = {name: _form(name, request, told, shown) for name in ASKED} if shown.leads else {}
    if told in made and done(made[told], lambda: _add(request, meeting, told, made[told])):
        messages.success(request, _("Written down."))
        return redirect("pathways:meeting-detail", pk)
    context = {"shown": shown, "forms": made, "form": made.get(told)}
    context |= {"has_pdf": pdf.is_possible(), "people": _people(request, shown)}
    return page(request, "pathways/meetings/detail.html", context)


def _form(name: str, request, told: str | None, shown):
    data = request.POST if told == name else None
    if name == "task":
        return ASKED[name](data, people=_people(request, shown), prefix=name)
    return ASKED[name](data, prefix=name)


def _people(request, shown) -> list[tuple[UUID, str]]:
    """Who may be there, and be given something to do: whoever is asked, and who leads."""
    others = [one for one in shown.guests if one[0] != request.actor.id]
    return [*others, (request.actor.id, request.actor.name)]


def _add(request, meeting, told: str, form):
    by, said = request.actor, form.cleaned_data
    if told == "item":
        return actions.add_item(meeting=meeting, by=by, **said)
    if told == "task":
        person = UUID(said.pop("person"))
        return actions.add_task(meeting=meeting, person=person, by=by, **said)
    person = person_by_email(said["email"])
    if person is None:
        raise RuleBroken(_("Nobody has an account with this address."), field="email")
    return actions.invite_guest(meeting=meeting, person=person.pk, by=by)


@require_safe
@pdf.makes_pdf
def meeting_note(request, pk: UUID):
    """The meeting as a tagged PDF; who takes it along stands in the journal."""
    meeting = meeting_for(request.actor, pk)
    paper = meeting_paper(meeting_page(request.actor, meeting))
    actions.take_meeting_note(meeting=meeting, by=request.actor)
    context = {"paper": paper, "on": timezone.localdate()}
    html = render_to_string("pathways/documents/paper.html", context)
    return pdf.pdf_file(f"meeting-{meeting.on:%Y-%m-%d}", html)


@require_http_methods(["GET", "HEAD", "POST"])
def item_decide(request, pk: UUID):
    """Write what was decided about one point."""
    item = item_for(request.actor, pk)
    form = forms.DecisionForm(request.POST or None, initial={"decision": item.decision})
    if done(form, lambda: actions.decide_item(item=item, by=request.actor, **form.cleaned_data)):
        return redirect("pathways:meeting-detail", item.meeting_id)
    return page(request, "pathways/meetings/decide.html", {"item": item, "form": form})


@require_POST
def task_finish(request, pk: UUID):
    """Say that a task is done."""
    task = task_for(pk)
    tried(request, lambda: actions.finish_task(task=task, by=request.actor), _("Done."))
    return redirect("pathways:meeting-detail", task.meeting_id)


@require_POST
def meeting_hold(request, pk: UUID):
    """Say that the meeting took place."""
    meeting = meeting_for(request.actor, pk)
    known = {str(one): one for one, _name in _people(request, meeting_page(request.actor, meeting))}
    came = [known[one] for one in request.POST.getlist("came") if one in known]
    tried(
        request,
        lambda: actions.hold_meeting(meeting=meeting, came=came, by=request.actor),
        _("The minutes are closed."),
    )
    return redirect("pathways:meeting-detail", pk)
