"""Asking the members of an organization to be let in."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit import states
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.ledger import end_duties, open_duty
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record
from ponte.organizations import permissions
from ponte.organizations.actions.letters import count_letter
from ponte.organizations.actions.members import check_role, join
from ponte.organizations.models import AccessRequest, Organization
from ponte.organizations.notifications import ACCESS_DUTY, tell
from ponte.organizations.queries.members import membership_of
from ponte.organizations.rules.access import ANSWER_DAYS, REMIND_AFTER_DAYS, check_reason
from ponte.organizations.states import REQUEST_TRANSITIONS, RequestState


@transaction.atomic
def ask_access(
    *, organization: Organization, role: str, message: str = "", by: Actor
) -> AccessRequest:
    """Ask to be let in; after a week without an answer the platform's office sees to it."""
    permissions.require_person(by, permissions.MANAGE_MEMBERS)
    organization = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    check_role(role, organization)
    if organization.claimed_at is None:
        raise RuleBroken(_("Nobody acts for this organization yet. You can claim it."))
    if membership_of(organization, by.id):
        raise RuleBroken(_("You are a member of this organization already."))
    if _open(organization, by.id):
        raise RuleBroken(_("You have asked already. The answer comes by e-mail."))
    count_letter(by)
    return put_request(organization, by.id, role=role, message=message, by=by)


def put_request(
    organization: Organization, person: UUID, *, role: str, message: str, by: Actor
) -> AccessRequest:
    """Write the request, its duty and its journal line, and tell the members."""
    request = AccessRequest.objects.create(
        organization=organization, person_id=person, role=role, message=message.strip()[:2000]
    )
    now = timezone.now()
    open_duty(
        kind=ACCESS_DUTY,
        on=request,
        addressee="",
        organization=organization.pk,
        due_at=now + timedelta(days=ANSWER_DAYS),
        first_reminder_at=now + timedelta(days=REMIND_AFTER_DAYS),
        every_days=REMIND_AFTER_DAYS,
        cap=2,
    )
    _record(by, "access.asked", request, role=role)
    tell("access_asked", request.pk)
    return request


@transaction.atomic
def answer_access(
    *, request: AccessRequest, accept: bool, by: Actor, role: str = "", answer: str = ""
) -> AccessRequest:
    """Let somebody in, perhaps in another role than asked, or refuse with a reason."""
    permissions.require(by, permissions.MANAGE_MEMBERS, request.organization_id)
    Organization.objects.select_for_update(of=("self",)).get(pk=request.organization_id)
    request = AccessRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    new = RequestState.ACCEPTED if accept else RequestState.REFUSED
    states.require(REQUEST_TRANSITIONS, request.state, new)
    if accept:
        role = role or request.role
        check_role(role, request.organization)
        request.role = role
        join(request.organization, request.person_id, role, by=by)
    else:
        answer = check_reason(answer)
    _close(request, new, by, answer)
    _record(by, f"access.{new.value}", request, role=request.role)
    tell("access_answered", request.pk)
    return request


@transaction.atomic
def withdraw_access(*, request: AccessRequest, by: Actor) -> AccessRequest:
    """Take one's own request back."""
    permissions.require_self(by, request.person_id, permissions.MANAGE_MEMBERS)
    request = AccessRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    states.require(REQUEST_TRANSITIONS, request.state, RequestState.WITHDRAWN)
    _close(request, RequestState.WITHDRAWN, by, "")
    _record(by, "access.withdrawn", request)
    return request


def _open(organization: Organization, person: UUID) -> bool:
    return AccessRequest.objects.filter(
        organization=organization, person_id=person, state=RequestState.ASKED
    ).exists()


def _close(request: AccessRequest, state: RequestState, by: Actor, answer: str) -> None:
    request.state, request.answer = state, answer.strip()[:2000]
    request.answered_at, request.answered_by_id = timezone.now(), by.id
    request.save(update_fields=["state", "role", "answer", "answered_at", "answered_by_id"])
    # The duty belongs to the organization: whoever takes a request back does not see it.
    with acting(Actor.job("organizations.close_request")):
        end_duties(kind=ACCESS_DUTY, on=request, how=state.value)


def _record(by: Actor, what: str, request: AccessRequest, **facts) -> None:
    record(
        by=by,
        what=what,
        on=request.organization,
        organization=request.organization_id,
        request=str(request.pk),
        **facts,
    )
