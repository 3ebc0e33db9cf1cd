"""Filling a listing step by step, translating it, and seeing it as the public will."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.directory.actions import cards, freshness, translations
from ponte.directory.forms.cards import CARD_FORMS
from ponte.directory.forms.enterprises import ENTERPRISE_FORMS
from ponte.directory.forms.lists import TranslationForm
from ponte.directory.queries import editing
from ponte.directory.queries.versions import steps_of, version_now
from ponte.directory.rules.steps import after, before
from ponte.directory.rules.versions import EditConflict
from ponte.directory.views.shown import (
    change_in_words,
    page_bones,
    step_url,
    steps_shown,
    texts_to_translate,
    version_typed,
)
from ponte.kit.errors import RuleBroken

FORMS = {"card": CARD_FORMS, "enterprise": ENTERPRISE_FORMS}


@require_http_methods(["GET", "HEAD", "POST"])
def listing_step(request, kind, pk, step):
    listing = editing.listing_for(request.actor, kind, pk)
    if step not in steps_of(listing):
        raise Http404
    order = steps_of(listing)[step].fields
    data = request.POST if request.method == "POST" else None
    form = FORMS[kind][step](data, version=version_now(listing), order=order)
    if data is None:
        return _step_page(request, listing, step, form)
    if not form.is_valid():
        return _step_page(request, listing, step, form, version=version_typed(data), status=422)
    return _save(request, listing, step, form)


def _save(request, listing, step, form):
    try:
        listing = cards.save_step(
            listing=listing,
            step=step,
            values=form.values(),
            version=version_typed(request.POST),
            by=request.actor,
        )
        if getattr(form, "is_confirmed", False):
            freshness.confirm_listing(listing=listing, by=request.actor)
    except EditConflict as conflict:
        shown = [change_in_words(change) for change in conflict.changes]
        return _step_page(request, listing, step, form, conflict=shown, status=409)
    except RuleBroken as broken:
        form.add_error(None, str(broken))
        return _step_page(request, listing, step, form, status=422)
    return _go_on(request, listing, step)


def _go_on(request, listing, step):
    kind, then = editing.kind_of(listing), request.POST.get("then", "")
    messages.success(request, _("Saved."))
    if then == "more":
        return redirect(step_url(listing, kind, step))
    if then != "stop" and (following := after(steps_of(listing), step)):
        return redirect(step_url(listing, kind, following))
    return redirect("directory:listing-edit", kind=kind, pk=listing.pk)


def _step_page(request, listing, step, form, *, conflict=None, version=None, status=200):
    bones = page_bones(request.actor, listing)
    steps, codes = steps_of(listing), list(steps_of(listing))
    following, earlier = after(steps, step), before(steps, step)
    shown = {
        **bones,
        "form": form,
        "step": steps[step],
        "number": codes.index(step) + 1,
        "total": len(codes),
        "next_title": steps[following].title if following else "",
        "back_url": step_url(listing, bones["kind"], earlier) if earlier else "",
        "steps": steps_shown(listing, bones["judged"], step),
        "betters": [lack for lack in bones["lacks"] if lack["item"].step == step],
        "version": listing.content_version if version is None else version,
        "conflict": conflict,
    }
    return render(request, "directory/listing_step.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def listing_translate(request, kind, pk, language):
    listing = editing.listing_for(request.actor, kind, pk)
    if language not in dict(settings.LANGUAGES) or language == listing.language:
        raise Http404
    known = editing.translations_of(listing).get(language)
    initial = {**(known.texts if known else {}), "signed": False}
    data = request.POST if request.method == "POST" else None
    names = texts_to_translate(listing)
    form = TranslationForm(data, names=names, listing=listing, initial=initial)
    if form.is_valid():
        return _save_translation(request, listing, language, form)
    return _translation_page(request, listing, language, form, known)


def _translation_page(request, listing, language, form, known):
    outdated = set(editing.changed_since(listing, known)) if known else set()
    shown = {
        **page_bones(request.actor, listing),
        "form": form,
        "texts": [
            {"field": form[name], "source": form.fields[name].source, "outdated": name in outdated}
            for name in texts_to_translate(listing)
        ],
        "translation": known,
        "language_name": dict(settings.LANGUAGES)[language],
        "source_name": dict(settings.LANGUAGES)[listing.language],
        "language": language,
    }
    status = 422 if form.is_bound else 200
    return render(request, "directory/listing_translate.html", shown, status=status)


def _save_translation(request, listing, language, form):
    translations.save_translation(
        listing=listing,
        language=language,
        texts=form.texts(),
        signed=form.cleaned_data["signed"],
        by=request.actor,
    )
    messages.success(request, _("The translation is saved."))
    kind = editing.kind_of(listing)
    return redirect(reverse("directory:listing-edit", kwargs={"kind": kind, "pk": listing.pk}))
