"""The door of `organizations`: what other flats may call."""

from ponte.organizations.permissions import (
    ANSWER_CLAIMS,
    EDIT_ORGANIZATION,
    KEEP_LISTINGS,
    MANAGE_MEMBERS,
    VERIFY_QUALIFICATIONS,
    held_on,
    holds,
    holds_anywhere,
    require,
    row_scope,
)

__all__ = [
    "ANSWER_CLAIMS",
    "EDIT_ORGANIZATION",
    "KEEP_LISTINGS",
    "MANAGE_MEMBERS",
    "VERIFY_QUALIFICATIONS",
    "held_on",
    "holds",
    "holds_anywhere",
    "require",
    "row_scope",
]
