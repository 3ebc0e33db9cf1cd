"""How a posted form is answered: done, or shown again with its errors and what was typed."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import render

from ponte.kit.errors import RuleBroken
from ponte.organizations import permissions


def done(form, work: Callable[[], object]) -> bool:
    """Do the work of a valid form; a broken rule becomes an error beside its field."""
    if not form.is_valid():
        return False
    try:
        form.outcome = work()
    except RuleBroken as broken:
        form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        form.broken = broken
        return False
    return True


def tried(request, work: Callable[[], object], said: str) -> None:
    """Do the work of a lone button and say how it went."""
    try:
        work()
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, said)


def only(request, permission: str, organization, *, reading: bool = True) -> None:
    """Refuse whoever lacks the permission there, before a form that they could not send.

    `reading=False` lets them see the page, and refuses only what they post.
    """
    if reading or request.method == "POST":
        permissions.require(request.actor, permission, organization.pk)


def page(request, template: str, context: dict):
    """Render a page; a form with errors answers 422, the rest 200."""
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def frame(request, organization) -> dict:
    """Return what every inner page of an organization shows around its contents."""
    held = permissions.permissions_on(request.actor, organization.pk)
    return {
        "organization": organization,
        "may_edit": permissions.EDIT_ORGANIZATION in held,
        "may_manage": permissions.MANAGE_MEMBERS in held,
        "may_verify": permissions.VERIFY_QUALIFICATIONS in held,
        "may_keep": permissions.KEEP_LISTINGS in held,
    }
