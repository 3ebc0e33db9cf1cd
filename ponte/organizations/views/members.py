"""Members of an organization, invitations and requests to be let in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.kit.lists import csv_file, page_of
from ponte.organizations import actions, forms
from ponte.organizations.permissions import MANAGE_MEMBERS
from ponte.organizations.queries import members, organizations
from ponte.organizations.queries.invitations import invitation_told
from ponte.organizations.views.answering import done, frame, only, page, tried


def member_list(request, slug):
    organization = organizations.organization_for(request.actor, slug)
    only(request, MANAGE_MEMBERS, organization, reading=False)
    form = forms.InviteForm(request.POST or None, organization=organization)
    if request.method == "POST" and done(
        form,
        lambda: actions.invite_member(
            organization=organization, by=request.actor, **form.cleaned_data
        ),
    ):
        messages.success(request, _("The invitation was sent."))
        return redirect("organizations:member-list", slug)
    context = {**_members_shown(request, organization), "form": form}
    return page(request, "organizations/member_list.html", context)


def _members_shown(request, organization) -> dict:
    proven = organizations.proven_kinds(organization)
    narrowed = forms.MembersNarrowed(request.GET, organization=organization)
    found = members.members_of(organization, proven, **narrowed.wanted())
    rows, shown = page_of(found, request.GET.get("page"))
    return {
        **frame(request, organization),
        "roles": forms.role_choices(proven),
        "members": rows,
        "page": shown,
        "narrowed": narrowed,
        "invitations": members.invitations_named(organization),
        "requests": members.requests_named(organization),
    }


@require_safe
def member_export(request, slug):
    """The same list as a table; addresses only for who lets people in and out."""
    organization = organizations.organization_for(request.actor, slug)
    proven = organizations.proven_kinds(organization)
    wanted = forms.MembersNarrowed(request.GET, organization=organization).wanted()
    manages = frame(request, organization)["may_manage"]
    rows = (
        [
            *(one.name, one.role, timezone.localdate(one.membership.since).isoformat()),
            *([one.email or ""] if manages else []),
        ]
        for one in members.members_of(organization, proven, **wanted)
    )
    header = [_("Name"), _("Role"), _("Since"), *([_("E-mail")] if manages else [])]
    return csv_file("members", header, rows)


@require_POST
def member_change(request, pk):
    membership = members.membership_for(request.actor, pk)
    role = request.POST.get("role", "")
    tried(
        request,
        lambda: actions.change_role(membership=membership, role=role, by=request.actor),
        _("The role was changed."),
    )
    return redirect("organizations:member-list", membership.organization.slug)


@require_POST
def member_end(request, pk):
    membership = members.membership_for(request.actor, pk)
    tried(
        request,
        lambda: actions.end_membership(membership=membership, by=request.actor),
        _("The membership has ended."),
    )
    if membership.person_id == request.actor.id:
        return redirect("organizations:organization-list")
    return redirect("organizations:member-list", membership.organization.slug)


@require_POST
def invitation_withdraw(request, pk):
    invitation = members.invitation_for(request.actor, pk)
    tried(
        request,
        lambda: actions.withdraw_invitation(invitation=invitation, by=request.actor),
        _("The invitation was taken back."),
    )
    return redirect("organizations:member-list", invitation.organization.slug)


@login_not_required
def invitation(request, token):
    """The link opens a page; only its button, pressed by who signed in, changes something."""
    told = invitation_told(token)
    if request.method == "POST" and request.actor.is_person:
        tried(
            request,
            lambda: actions.accept_invitation(token=token, by=request.actor),
            _("Welcome. You can now work for this organization."),
        )
        return redirect("organizations:organization-list")
    context = {"told": told, "address": request.get_full_path()}
    return page(request, "organizations/invitation.html", context)


def access_ask(request, slug):
    organization = organizations.public_organization(slug)
    form = forms.AskForm(request.POST or None, organization=organization)
    if request.method == "POST" and done(
        form,
        lambda: actions.ask_access(
            organization=organization, by=request.actor, **form.cleaned_data
        ),
    ):
        messages.success(request, _("Your request was sent. The answer comes by e-mail."))
        return redirect("organizations:organization-list")
    context = {"organization": organization, "form": form}
    return page(request, "organizations/access_ask.html", context)


def request_detail(request, pk):
    asked = members.request_for(request.actor, pk)
    form = forms.AccessAnswerForm(
        request.POST or None, organization=asked.organization, initial={"role": asked.role}
    )
    if request.method == "POST" and done(
        form,
        lambda: actions.answer_access(request=asked, by=request.actor, **form.words()),
    ):
        messages.success(request, _("Your answer was sent."))
        return redirect("home")
    context = {
        **frame(request, asked.organization),
        "asked": asked,
        "name": members.names_of([asked])[asked.person_id],
        "form": form,
    }
    return page(request, "organizations/request_detail.html", context)


@require_POST
def request_withdraw(request, pk):
    asked = members.request_for(request.actor, pk)
    tried(
        request,
        lambda: actions.withdraw_access(request=asked, by=request.actor),
        _("Your request was taken back."),
    )
    return redirect("organizations:organization-list")
