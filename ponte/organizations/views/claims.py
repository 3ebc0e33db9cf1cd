"""Claiming an organization, and the office's list of claims."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.kit.lists import csv_file, page_of
from ponte.organizations import actions, forms
from ponte.organizations.models import Claim
from ponte.organizations.queries import cards, organizations
from ponte.organizations.queries import claims as queries
from ponte.organizations.views.answering import done, frame, page, tried


def organization_claim(request, slug):
    organization = organizations.public_organization(slug)
    if mine := queries.open_claim_of(request.actor, organization):
        return redirect("organizations:claim-detail", mine.pk)
    if organization.claimed_at:
        return redirect("organizations:access-ask", slug)
    form = forms.ClaimForm(request.POST or None, organization=organization)
    if request.method == "POST" and done(
        form,
        lambda: actions.claim_organization(
            organization=organization, by=request.actor, **form.cleaned_data
        ),
    ):
        return _claimed(request, form.outcome)
    context = {"organization": organization, "card": cards.organization_card(organization)}
    return page(request, "organizations/claim_form.html", {**context, "form": form})


def _claimed(request, outcome):
    if isinstance(outcome, Claim):
        return redirect("organizations:claim-detail", outcome.pk)
    messages.info(request, _("Somebody already acts for it: your claim became a request to join."))
    return redirect("organizations:organization-list")


@require_safe
def claim_list(request):
    form = forms.ClaimsNarrowed(request.GET)
    rows, shown = page_of(
        queries.claim_rows(request.actor, **form.wanted()), request.GET.get("page")
    )
    context = {"form": form, "lines": queries.claim_lines(rows), "page": shown}
    return render(request, "organizations/claim_list.html", context)


@require_safe
def claim_export(request):
    """The same list as a table."""
    found = queries.claim_rows(request.actor, **forms.ClaimsNarrowed(request.GET).wanted())
    kinds = {queries.CLAIM: _("Claim"), queries.REQUEST: _("Request to be let in")}
    header = [
        *(_("Kind"), _("Organization"), _("Municipality"), _("Who"), _("Their role there")),
        *(_("Shown by"), _("State"), _("Asked"), _("Late since"), _("Answered")),
    ]
    lines = (
        [
            *(kinds[one.kind], one.organization, one.town, one.who, one.function),
            *(one.proof, one.state.label),
            *map(_day, (one.asked_at, one.escalated_at, one.answered_at)),
        ]
        for one in queries.every_claim_line(found)
    )
    return csv_file("claims", header, lines)


def _day(moment) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def claim_detail(request, pk):
    claim = queries.claim_for(request.actor, pk)
    around = queries.claim_seen(request.actor, claim)
    form = _form(request, around)
    sent = form is not None and request.method == "POST"
    if sent and done(form, lambda: _move(request, claim, around, form)):
        messages.success(request, _("Done."))
        return redirect("organizations:claim-detail", pk)
    context = {**frame(request, claim.organization), **around, "claim": claim, "form": form}
    context["card"] = cards.organization_card(claim.organization)
    return page(request, "organizations/claim_detail.html", context)


def _form(request, around):
    if around["answers"]:
        return forms.AnswerForm(request.POST or None)
    return forms.CodeForm(request.POST or None) if around["mine"] else None


def _move(request, claim, around, form):
    if around["answers"]:
        return actions.answer_claim(claim=claim, by=request.actor, **form.words())
    return actions.confirm_claim(claim=claim, by=request.actor, **form.cleaned_data)


@require_POST
def claim_withdraw(request, pk):
    claim = queries.claim_for(request.actor, pk)
    tried(
        request,
        lambda: actions.withdraw_claim(claim=claim, by=request.actor),
        _("Your claim was taken back."),
    )
    return redirect("organizations:organization-list")
