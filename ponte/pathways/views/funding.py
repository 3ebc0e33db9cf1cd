"""Money of funders: the list, one of them with its report, and the report as a file."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.kit import pdf
from ponte.kit.lists import csv_file
from ponte.kit.templatetags.amounts import clock
from ponte.organizations.public import organizations_for
from ponte.pathways import actions, permissions
from ponte.pathways.documents import funding_paper
from ponte.pathways.forms.office import FundingForm
from ponte.pathways.queries.funding import (
    funding_for,
    fundings_for,
    late_of,
    report_of,
    windows_of,
)
from ponte.pathways.states import CostKind
from ponte.pathways.views.answering import done, page, tried
from ponte.pathways.views.files import amount


@require_http_methods(["GET", "HEAD", "POST"])
def funding_list(request):
    """The money of my offices, the next report first; a new call of a funder."""
    office = own_office(request.actor)
    form = FundingForm(request.POST or None)
    if done(
        form,
        lambda: actions.add_funding(office=office, facts=form.facts(), by=request.actor),
    ):
        messages.success(request, _("Written down."))
        return redirect("pathways:funding-list")
    context = {"lines": fundings_for(request.actor), "form": form, "office": office}
    return page(request, "pathways/funding/list.html", context)


def own_office(actor):
    """Return the placement office that somebody works for, or 404."""
    offices = permissions.offices_of(actor)
    if not offices:
        raise Http404
    return organizations_for(actor).get(pk=offices[0])


@require_safe
def funding_detail(request, pk: UUID):
    """One funding with its report, as it stands today."""
    funding = funding_for(request.actor, pk)
    paper = funding_paper(funding, report_of(funding), late_of(funding))
    context = {"funding": funding, "paper": paper, "has_pdf": pdf.is_possible()}
    context["window"] = windows_of([funding])[funding.pk]
    return render(request, "pathways/funding/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def funding_edit(request, pk: UUID):
    """Correct a funding."""
    funding = funding_for(request.actor, pk)
    form = FundingForm(request.POST or None, initial=FundingForm.told(funding))
    if done(
        form,
        lambda: actions.edit_funding(funding=funding, facts=form.facts(), by=request.actor),
    ):
        return redirect("pathways:funding-detail", pk)
    return page(request, "pathways/funding/edit.html", {"funding": funding, "form": form})


@require_POST
def funding_report(request, pk: UUID):
    """The report went out."""
    funding = funding_for(request.actor, pk)
    tried(
        request,
        lambda: actions.report_funding(funding=funding, by=request.actor),
        _("The report is out; its lines stay as they are."),
    )
    return redirect("pathways:funding-detail", pk)


@require_safe
@pdf.makes_pdf
def funding_pdf(request, pk: UUID):
    """The report as a tagged PDF for the funder, in the words and sums of the page."""
    funding = funding_for(request.actor, pk)
    paper = funding_paper(funding, report_of(funding), late_of(funding))
    context = {"paper": paper, "on": timezone.localdate()}
    return pdf.pdf_file("report", render_to_string("pathways/documents/paper.html", context))


@require_safe
def funding_file(request, pk: UUID):
    """The report as a table for the funder: cases by code, amounts to the cent."""
    funding = funding_for(request.actor, pk)
    made, late = report_of(funding), late_of(funding)
    kinds = (CostKind(kind).label for kind in made.kinds)
    header = [_("Case"), *kinds, _("Total"), _("Hours confirmed after their days were paid")]
    rows = [
        [case, *map(amount, sums), amount(total), clock(late[case]) if case in late else ""]
        for case, sums, total in made.rows
    ]
    rows.append([_("Total"), *map(amount, made.sums), amount(made.total), ""])
    return csv_file("report", header, rows)
