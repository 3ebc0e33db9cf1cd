"""The worker's diary: pages, a new one, one of them and who reads it, all of them as a file."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ponte.kit.audit.models import Interface
from ponte.kit.charts import lines
from ponte.kit.errors import RuleBroken
from ponte.kit.lists import csv_file
from ponte.pathways import actions
from ponte.pathways.forms.worker import NOBODY, DiaryForm, ReadersForm
from ponte.pathways.queries.own import Page, days_of, diary, diary_page
from ponte.pathways.rules.logbook import FACES, TEXTS
from ponte.pathways.views.sections import framed
from ponte.pathways.views.worker_pages import Yard, yard


def _own_diary(request, pk: UUID) -> Yard:
    own = yard(request, pk)
    if not own.mine.may("write_logbook"):
        raise Http404
    return own


@require_safe
def logbook(request, pk: UUID):
    """My pages, and the faces over time."""
    own = _own_diary(request, pk)
    pages = diary(own.pathway, by=request.actor, mine=own.mine)
    context = {**own.context, "pages": shown(pages), "drawn": drawn(pages)}
    return render(request, "pathways/worker/logbook.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def logbook_new(request, pk: UUID):
    """A page in a minute: a face is enough."""
    own = _own_diary(request, pk)
    form = DiaryForm(request.POST or None, asks_readers=not own.mine.beside)
    if form.is_bound and form.is_valid() and _written(request, own, form):
        return redirect("pathways:worker-case" if own.mine.beside else "pathways:logbook", pk)
    status = 422 if form.is_bound else 200
    return render(
        request, "pathways/worker/logbook_new.html", {**own.context, "form": form}, status=status
    )


def _written(request, own: Yard, form: DiaryForm) -> bool:
    try:
        actions.write_logbook(
            pathway=own.pathway,
            told=form.told,
            readers=form.chosen,
            client_id=form.cleaned_data["client_id"],
            by=request.actor,
        )
    except RuleBroken as broken:
        form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        return False
    messages.success(request, _("Your page is saved."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def logbook_page(request, pk: UUID, page: UUID):
    """One page, and who reads it."""
    own = _own_diary(request, pk)
    document, opened = diary_page(own.pathway, page, by=request.actor, mine=own.mine)
    form = ReadersForm(request.POST or None, initial={"readers": _shown_to(opened)})
    if form.is_bound and form.is_valid():
        actions.share_logbook(page=document, readers=form.chosen, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("pathways:logbook-page", pk, page)
    context = {**own.context, "page": shown([opened])[0], "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "pathways/worker/logbook_page.html", context, status=status)


@require_safe
def logbook_export(request, pk: UUID):
    """All my pages as a file."""
    own = _own_diary(request, pk)
    pages = diary(own.pathway, by=request.actor, mine=own.mine, through=Interface.EXPORT)
    head = [_("Day"), _("Face"), *(label for _name, label in questions()), _("Who reads it")]
    rows = (
        [one.day.isoformat(), face_of(one), *(one.told.get(name, "") for name in TEXTS), reads(one)]
        for one in pages
    )
    return csv_file("diary", head, rows)


@require_safe
def case_logbook(request, pk: UUID):
    """For tutor and office: the pages that the worker shows them, and no other."""
    frame = framed(request, pk, "case-logbook")
    pages = diary(frame.pathway, by=request.actor, mine=frame.mine)
    context = {**frame.context, "pages": shown(pages), "drawn": drawn(pages)}
    return render(request, "pathways/case_logbook.html", context)


def questions() -> list[tuple[str, str]]:
    """Return the five texts with their words."""
    fields = DiaryForm.base_fields
    return [(name, str(fields[name].label)) for name in TEXTS]


def face_of(page: Page) -> str:
    """Return the face in words."""
    return str(FACES[page.feeling][1]) if page.feeling in FACES else ""


def reads(page: Page) -> str:
    """Say who reads a page beside its writer."""
    if not page.readers:
        return _("only me")
    return _("my tutor and the office") if "officer" in page.readers else _("my tutor")


def _shown_to(page: Page) -> str:
    if not page.readers:
        return NOBODY
    return "office" if "officer" in page.readers else "tutor"


def shown(pages: list[Page]) -> list[dict]:
    """Return pages as templates show them."""
    return [
        {
            "id": one.id,
            "day": one.day,
            "face": FACES[one.feeling][0] if one.feeling in FACES else "",
            "face_words": face_of(one),
            "texts": [
                {"label": label, "text": one.told[name]}
                for name, label in questions()
                if one.told.get(name)
            ],
            "readers": reads(one),
            "is_private": not one.readers,
        }
        for one in pages
    ]


def drawn(pages: list[Page]):
    """Return the faces of the last weeks as a picture with its table, once there are two."""
    told = [one for one in days_of(pages) if one.feeling in FACES]
    if len(told) < 2:
        return None
    return lines(
        [date_format(one.day, "SHORT_DATE_FORMAT") for one in told],
        [(_("How the day was"), [one.feeling for one in told])],
        levels=[(value, str(FACES[value][1])) for value in sorted(FACES)],
    )
