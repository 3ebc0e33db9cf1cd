"""In the yard, signed in: my phones, making one ready, cutting one off, entries to look at."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.kit.errors import RuleBroken
from ponte.kit.templatetags.amounts import clock
from ponte.pathways import actions, permissions
from ponte.pathways.actions.yard import key_to_hand_out
from ponte.pathways.forms.yard import LookForm, PhoneForm
from ponte.pathways.queries import yard
from ponte.pathways.queries.cases import case_for
from ponte.pathways.rules.logbook import FACES
from ponte.pathways.rules.yard import Said, There
from ponte.pathways.states import HoursKind
from ponte.pathways.views.answering import done, page, sent
from ponte.pathways.views.yard_open import on_the_phone


@require_safe
def yard_home(request):
    """My phones, the cases I write in, and what waits for me."""
    context = {
        "phones": yard.own_phones(request.actor),
        "cases": yard.cases_to_write_in(request.actor),
        "waiting": yard.waiting_entries(request.actor),
        "unread": yard.unread_entries(request.actor),
    }
    return render(request, "pathways/yard/home.html", context)


@require_safe
def yard_case(request, pk: UUID):
    """Make this phone ready for one case; the desk sees all phones of the case."""
    pathway = case_for(request.actor, pk)
    writes = yard.writes_in(request.actor, pathway)
    at_desk = permissions.may_do(request.actor, "take_card", pathway)
    if not writes and not at_desk:
        raise Http404
    context = {
        **on_the_phone(request, "enrol"),
        "pathway": pathway,
        "writes": writes,
        "mine": yard.own_phones(request.actor, pathway),
        "desk": yard.phones_of_case(pathway) if at_desk else [],
        "form": PhoneForm(),
    }
    return render(request, "pathways/yard/case.html", context)


@require_POST
@never_cache
def yard_enrol(request, pk: UUID):
    """Answer the script of the page: the phone's number and its word, shown this once."""
    pathway, form = case_for(request.actor, pk), PhoneForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    made = actions.enrol_phone(pathway=pathway, name=name, by=request.actor)
    key_to_hand_out(by=request.actor)
    return JsonResponse({"device": str(made.phone.pk), "word": made.word}, status=201)


@require_POST
def yard_cut(request, pk: UUID):
    """Cut a phone off."""
    phone = yard.phone_for(request.actor, pk)
    try:
        actions.cut_off_phone(phone=phone, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The phone is cut off. What it sends counts for nothing."))
    if phone.person_id == request.actor.id:
        return redirect("pathways:yard")
    return redirect("pathways:yard-case", phone.pathway_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def yard_look(request, pk: UUID):
    """An entry that waits beside what is there; either may stay, with a reason."""
    look = yard.entry_for(request.actor, pk)
    form = LookForm(sent(request), choices=look.choices)
    if done(
        form,
        lambda: actions.settle_entry(entry=look.entry, by=request.actor, **form.cleaned_data),
    ):
        messages.success(request, _("Thank you. It is settled."))
        return redirect("pathways:yard")
    context = {
        "look": look,
        "form": form,
        "said": _said(look.said),
        "there": [_there(one) for one in look.there],
    }
    return page(request, "pathways/yard/look.html", context)


def _said(said: Said | None) -> dict | None:
    if said is None:
        return None
    if said.what == "hours":
        return {"day": said.day, "lines": [_hours(said.minutes, said.kind)]}
    told = dict(said.told or {})
    face = FACES.get(told.pop("feeling", None))
    return {"day": said.day, "lines": [*([face[1]] if face else []), *told.values()]}


def _there(one: There) -> dict:
    return {"line": _hours(one.minutes, one.kind), "is_confirmed": one.is_confirmed}


def _hours(minutes: int, kind: str) -> str:
    return f"{clock(minutes)}, {HoursKind(kind).label}"
