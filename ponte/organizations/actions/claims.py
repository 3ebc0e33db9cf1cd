"""Claiming an organization that nobody acts for yet: one claim wins, the others ask to join."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit import states
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.ledger import end_duties, open_duty
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record
from ponte.kit.limits.allow import allow
from ponte.organizations import permissions
from ponte.organizations.actions.letters import count_letter
from ponte.organizations.actions.members import join
from ponte.organizations.actions.requests import ask_access, put_request
from ponte.organizations.models import AccessRequest, Claim, Keeping, Membership, Organization
from ponte.organizations.notifications import CLAIM_DUTY, announce, tell
from ponte.organizations.rules.access import (
    ANSWER_DAYS,
    CODE_DAYS,
    CODE_TRIES,
    check_code,
    check_reason,
)
from ponte.organizations.states import REQUEST_TRANSITIONS, Proof, RequestState


@transaction.atomic
def claim_organization(
    *, organization: Organization, function: str, proof: str, message: str = "", by: Actor
) -> Claim | AccessRequest:
    """Say to act for an organization; if somebody already does, ask them to be let in."""
    permissions.require_person(by, permissions.REGISTER_ORGANIZATION)
    organization = _lock(organization)
    if organization.claimed_at:
        role = permissions.managing_roles()[0]
        return ask_access(organization=organization, role=role, message=message, by=by)
    _check_asked(organization, function, proof, message, by)
    count_letter(by)
    claim = Claim.objects.create(
        organization=organization,
        person_id=by.id,
        function=function.strip()[:120],
        proof=proof,
        message=message.strip()[:2000],
    )
    open_duty(
        kind=CLAIM_DUTY,
        on=claim,
        addressee="",
        due_at=timezone.now() + timedelta(days=ANSWER_DAYS),
        cap=1,
    )
    _record(by, "claim.asked", claim, proof=proof)
    tell("claim_code" if proof == Proof.EMAIL_CODE else "claim_asked", claim.pk)
    return claim


def _check_asked(organization, function: str, proof: str, message: str, by: Actor) -> None:
    if not function.strip():
        raise RuleBroken(_("Say what you do for the organization."), field="function")
    if proof not in (Proof.EMAIL_CODE, Proof.DOCUMENT):
        raise RuleBroken(_("Choose how you show it."), field="proof")
    if proof == Proof.EMAIL_CODE and not organization.takes_codes:
        raise RuleBroken(
            _("No address that a code could be sent to is known here. Explain instead."),
            field="proof",
        )
    if proof == Proof.DOCUMENT and len(message.strip()) < 20:
        raise RuleBroken(
            _("Say in a sentence or two how the office can check it."), field="message"
        )
    mine = Claim.objects.filter(organization=organization, person_id=by.id)
    if mine.filter(state=RequestState.ASKED).exists():
        raise RuleBroken(_("You have claimed this organization already. The answer will come."))


@transaction.atomic
def confirm_claim(*, claim: Claim, code: str, by: Actor) -> Claim:
    """Prove a claim with the code that the organization's own address received."""
    permissions.require_self(by, claim.person_id, permissions.REGISTER_ORGANIZATION)
    if not allow("claim-code", str(claim.pk), limit=CODE_TRIES, seconds=86_400):
        raise RuleBroken(
            _("Too many wrong codes today. The platform's office will look at your claim."),
            field="code",
        )
    organization, claim = _locked(claim)
    states.require(REQUEST_TRANSITIONS, claim.state, RequestState.ACCEPTED)
    is_old = claim.asked_at < timezone.now() - timedelta(days=CODE_DAYS)
    if claim.proof != Proof.EMAIL_CODE or is_old:
        raise RuleBroken(
            _("The code is too old. The platform's office will look at your claim."), field="code"
        )
    if not organization.takes_codes:  # the address was written anew since the code was asked for
        raise RuleBroken(
            _("The address has changed since. The platform's office will look at your claim."),
            field="code",
        )
    check_code(code, claim.pk, settings.SECRET_KEY)
    _accept(organization, claim, by)
    return claim


@transaction.atomic
def answer_claim(*, claim: Claim, accept: bool, by: Actor, answer: str = "") -> Claim:
    """The office believes the claimant, or refuses with a reason."""
    permissions.require(by, permissions.ANSWER_CLAIMS)
    organization, claim = _locked(claim)
    new = RequestState.ACCEPTED if accept else RequestState.REFUSED
    states.require(REQUEST_TRANSITIONS, claim.state, new)
    if accept:
        _accept(organization, claim, by, answer)
        return claim
    _close(claim, RequestState.REFUSED, by, check_reason(answer))
    if claim.proof == Proof.REGISTRATION:
        Membership.objects.filter(
            organization=organization, person_id=claim.person_id, ended_at__isnull=True
        ).update(ended_at=timezone.now())
    _record(by, "claim.refused", claim)
    tell("claim_answered", claim.pk)
    return claim


@transaction.atomic
def withdraw_claim(*, claim: Claim, by: Actor) -> Claim:
    """Take one's own claim back."""
    permissions.require_self(by, claim.person_id, permissions.REGISTER_ORGANIZATION)
    _organization, claim = _locked(claim)
    states.require(REQUEST_TRANSITIONS, claim.state, RequestState.WITHDRAWN)
    _close(claim, RequestState.WITHDRAWN, by, "")
    _record(by, "claim.withdrawn", claim)
    return claim


def _lock(organization: Organization) -> Organization:
    return Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)


def _locked(claim: Claim) -> tuple[Organization, Claim]:
    """Lock the organization, then the claim: whoever comes second sees who has won."""
    organization = Organization.objects.select_for_update(of=("self",)).get(
        pk=claim.organization_id
    )
    return organization, Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)


def _accept(organization: Organization, claim: Claim, by: Actor, answer: str = "") -> None:
    now = timezone.now()
    _close(claim, RequestState.ACCEPTED, by, answer)
    join(organization, claim.person_id, permissions.managing_roles()[0], by=by)
    organization.claimed_at = now
    organization.save(update_fields=["claimed_at"])
    kept = Keeping.objects.filter(kept=organization, ended_at__isnull=True)
    for keeping in kept:
        keeping.ended_at, keeping.ended_by_id = now, claim.person_id
        keeping.save(update_fields=["ended_at", "ended_by_id"])
        tell("keeping_ended", keeping.pk)
    _record(by, "claim.accepted", claim, proof=claim.proof)
    tell("claim_answered", claim.pk)
    announce(organization.pk)
    _move_the_others(organization, by)


def _move_the_others(organization: Organization, by: Actor) -> None:
    """Claims that lost become requests to the winner, who answers or lets the office answer."""
    role = permissions.managing_roles()[0]
    # The winner sees no claim of somebody else; the house does this for the office.
    with acting(Actor.job("organizations.move_claims")):
        others = Claim.objects.select_for_update(of=("self",)).filter(
            organization=organization, state=RequestState.ASKED
        )
        for claim in others:
            _close(claim, RequestState.MOVED, by, "")
            put_request(
                organization,
                claim.person_id,
                role=role,
                message=claim.message,
                by=Actor.job("organizations.move_claims"),
            )
            tell("claim_moved", claim.pk)


def _close(claim: Claim, state: RequestState, by: Actor, answer: str) -> None:
    claim.state, claim.answer = state, answer.strip()[:2000]
    claim.answered_at, claim.answered_by_id = timezone.now(), by.id
    claim.save(update_fields=["state", "answer", "answered_at", "answered_by_id"])
    with acting(Actor.job("organizations.close_claim")):
        end_duties(kind=CLAIM_DUTY, on=claim, how=state.value)


def _record(by: Actor, what: str, claim: Claim, **facts) -> None:
    record(
        by=by,
        what=what,
        on=claim.organization,
        organization=claim.organization_id,
        claim=str(claim.pk),
        **facts,
    )
