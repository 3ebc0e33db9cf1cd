"""The door of `organizations`: what other flats may call."""

from ponte.organizations.actions import (
    AlreadyHere,
    add_site,
    close_organization,
    declare_qualification,
    declare_qualifications,
    edit_organization,
    edit_organizations,
    give_mandate,
    give_membership,
    keep_listings,
    record_from_register,
    register_organization,
    register_organizations,
    remove_qualifications,
)
from ponte.organizations.actions.bulk import Registered
from ponte.organizations.actions.qualifications import Statement
from ponte.organizations.actions.sites import SiteFacts
from ponte.organizations.actions.unimporting import undo_imported_organizations
from ponte.organizations.permissions import (
    ANSWER_CLAIMS,
    EDIT_ORGANIZATION,
    KEEP_LISTINGS,
    MANAGE_MEMBERS,
    VERIFY_QUALIFICATIONS,
    held_anywhere,
    held_on,
    holds,
    holds_anywhere,
    is_member,
    permissions_by_membership,
    require,
    row_scope,
)
from ponte.organizations.queries.cards import OrganizationCard, organization_card
from ponte.organizations.queries.importing import (
    KnownOrganization,
    known_organizations,
    names_in,
    organizations_digest,
    proven_organizations,
    stated_qualifications,
)
from ponte.organizations.queries.members import (
    kept_organizations,
    organizations_holding,
    people_holding,
    people_with,
    people_with_mandate,
)
from ponte.organizations.queries.organizations import (
    keeping_of,
    organization_by_id,
    organization_by_tax_code,
    organizations_by_tax_code,
    organizations_for,
    organizations_named,
    types_of,
    vouched,
)
from ponte.organizations.queries.proven import is_proven, proven_with_domain
from ponte.organizations.queries.search_facts import SearchFacts, search_facts, stamp_of
from ponte.organizations.queries.waiting import waiting_for
from ponte.organizations.rules.facts import OrganizationFacts, Provenance
from ponte.organizations.rules.identifiers import (
    IDENTIFIERS,
    check_identity_kept,
    check_rea_number,
    check_runts_number,
    check_tax_code,
    check_vat_number,
)
from ponte.organizations.rules.vocabulary import families, kinds, legal_forms
from ponte.organizations.states import Standing

organizations_of = organizations_for

__all__ = [
    "ANSWER_CLAIMS",
    "EDIT_ORGANIZATION",
    "IDENTIFIERS",
    "KEEP_LISTINGS",
    "MANAGE_MEMBERS",
    "VERIFY_QUALIFICATIONS",
    "AlreadyHere",
    "KnownOrganization",
    "OrganizationCard",
    "OrganizationFacts",
    "Provenance",
    "Registered",
    "SearchFacts",
    "SiteFacts",
    "Standing",
    "Statement",
    "add_site",
    "check_identity_kept",
    "check_rea_number",
    "check_runts_number",
    "check_tax_code",
    "check_vat_number",
    "close_organization",
    "declare_qualification",
    "declare_qualifications",
    "edit_organization",
    "edit_organizations",
    "families",
    "give_mandate",
    "give_membership",
    "held_anywhere",
    "held_on",
    "holds",
    "holds_anywhere",
    "is_member",
    "is_proven",
    "keep_listings",
    "keeping_of",
    "kept_organizations",
    "kinds",
    "known_organizations",
    "legal_forms",
    "names_in",
    "organization_by_id",
    "organization_by_tax_code",
    "organization_card",
    "organizations_by_tax_code",
    "organizations_digest",
    "organizations_for",
    "organizations_holding",
    "organizations_named",
    "organizations_of",
    "people_holding",
    "people_with",
    "people_with_mandate",
    "permissions_by_membership",
    "proven_organizations",
    "proven_with_domain",
    "record_from_register",
    "register_organization",
    "register_organizations",
    "remove_qualifications",
    "require",
    "row_scope",
    "search_facts",
    "stamp_of",
    "stated_qualifications",
    "types_of",
    "vouched",
    "undo_imported_organizations",
    "waiting_for",
]
