"""Filling in a sheet: a step at a time, saved at each, completed when nothing is missing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.engines.questionnaires.progress import next_open
from ponte.engines.questionnaires.versions import carry
from ponte.kit.errors import RuleBroken
from ponte.pathways import actions
from ponte.pathways.queries.sheet_words import label_of, line_of
from ponte.pathways.queries.sheets import Sheet, sheet_for
from ponte.pathways.rules import instruments
from ponte.pathways.views import sheet_frames
from ponte.pathways.views.sheet_answering import Answering
from ponte.pathways.views.sheet_pages import step_page
from ponte.pathways.views.sheet_steps import neighbours, step_of, steps_of

TEMPLATES = {
    False: "pathways/sheets/sheet_step.html",
    True: "pathways/sheets/sheet_question.html",
}


def _open_sheet(request, pk: UUID) -> Sheet:
    found = sheet_for(request.actor, pk)
    if not found.is_open:
        raise Http404
    return found


@require_safe
def sheet_fill(request, sheet: UUID):
    """Go to where filling in goes on: the first question that is open."""
    found = _open_sheet(request, sheet)
    steps = steps_of(found)
    if not steps:
        return redirect(sheet_frames.home_of(found))
    code = next_open(found.to_answer, found.answers, unread=found.unread)
    step = step_of(found, code) if code else ""
    return redirect("pathways:sheet-step", sheet, step or steps[0].code)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_step(request, sheet: UUID, step: str):
    """One step: to fill in, or as it was sent."""
    found = _open_sheet(request, sheet)
    here = next((one for one in steps_of(found) if one.code == step), None)
    if here is None:
        return redirect("pathways:sheet-fill", sheet)
    if request.method != "POST":
        return _shown(request, found, here, None)
    answering = Answering(request, found, here)
    if not answering.save():
        return _shown(request, answering.sheet, here, answering)
    return _onward(request, answering)


def _shown(request, sheet: Sheet, here, answering: Answering | None):
    context = {**sheet_frames.around_step(request, sheet), **step_page(sheet, here, answering)}
    status = 409 if answering and answering.theirs else 200
    return render(request, TEMPLATES[sheet.spec.one_at_a_time], context, status=status)


def _onward(request, answering: Answering):
    """After saving: the next step, the one before, a pause, or the same where more is asked."""
    pk, go = answering.sheet.document.pk, request.POST.get("go", "next")
    after = sheet_for(request.actor, pk)
    home = sheet_frames.home_of(after)
    steps = steps_of(after)
    codes = [one.code for one in steps]
    here = answering.step.code
    if go == "pause" or here not in codes:
        return redirect(_paused(request, after) if go == "pause" else home)
    if answering.asks_more(after):
        messages.info(request, _("Saved. Your answer opens more questions on this page."))
        return redirect("pathways:sheet-step", pk, here)
    if go == "stay":
        messages.success(request, _("Saved."))
        return redirect("pathways:sheet-step", pk, here)
    before, following = neighbours(steps, here)
    target = before if go == "back" else following
    return redirect("pathways:sheet-step", pk, target) if target else redirect(home)


def _paused(request, sheet: Sheet) -> str:
    """Stop the clock, where there is one."""
    if sheet.spec.one_at_a_time:
        actions.pause_sitting(document=sheet.document, by=request.actor)
    return sheet_frames.home_of(sheet)


@require_POST
def sheet_complete(request, sheet: UUID):
    """Say that a sheet is whole; what is missing is listed on its page."""
    found = _open_sheet(request, sheet)
    try:
        actions.complete_document(document=found.document, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The sheet is complete."))
    return redirect("pathways:sheet", sheet)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_renew(request, sheet: UUID):
    """Bring the answers to the newest questions: first what would change, then do it."""
    found = sheet_for(request.actor, sheet)
    if not found.may_answer or not found.is_whole:
        raise Http404
    if request.method == "POST":
        return _renewed(request, found)
    context = {**sheet_frames.around(request, found.document), **_changes(found)}
    return render(request, "pathways/sheets/sheet_renew.html", context)


def _renewed(request, found: Sheet):
    try:
        made = actions.renew_document(document=found.document, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect("pathways:sheet", found.document.pk)
    return redirect("pathways:sheet-fill", made.pk)


def _changes(found: Sheet) -> dict:
    new, language = instruments.newest(found.document.instrument), get_language()
    carried = carry(found.spec, new, found.answers)
    dropped = {one.question for one in carried.dropped if one.question in found.spec.by_code}
    return {
        "sheet": found,
        "document": found.document,
        "newest": new.version,
        "kept": len(carried.kept),
        "dropped": [
            line_of(found.spec.by_code[code], found.answers, {}, language) for code in dropped
        ],
        "added": [label_of(new.by_code[code], language) for code in carried.new],
    }
