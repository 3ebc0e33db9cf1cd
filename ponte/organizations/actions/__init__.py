"""What happens to organizations and to who acts for them: one verb a function."""

from ponte.organizations.actions.bulk import edit_organizations, register_organizations
from ponte.organizations.actions.claims import (
    answer_claim,
    claim_organization,
    confirm_claim,
    withdraw_claim,
)
from ponte.organizations.actions.declaring import declare_qualifications, remove_qualifications
from ponte.organizations.actions.escalation import escalate_requests
from ponte.organizations.actions.forgetting import forget_asked
from ponte.organizations.actions.keeping import (
    end_keeping,
    keep_listings,
    note_told,
    note_told_on_paper,
)
from ponte.organizations.actions.mandates import give_mandate, give_membership
from ponte.organizations.actions.members import (
    accept_invitation,
    change_role,
    end_membership,
    invite_member,
    withdraw_invitation,
)
from ponte.organizations.actions.qualifications import (
    declare_qualification,
    record_from_register,
    remove_qualification,
    verify_qualification,
)
from ponte.organizations.actions.registering import (
    AlreadyHere,
    close_organization,
    edit_organization,
    register_organization,
)
from ponte.organizations.actions.requests import answer_access, ask_access, withdraw_access
from ponte.organizations.actions.sites import add_site, edit_site, remove_site

__all__ = [
    "AlreadyHere",
    "accept_invitation",
    "add_site",
    "answer_access",
    "answer_claim",
    "ask_access",
    "change_role",
    "claim_organization",
    "close_organization",
    "confirm_claim",
    "declare_qualification",
    "declare_qualifications",
    "edit_organization",
    "edit_organizations",
    "edit_site",
    "end_keeping",
    "end_membership",
    "escalate_requests",
    "forget_asked",
    "give_mandate",
    "give_membership",
    "invite_member",
    "keep_listings",
    "note_told",
    "note_told_on_paper",
    "record_from_register",
    "register_organization",
    "register_organizations",
    "remove_qualification",
    "remove_qualifications",
    "remove_site",
    "verify_qualification",
    "withdraw_access",
    "withdraw_claim",
    "withdraw_invitation",
]
