"""Keeping the listings of members, and the member's own button to end it."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.kit import links
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.lists import csv_file, page_of
from ponte.organizations import actions, forms
from ponte.organizations.notifications import letter_on_paper
from ponte.organizations.permissions import KEEP_LISTINGS
from ponte.organizations.queries import organizations
from ponte.organizations.rules.access import KEEPING_LINK
from ponte.organizations.rules.identifiers import check_tax_code
from ponte.organizations.views.answering import done, frame, only, page, tried


def keeping_list(request, slug):
    organization = organizations.organization_for(request.actor, slug)
    only(request, KEEP_LISTINGS, organization, reading=False)
    form = forms.KeepForm(request.POST or None)
    if request.method == "POST" and done(form, lambda: _keep(request, organization, form)):
        return _kept(request, form.outcome)
    narrowed = forms.KeptNarrowed(request.GET)
    rows, shown = page_of(
        organizations.kept_by(organization, **narrowed.wanted()), request.GET.get("page")
    )
    context = {"form": form, "narrowed": narrowed, "kept": rows, "page": shown}
    context |= frame(request, organization)
    return page(request, "organizations/keeping_list.html", context)


def _kept(request, keeping):
    """Say whether it is told by itself; where not, lead to the letter for paper."""
    if keeping.kept.email:
        messages.success(request, _("Its listings are now yours to keep. It is told by e-mail."))
        return redirect("organizations:keeping-list", keeping.keeper.slug)
    messages.success(
        request,
        _("Its listings are now yours to keep. We know no e-mail address of it: tell it on paper."),
    )
    return redirect("organizations:keeping-letter", keeping.pk)


@require_safe
def keeping_export(request, slug):
    """The same list as a table."""
    organization = organizations.organization_for(request.actor, slug)
    wanted = forms.KeptNarrowed(request.GET).wanted()
    header = [
        *(_("Organization"), _("Municipality"), _("Tax code")),
        *(_("On what ground"), _("Since"), _("Told")),
    ]
    rows = (
        [
            *(one.kept.name, one.kept.municipality.name if one.kept.municipality else ""),
            *(one.kept.tax_code, one.ground, timezone.localdate(one.since).isoformat()),
            one.told_on.isoformat() if one.told_on else "",
        ]
        for one in organizations.kept_by(organization, **wanted).iterator(chunk_size=500)
    )
    return csv_file("kept", header, rows)


def keeping_letter(request, pk):
    """What to send on paper where no e-mail goes, and the day on which it was told."""
    keeping = organizations.keeping_for(request.actor, pk)
    only(request, KEEP_LISTINGS, keeping.keeper, reading=False)
    form = forms.ToldForm(request.POST or None)
    if request.method == "POST" and done(
        form,
        lambda: actions.note_told_on_paper(
            keeping=keeping, on=form.cleaned_data["on"], by=request.actor
        ),
    ):
        messages.success(request, _("The day is noted."))
        return redirect("organizations:keeping-list", keeping.keeper.slug)
    context = frame(request, keeping.keeper) | letter_on_paper(keeping)
    context |= {"keeping": keeping, "form": form}
    return page(request, "organizations/keeping_letter.html", context)


def _keep(request, organization, form):
    try:
        kept = organizations.organization_by_tax_code(check_tax_code(form.cleaned_data["kept"]))
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="kept") from None
    if kept is None:
        raise RuleBroken(_("No organization of this tax code is on the list."), field="kept")
    return actions.keep_listings(
        keeper=organization, kept=kept, ground=form.cleaned_data["ground"], by=request.actor
    )


@require_POST
def keeping_end(request, pk):
    keeping = organizations.keeping_for(request.actor, pk)
    tried(
        request,
        lambda: actions.end_keeping(keeping=keeping, by=request.actor),
        _("The keeping has ended."),
    )
    return redirect("organizations:organization-list")


@login_not_required
def keeping_link(request, token):
    """The link alone changes nothing; the button on its page does."""
    try:
        pk = UUID(links.read(KEEPING_LINK, token)["keeping"])
        keeping = organizations.keeping_by_id(pk)
    except RuleBroken as broken:
        return page(request, "organizations/keeping_link.html", {"broken": str(broken)})
    if request.method == "POST" and not keeping.ended_at:
        by = Actor.link(KEEPING_LINK, keeping.pk)
        # Pressed twice at the same moment: it has ended all the same.
        with suppress(RuleBroken):
            actions.end_keeping(keeping=keeping, by=by)
        keeping = organizations.keeping_by_id(pk)
    return page(request, "organizations/keeping_link.html", {"keeping": keeping})
