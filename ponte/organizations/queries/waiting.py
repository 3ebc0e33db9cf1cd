"""What waits for me: requests to answer, claims to judge, statements to renew."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.waiting import Waiting
from ponte.organizations import permissions
from ponte.organizations.models import AccessRequest, Claim, Organization
from ponte.organizations.queries.claims import claims_for, overdue_requests_for
from ponte.organizations.queries.organizations import qualifications_of
from ponte.organizations.rules.access import ANSWER_DAYS
from ponte.organizations.states import Proof, RequestState

MOST = 50


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what only I, or my office, can move on; oldest first."""
    if not actor.is_person:
        return []
    everywhere, managed = permissions.held_on(actor, permissions.MANAGE_MEMBERS)
    found = [] if everywhere else _requests(managed)
    found += _my_codes(actor)
    if permissions.holds(actor, permissions.ANSWER_CLAIMS):
        found += [_claim(claim) for claim in claims_for(actor)[:MOST]]
        found += [_request(one) for one in overdue_requests_for(actor)[:MOST]]
    if not everywhere:
        found += _lapsed(permissions.held_on(actor, permissions.EDIT_ORGANIZATION)[1])
    return sorted(found, key=lambda one: (one.due is None, one.due or timezone.now()))


def _requests(organizations) -> list[Waiting]:
    asked = AccessRequest.objects.filter(
        organization_id__in=organizations, state=RequestState.ASKED
    ).select_related("organization")
    return [_request(one) for one in asked.order_by("asked_at", "pk")[:MOST]]


def _request(one: AccessRequest) -> Waiting:
    return _waiting(
        _("Answer who asks to be let in"),
        one.organization,
        reverse("organizations:request-detail", args=[one.pk]),
        one.asked_at + timedelta(days=ANSWER_DAYS),
    )


def _claim(claim: Claim) -> Waiting:
    registered = claim.proof == Proof.REGISTRATION
    return _waiting(
        _("Check a new organization") if registered else _("Answer a claim"),
        claim.organization,
        reverse("organizations:claim-detail", args=[claim.pk]),
        claim.asked_at + timedelta(days=ANSWER_DAYS),
    )


def _my_codes(actor: Actor) -> list[Waiting]:
    mine = Claim.objects.filter(
        person_id=actor.id, state=RequestState.ASKED, proof=Proof.EMAIL_CODE
    ).select_related("organization")
    return [
        _waiting(
            _("Write the code you were given"),
            claim.organization,
            reverse("organizations:claim-detail", args=[claim.pk]),
            claim.asked_at + timedelta(days=ANSWER_DAYS),
        )
        for claim in mine[:MOST]
    ]


def _lapsed(organizations) -> list[Waiting]:
    found = Organization.objects.filter(pk__in=organizations)[:20]
    return [
        Waiting(
            verb=_("Renew a statement: %(kind)s") % {"kind": stated.label},
            about=organization.name,
            url=reverse("organizations:qualification-list", args=[organization.slug]),
        )
        for organization in found
        for stated in qualifications_of(organization)
        if not stated.stands
    ]


def _waiting(verb: str, organization: Organization, url: str, due) -> Waiting:
    return Waiting(
        verb=verb, about=organization.name, url=url, due=due, is_late=due < timezone.now()
    )
