"""Calls of employers' associations: written, published, answered, counted."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.organizations.public import organizations_for
from ponte.pathways import actions, permissions
from ponte.pathways.forms.office import AnswerCallForm, CallForm, MemberForm
from ponte.pathways.queries import calls as queries
from ponte.pathways.views.answering import done, page, tried

MOVES = {"publish": actions.publish_call, "close": actions.close_call}


@require_http_methods(["GET", "HEAD", "POST"])
def call_list(request):
    """My association's calls with their counts, or the calls that my firm may answer."""
    mine = permissions.bodies_of(request.actor, permissions.BRING_COMPANIES)
    if request.method == "POST" and not mine:
        raise Http404
    form = CallForm(request.POST or None, offices=queries.placement_offices()) if mine else None
    if mine and done(form, lambda: _write(request, mine[0], form)):
        messages.success(request, _("Written. Publish it when it is right."))
        return redirect("pathways:call-list")
    calls = queries.calls_of(request.actor) if mine else []
    context = {
        "lines": [{"told": one, "address": _address(request, one.call)} for one in calls],
        "offered": queries.open_calls(request.actor),
        "writes": bool(mine),
        "form": form,
    }
    return page(request, "pathways/calls/list.html", context)


def _address(request, call) -> str:
    """Whole, to be copied into a letter to the firms."""
    return request.build_absolute_uri(reverse("pathways:call-answer", args=[call.pk]))


def _write(request, association: UUID, form: CallForm):
    body = organizations_for(request.actor).get(pk=association)
    return actions.write_call(
        association=body,
        office=UUID(form.cleaned_data["office"]),
        facts=form.facts(),
        by=request.actor,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def association_members(request):
    """The firms that my association's calls reach; posting adds one."""
    mine = permissions.bodies_of(request.actor, permissions.BRING_COMPANIES)
    if not mine:
        raise Http404
    form = MemberForm(request.POST or None)
    if done(form, lambda: _add(request, mine[0], form)):
        messages.success(request, _("On the list: calls published from now on reach it."))
        return redirect("pathways:association-members")
    context = {"members": queries.members_of(request.actor), "form": form}
    return page(request, "pathways/calls/members.html", context)


def _add(request, association: UUID, form: MemberForm):
    company = form.cleaned_data["company"]
    return actions.add_association_member(
        association=association, company=company, by=request.actor
    )


@require_POST
def association_member_end(request, pk: UUID):
    """Take a firm off the list."""
    found = queries.member_of(request.actor, pk)
    act = partial(actions.end_association_member, member=found, by=request.actor)
    tried(request, act, _("The firm is not on the list any more."))
    return redirect("pathways:association-members")


@require_http_methods(["GET", "HEAD", "POST"])
def call_edit(request, pk: UUID):
    """Change a call that is not published yet."""
    call = queries.call_of(request.actor, pk)
    told = {"title": call.title, "text": call.text, "last_day": call.last_day}
    form = CallForm(request.POST or None, initial=told)
    if done(form, lambda: actions.edit_call(call=call, facts=form.facts(), by=request.actor)):
        return redirect("pathways:call-list")
    return page(request, "pathways/calls/edit.html", {"call": call, "form": form})


@require_POST
def call_move(request, pk: UUID, move: str):
    """Publish or close a call."""
    call = queries.call_of(request.actor, pk)
    if move not in MOVES:
        raise Http404
    tried(request, lambda: MOVES[move](call=call, by=request.actor), _("Done."))
    return redirect("pathways:call-list")


@require_http_methods(["GET", "HEAD", "POST"])
def call_answer(request, pk: UUID):
    """Read a published call; a firm says that it has an opening."""
    call = queries.published_call(pk)
    mine = permissions.bodies_of(request.actor, permissions.HOST_WORKERS)
    firms = [(one.pk, one.name) for one in organizations_for(request.actor).filter(pk__in=mine)]
    if request.method == "POST" and not firms:
        raise Http404
    form = AnswerCallForm(request.POST or None, companies=firms) if firms else None
    if form and done(form, lambda: _answer(request, call, form)):
        messages.success(request, _("Thank you. The office will call you."))
        return redirect("pathways:opportunity-detail", form.outcome.pk)
    context = {"call": call, "form": form, "is_open": queries.is_open(call)}
    return page(request, "pathways/calls/answer.html", context)


def _answer(request, call, form: AnswerCallForm):
    company = get_object_or_404(organizations_for(request.actor), pk=form.cleaned_data["company"])
    title = form.cleaned_data["title"]
    return actions.answer_call(call=call, company=company, title=title, by=request.actor)
