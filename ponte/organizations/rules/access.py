"""Who may be let in, who may keep another's listings, and how codes are made."""

import hashlib
import hmac
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ponte.kit.errors import RuleBroken
from ponte.organizations.rules.qualifications import months_after
from ponte.organizations.rules.vocabulary import kinds

CODE_DIGITS = 8
CODE_TRIES = 5
CODE_DAYS = 3
ANSWER_DAYS = 7
REMIND_AFTER_DAYS = 3
INVITATION_DAYS = 14
# As long as the log says who read what in which role: until then a membership explains it.
KEPT_MONTHS = 24
INVITATION_LINK = "organizations.invitation"
KEEPING_LINK = "organizations.keeping"
# Bodies whose purpose is to act for their members; anybody else keeps only its own listings.
# The legal form is an organization's own word and proves nothing here.
KEEPER_KINDS = frozenset({"consortium", "acts_for_members"})


def code_for(claim: UUID, secret: str) -> str:
    """Return the code that proves a claim; nothing is stored, the secret makes it again."""
    mixed = hmac.new(secret.encode(), f"ponte.claim.{claim}".encode(), hashlib.sha256).digest()
    return str(int.from_bytes(mixed[:8], "big") % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def check_code(given: str, claim: UUID, secret: str) -> None:
    """Let a claim through when the code is the one that was sent."""
    typed = "".join(sign for sign in given if sign in "0123456789")
    if not hmac.compare_digest(typed, code_for(claim, secret)):
        raise RuleBroken(
            _("This is not the code in the message. Copy it again, digits only."), field="code"
        )


def check_last_manager(others: int) -> None:
    """Somebody must be left who can let people in."""
    if others < 1:
        raise RuleBroken(
            _(
                "This is the last person who manages the organization. "
                "Make somebody else a manager first."
            )
        )


def check_invited(verified: set[str], invited: str) -> None:
    """Only who reads the invited address may accept."""
    if invited.lower() not in verified:
        raise RuleBroken(
            _(
                "This invitation was sent to another e-mail address. Sign in with that address, "
                "or add it to your account and confirm it."
            )
        )


def check_role_fits(*, needed: frozenset[str], proven: set[str]) -> None:
    """Some roles are held only on a body that a register or the office has shown to be one."""
    if needed and not proven & needed:
        names = [kinds()[code].label for code in kinds() if code in needed]
        raise RuleBroken(
            _(
                "Nobody gets this role here until the organization is shown to be one of these: "
                "%(kinds)s. Declare it among what the organization is, and ask the platform's "
                "office to verify it."
            )
            % {"kinds": "; ".join(names)},
            field="role",
        )


def check_may_keep(*, proven: set[str], is_claimed: bool) -> None:
    """Only a network that a register or the office has shown to be one keeps others' listings."""
    if not proven & KEEPER_KINDS:
        raise RuleBroken(
            _(
                "Only a consortium, a network or another body that acts for its members may "
                "keep listings on their behalf. Declare it among what your organization is, "
                "and ask the platform's office to verify it."
            ),
            field="kept",
        )
    if not is_claimed:
        raise RuleBroken(
            _("The platform's office must first confirm who acts for your organization."),
            field="kept",
        )


def check_may_be_kept(*, same: bool, is_claimed: bool, is_kept: bool) -> None:
    """Listings are kept for somebody else, who does not do it and has no other keeper."""
    if same:
        raise RuleBroken(_("An organization keeps its own listings anyway."), field="kept")
    if is_claimed:
        raise RuleBroken(
            _("This organization acts for itself. Its members can invite you instead."),
            field="kept",
        )
    if is_kept:
        raise RuleBroken(_("Somebody already keeps the listings of this one."), field="kept")


def check_told_on(on: date, *, began: date, today: date) -> None:
    """A member is told once the keeping has begun, and not on a day that has not come.

    >>> check_told_on(date(2026, 3, 2), began=date(2026, 3, 1), today=date(2026, 3, 2))
    """
    if not began <= on <= today:
        raise RuleBroken(
            _("Write a day between the one on which the keeping began and today."), field="on"
        )


def check_reason(text: str) -> str:
    """A refusal is answered with a reason."""
    if not text.strip():
        raise RuleBroken(_("Say why, in a sentence the person will read."), field="answer")
    return text.strip()


def kept_since(today: date) -> date:
    """Return the day before which what ended or was answered is kept no longer.

    >>> kept_since(date(2026, 3, 31))
    datetime.date(2024, 3, 31)
    """
    return months_after(today, -KEPT_MONTHS)
