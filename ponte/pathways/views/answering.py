"""How a posted form is answered: done, or shown again with its errors and what was typed."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import render

from ponte.kit.errors import RuleBroken
from ponte.pathways.rules.reasons import NotReady


def sent(request):
    """Return what was posted, even if it is nothing; None where nothing was posted."""
    return request.POST if request.method == "POST" else None


def done(form, work: Callable[[], object]) -> bool:
    """Do the work of a valid form; whatever a rule finds missing stands beside its field."""
    if not form.is_valid():
        return False
    try:
        form.outcome = work()
    except NotReady as broken:
        for one in broken.missing:
            _beside(form, one.field, str(one.sentence))
        return False
    except RuleBroken as broken:
        _beside(form, broken.field, str(broken))
        return False
    return True


def _beside(form, field: str | None, sentence: str) -> None:
    form.add_error(field if field in form.fields else None, sentence)


def tried(request, work: Callable[[], object], said: str) -> None:
    """Do the work of a lone button and say how it went."""
    try:
        work()
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, said)


def page(request, template: str, context: dict, *, status: int = 0):
    """Render a page; a form with errors answers 422, the rest 200."""
    form = context.get("form")
    wrong = form is not None and form.is_bound and form.errors
    return render(request, template, context, status=status or (422 if wrong else 200))
