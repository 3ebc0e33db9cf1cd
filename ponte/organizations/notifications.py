"""What people are written when something happens: no name and no reason in a subject.

`tell` defers a job within the transaction, with identifiers only; the job finds out who reads
it and in which language.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from ponte.accounts.public import Person, people, person_by_email
from ponte.kit import links, mail
from ponte.organizations import permissions
from ponte.organizations.models import AccessRequest, Claim, Invitation, Keeping, Membership
from ponte.organizations.queries.members import people_holding
from ponte.organizations.rules.access import (
    CODE_DAYS,
    INVITATION_DAYS,
    INVITATION_LINK,
    KEEPING_LINK,
    code_for,
)

ACCESS_DUTY = "organizations.answer_access"
CLAIM_DUTY = "organizations.answer_claim"
KEEPING_DAYS = 365


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: template, readers as (address, language), the page it leads to, words."""

    template: str
    to: tuple[tuple[str, str], ...]
    page: str
    arguments: tuple[str, ...] = ()
    words: dict = field(default_factory=dict)


def tell(notice: str, subject: UUID) -> None:
    """Write the job that will send it; it goes when this transaction rolls back."""
    app.configure_task("organizations.tell").defer(notice=notice, subject=str(subject))


def announce(organization: UUID) -> None:
    """Say that what everybody may read of an organization has changed; whoever shows it listens."""
    app.configure_task("organizations.changed").defer(organization=str(organization))


def send(notice: str, subject: UUID) -> int:
    """Send a notice to everybody it concerns now; return how many messages left."""
    sent = 0
    for letter in NOTICES[notice](subject):
        for address, language in letter.to:
            with translation.override(language):
                page = settings.SITE_ADDRESS.rstrip("/") + reverse(
                    letter.page, args=letter.arguments
                )
            mail.send(
                template=f"organizations/{letter.template}",
                to=address,
                language=language,
                context={**letter.words, "page": page},
            )
            sent += 1
    return sent


def _readers(persons: Iterable[Person]) -> tuple[tuple[str, str], ...]:
    return tuple((one.email, one.language) for one in persons)


def _office() -> tuple[tuple[str, str], ...]:
    return _readers(people_holding(permissions.ANSWER_CLAIMS))


def _claim(pk: UUID) -> tuple[Claim, dict, tuple[str, ...]]:
    claim = Claim.objects.select_related("organization").get(pk=pk)
    words = {
        "organization": claim.organization.name,
        "function": claim.function,
        "answer": claim.answer,
        "accepted": claim.state == "accepted",
    }
    return claim, words, (str(claim.pk),)


def _claim_asked(pk: UUID) -> list[Letter]:
    _claim_row, words, where = _claim(pk)
    return [Letter("claim_asked", _office(), "organizations:claim-detail", where, words)]


def _claim_escalated(pk: UUID) -> list[Letter]:
    _claim_row, words, where = _claim(pk)
    return [Letter("claim_escalated", _office(), "organizations:claim-detail", where, words)]


def _claim_code(pk: UUID) -> list[Letter]:
    claim, words, where = _claim(pk)
    words["code"] = code_for(claim.pk, settings.SECRET_KEY)
    words["days"] = CODE_DAYS
    words["name"] = str(people([claim.person_id])[claim.person_id])
    told = claim.organization.takes_codes  # it may have been written anew since
    to = ((claim.organization.email, settings.HOME_LANGUAGE),) if told else ()
    return [Letter("claim_code", to, "organizations:claim-detail", where, words)]


def _claim_answered(pk: UUID) -> list[Letter]:
    claim, words, where = _claim(pk)
    to = _readers(people([claim.person_id]).values())
    return [Letter("claim_answered", to, "organizations:claim-detail", where, words)]


def _claim_moved(pk: UUID) -> list[Letter]:
    claim, words, _where = _claim(pk)
    to = _readers(people([claim.person_id]).values())
    return [Letter("claim_moved", to, "organizations:organization-list", (), words)]


def _access(pk: UUID) -> tuple[AccessRequest, dict]:
    request = AccessRequest.objects.select_related("organization").get(pk=pk)
    words = {
        "organization": request.organization.name,
        "answer": request.answer,
        "accepted": request.state == "accepted",
    }
    return request, words


def _access_to_members(template: str):
    def letters(pk: UUID) -> list[Letter]:
        request, words = _access(pk)
        to = _readers(people_holding(permissions.MANAGE_MEMBERS, request.organization_id))
        return [Letter(template, to, "organizations:request-detail", (str(pk),), words)]

    return letters


def _access_escalated(pk: UUID) -> list[Letter]:
    _request, words = _access(pk)
    where = (str(pk),)
    return [Letter("access_escalated", _office(), "organizations:request-detail", where, words)]


def _access_answered(pk: UUID) -> list[Letter]:
    request, words = _access(pk)
    to = _readers(people([request.person_id]).values())
    return [Letter("access_answered", to, "organizations:organization-list", (), words)]


def _invitation(pk: UUID) -> list[Letter]:
    found = Invitation.objects.select_related("organization").get(pk=pk)
    token = links.make(INVITATION_LINK, {"invitation": str(pk)}, days=INVITATION_DAYS)
    person = person_by_email(found.email)
    language = person.language if person else settings.HOME_LANGUAGE
    with translation.override(language):
        role = permissions.role_label(found.role)
    words = {
        "organization": found.organization.name,
        "role": role,
        "inviter": found.invited_by,
        "days": INVITATION_DAYS,
    }
    where = (token,)
    return [
        Letter("invitation", ((found.email, language),), "organizations:invitation", where, words)
    ]


def _membership(template: str):
    def letters(pk: UUID) -> list[Letter]:
        found = Membership.objects.select_related("organization").get(pk=pk)
        to = _readers(people([found.person_id]).values())
        words = {"organization": found.organization.name}
        return [Letter(template, to, "organizations:organization-list", (), words)]

    return letters


def _keeping_began(pk: UUID) -> list[Letter]:
    found = Keeping.objects.select_related("keeper", "kept").get(pk=pk)
    if not found.kept.email:
        return []
    token = links.make(KEEPING_LINK, {"keeping": str(pk)}, days=KEEPING_DAYS)
    words = {
        "organization": found.kept.name,
        "keeper": found.keeper.name,
        "ground": found.ground,
        "days": KEEPING_DAYS,
    }
    to = ((found.kept.email, settings.HOME_LANGUAGE),)
    return [Letter("keeping_began", to, "organizations:keeping-link", (token,), words)]


def letter_on_paper(keeping: Keeping) -> dict[str, str]:
    """Return the same letter for paper, in the language of the place, with addresses to type.

    The link that ends a keeping by itself is not in it: the page that its members claim is, and
    the office, which ends it for whoever asks.
    """
    site = settings.SITE_ADDRESS.rstrip("/")
    with translation.override(settings.HOME_LANGUAGE):
        words = {
            "keeping": keeping,
            "site_name": settings.SITE_NAME,
            "on": timezone.localdate(),
            "office": settings.OFFICE_EMAIL,
            "report": site + reverse("report"),
            "claim": site + reverse("organizations:organization-claim", args=[keeping.kept.slug]),
        }
        text = render_to_string("organizations/_keeping_letter.html", words)
    return {"letter": text, "letter_language": settings.HOME_LANGUAGE}


def _keeping_ended(pk: UUID) -> list[Letter]:
    found = Keeping.objects.select_related("keeper", "kept").get(pk=pk)
    to = _readers(people_holding(permissions.KEEP_LISTINGS, found.keeper_id))
    words = {"organization": found.kept.name, "keeper": found.keeper.name}
    return [Letter("keeping_ended", to, "organizations:organization-list", (), words)]


NOTICES = {
    "claim_asked": _claim_asked,
    "claim_escalated": _claim_escalated,
    "claim_code": _claim_code,
    "claim_answered": _claim_answered,
    "claim_moved": _claim_moved,
    "access_asked": _access_to_members("access_asked"),
    "access_reminder": _access_to_members("access_reminder"),
    "access_escalated": _access_escalated,
    "access_answered": _access_answered,
    "invitation": _invitation,
    "role_changed": _membership("role_changed"),
    "membership_ended": _membership("membership_ended"),
    "keeping_began": _keeping_began,
    "keeping_ended": _keeping_ended,
}
