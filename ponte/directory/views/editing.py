"""My listings: list, export, begin, look at one, move it through its states, take back."""

import io

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.directory.actions import cards, enterprises, freshness, publishing
from ponte.directory.forms.lists import StartForm, WantedForm
from ponte.directory.queries import editing
from ponte.directory.queries.stories import story_for
from ponte.directory.queries.versions import last_different_version, version_now
from ponte.directory.rules.versions import changes
from ponte.directory.views.shown import (
    EXPORT_COLUMNS,
    change_in_words,
    export_rows,
    page_bones,
    row_shown,
    step_url,
    translations_shown,
    version_typed,
)
from ponte.kit.downloads import download
from ponte.kit.errors import RuleBroken
from ponte.kit.lists import csv_file, page_of
from ponte.kit.spreadsheets.writing import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOVES = {
    "publish": (publishing.publish_listing, gettext_lazy("Published: everybody can find it now.")),
    "suspend": (
        publishing.suspend_listing,
        gettext_lazy("Suspended: nobody finds it until you publish it."),
    ),
    "retire": (publishing.retire_listing, gettext_lazy("It left the results. Its address stays.")),
    "draft": (
        publishing.redraft_listing,
        gettext_lazy("A draft again: only editors see it."),
    ),
    "confirm": (freshness.confirm_listing, gettext_lazy("Confirmed. Readers see today's date.")),
}


@require_safe
def listing_list(request):
    form = WantedForm(request.GET)
    found = editing.rows_for(request.actor, editing.Wanted(**form.wanted()))
    rows, page = page_of(found, request.GET.get("page"))
    shown = {
        "form": form,
        "rows": [row_shown(one) for one in editing.judged(rows)],
        "page": page,
        "organizations": editing.writable_organizations(request.actor),
    }
    return render(request, "directory/listing_list.html", shown)


@require_safe
def listing_export(request, form):
    wanted = editing.Wanted(**WantedForm(request.GET).wanted())
    rows = export_rows(editing.rows_for(request.actor, wanted))
    if form == "csv":
        return csv_file("listings", EXPORT_COLUMNS, rows)
    if form != "xlsx":
        raise Http404
    target = io.BytesIO()
    write_xlsx(target, EXPORT_COLUMNS, rows)
    name = f"ponte-listings-{timezone.localdate():%Y-%m-%d}.xlsx"
    return download(target.getvalue(), media=XLSX, name=name)


@require_http_methods(["GET", "HEAD", "POST"])
def listing_start(request):
    organizations = editing.writable_organizations(request.actor)
    asked = {"kind": request.GET.get("kind"), "organization": request.GET.get("organization")}
    data = request.POST if request.method == "POST" else None
    form = StartForm(data, organizations=organizations, initial=asked)
    if form.is_valid():
        return _start(request, form)
    shown = {"form": form, "organizations": organizations}
    status = 422 if form.is_bound else 200
    return render(request, "directory/listing_start.html", shown, status=status)


def _start(request, form):
    given = {
        "organization_id": form.chosen.pk,
        "language": translation.get_language(),
        "by": request.actor,
    }
    kind = form.cleaned_data["kind"]
    if kind == "card":
        listing = cards.start_card(name=form.cleaned_data["name"], **given)
        return redirect(step_url(listing, kind, "what"))
    listing = enterprises.start_enterprise(name=form.chosen.name, **given)
    return redirect("directory:listing-edit", kind=kind, pk=listing.pk)


@require_safe
def listing_edit(request, kind, pk):
    listing = editing.listing_for(request.actor, kind, pk)
    return _overview(request, listing)


def _overview(request, listing, *, refused=None, status=200):
    shown = {
        **page_bones(request.actor, listing),
        "story": story_for(listing),
        "translations": translations_shown(listing),
        "refused": refused,
        "can_undo": last_different_version(listing) is not None,
        "references": listing.references.all() if editing.kind_of(listing) == "enterprise" else [],
    }
    return render(request, "directory/listing_edit.html", shown, status=status)


@require_POST
def listing_move(request, kind, pk, verb):
    listing = editing.listing_for(request.actor, kind, pk)
    if verb not in MOVES:
        raise Http404
    move, done = MOVES[verb]
    try:
        move(listing=listing, by=request.actor)
    except RuleBroken as broken:
        return _overview(request, listing, refused=broken, status=422)
    messages.success(request, done)
    return redirect("directory:listing-edit", kind=kind, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def listing_undo(request, kind, pk):
    listing = editing.listing_for(request.actor, kind, pk)
    if request.method == "POST":
        return _undo(request, listing, kind)
    found = last_different_version(listing)
    differing = changes(found[1], version_now(listing)) if found else ()
    shown = {
        **page_bones(request.actor, listing),
        "changes": [change_in_words(change) for change in differing],
    }
    return render(request, "directory/listing_undo.html", shown)


def _undo(request, listing, kind):
    try:
        version = version_typed(request.POST)
        cards.undo_last_change(listing=listing, version=version, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The earlier words are back."))
    return redirect("directory:listing-edit", kind=kind, pk=listing.pk)
