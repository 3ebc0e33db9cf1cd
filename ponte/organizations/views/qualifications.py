"""What an organization is in law: the table, a new statement, the office's look."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ponte.organizations import actions, forms
from ponte.organizations.permissions import EDIT_ORGANIZATION, VERIFY_QUALIFICATIONS
from ponte.organizations.queries import organizations
from ponte.organizations.views.answering import done, frame, only, page, tried


def qualification_list(request, slug):
    organization = organizations.organization_for(request.actor, slug)
    around = frame(request, organization)
    if not around["may_verify"]:
        only(request, EDIT_ORGANIZATION, organization, reading=False)
    form = forms.StatementForm(request.POST or None)
    state = actions.record_from_register if around["may_verify"] else actions.declare_qualification
    if request.method == "POST" and done(
        form,
        lambda: state(organization=organization, statement=form.statement(), by=request.actor),
    ):
        messages.success(request, _("The statement was added."))
        return redirect("organizations:qualification-list", slug)
    stated = organizations.qualifications_of(organization)
    context = {**around, "form": form, "qualifications": stated}
    return page(request, "organizations/qualification_list.html", context)


def qualification_verify(request, pk):
    found = organizations.qualification_for(request.actor, pk)
    only(request, VERIFY_QUALIFICATIONS, found.organization)
    told = {"source": found.source, "document_year": found.document_year}
    form = forms.VerifyForm(request.POST or None, initial=told)
    if request.method == "POST" and done(
        form,
        lambda: actions.verify_qualification(
            qualification=found, by=request.actor, **form.cleaned_data
        ),
    ):
        messages.success(request, _("Verified. Your name and today's date are kept."))
        return redirect("organizations:qualification-list", found.organization.slug)
    stated = organizations.stated_today(found)
    context = {**frame(request, found.organization), "form": form, "stated": stated}
    return page(request, "organizations/qualification_verify.html", context)


@require_POST
def qualification_remove(request, pk):
    found = organizations.qualification_for(request.actor, pk)
    tried(
        request,
        lambda: actions.remove_qualification(qualification=found, by=request.actor),
        _("The statement was removed."),
    )
    return redirect("organizations:qualification-list", found.organization.slug)
