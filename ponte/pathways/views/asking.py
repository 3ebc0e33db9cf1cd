"""One form about a case on a page of its own: title, form, button, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import Promise

from ponte.pathways.views.answering import done, page
from ponte.pathways.views.sections import Frame


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says: title, button, what happened; a lead where one helps."""

    title: str | Promise
    button: str | Promise
    said: str | Promise
    lead: str | Promise = ""


def ask(request, frame: Frame, form, act: Callable, *, words: Words, back: str):
    """Show the form, or do what it says and go back to the section."""
    if done(form, lambda: act(by=request.actor, **_given(form))):
        messages.success(request, str(words.said))
        return redirect(f"pathways:{back}", frame.pathway.pk)
    context = {**frame.context, "words": words, "form": form, "back": f"pathways:{back}"}
    return page(request, "pathways/case_form.html", context)


def _given(form) -> dict:
    return form.given() if hasattr(form, "given") else form.cleaned_data
