"""Roles: a name people use, what it is for, and the permissions it carries.

A flat never learns the name of a role; it asks `organizations.public.holds`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.directory.public import ANSWER_VOICES, EDIT_LISTING, MODERATE_LISTINGS, PUBLISH_LISTING
from ponte.exchange.public import IMPORT_RECORDS
from ponte.organizations.public import (
    ANSWER_CLAIMS,
    EDIT_ORGANIZATION,
    KEEP_LISTINGS,
    MANAGE_MEMBERS,
    VERIFY_QUALIFICATIONS,
)


@dataclass(frozen=True, slots=True)
class Role:
    """`where` says what the role is held on: an organization, or the platform."""

    label: str | Promise
    description: str | Promise
    where: str
    permissions: frozenset[str]


ROLES = {
    "organization_manager": Role(
        _("Manager of an organization"),
        _("Edits the organization and its listings, publishes them, lets members in."),
        "organization",
        frozenset(
            {
                EDIT_ORGANIZATION,
                MANAGE_MEMBERS,
                EDIT_LISTING,
                PUBLISH_LISTING,
                ANSWER_VOICES,
                KEEP_LISTINGS,
                IMPORT_RECORDS,
            }
        ),
    ),
    "organization_editor": Role(
        _("Editor of an organization"),
        _("Writes the organization's listings and answers those who ask to be called."),
        "organization",
        frozenset({EDIT_LISTING, ANSWER_VOICES}),
    ),
    "buyer": Role(
        _("Buyer"),
        _("Looks for suppliers on behalf of a company or a public body."),
        "organization",
        frozenset(),
    ),
    "platform_officer": Role(
        _("Officer of the platform"),
        _("Answers claims that nobody answers, verifies qualifications, imports lists."),
        "platform",
        frozenset(
            {
                ANSWER_CLAIMS,
                VERIFY_QUALIFICATIONS,
                MODERATE_LISTINGS,
                EDIT_ORGANIZATION,
                MANAGE_MEMBERS,
                EDIT_LISTING,
                PUBLISH_LISTING,
                ANSWER_VOICES,
                IMPORT_RECORDS,
            }
        ),
    ),
}
