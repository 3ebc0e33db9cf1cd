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
from ponte.pathways.public import (
    AUDIT_CASES,
    BREAK_GLASS,
    BRING_COMPANIES,
    HOST_WORKERS,
    MANAGE_CASES,
    OPEN_CASES,
    PLACE_WORKERS,
    READ_COUNTS,
    SEARCH_COMPANIES,
    SERVE_WORKERS,
    SIGN_FOR_COMPANY,
    SIGN_FOR_COOPERATIVE,
    SIGN_FOR_OFFICE,
)


@dataclass(frozen=True, slots=True)
class Role:
    """`where` says what the role is held on: an organization, or the platform.

    `held_by` names the qualifications of which an organization must have one, from a register or
    verified by the platform's office, before a member of it gets the role; none: any may. Held on
    the platform, a role `sees_rows` of every organization, unless it is for one case at a time.
    """

    label: str | Promise
    description: str | Promise
    where: str
    permissions: frozenset[str]
    held_by: frozenset[str] = frozenset()
    sees_rows: bool = True


SENDING = frozenset({"social_cooperative_b", "social_cooperative_ab", "wise"})
OFFICE = frozenset({"placement_office"})
ASSOCIATION = frozenset({"employers_association"})

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
    "platform_administrator": Role(
        _("Administrator of the platform"),
        _("Reads nothing of a case; in an emergency opens one for an hour, and all are told."),
        "platform",
        frozenset({BREAK_GLASS}),
        sees_rows=False,
    ),
    "integration_tutor": Role(
        _("Integration tutor"),
        _("Accompanies workers of the co-operative from the proposal to the outcome."),
        "organization",
        frozenset({OPEN_CASES}),
        held_by=SENDING,
    ),
    "cooperative_manager": Role(
        _("Manager of the co-operative's pathways"),
        _("Names tutors, looks for companies, signs for the co-operative."),
        "organization",
        frozenset({OPEN_CASES, MANAGE_CASES, SEARCH_COMPANIES, SIGN_FOR_COOPERATIVE}),
        held_by=SENDING,
    ),
    "placement_officer": Role(
        _("Officer of the placement office"),
        _("Assesses skills, reviews matches, writes agreements."),
        "organization",
        frozenset({PLACE_WORKERS, SEARCH_COMPANIES}),
        held_by=OFFICE,
    ),
    "placement_lead": Role(
        _("Head of the placement office"),
        _("Does what its officers do, and signs for the office."),
        "organization",
        frozenset({PLACE_WORKERS, SEARCH_COMPANIES, SIGN_FOR_OFFICE}),
        held_by=OFFICE,
    ),
    "company_searcher": Role(
        _("Company searcher"),
        _("Finds companies that open a place, and writes what they offer."),
        "organization",
        frozenset({SEARCH_COMPANIES}),
        held_by=SENDING | OFFICE | ASSOCIATION,
    ),
    "company_referent": Role(
        _("Company referent"),
        _("Trains the worker in the company and confirms the hours."),
        "organization",
        frozenset({HOST_WORKERS}),
    ),
    "company_signatory": Role(
        _("Company signatory"),
        _("Signs agreements for the company and confirms hours."),
        "organization",
        frozenset({HOST_WORKERS, SIGN_FOR_COMPANY}),
    ),
    "service_operator": Role(
        _("Operator of a referring service"),
        _("Follows the workers of its service, in the cases it is assigned to."),
        "organization",
        frozenset({SERVE_WORKERS}),
        held_by=frozenset({"referring_service"}),
    ),
    "association_officer": Role(
        _("Officer of an employers' association"),
        _("Brings companies and sees counts, never a case."),
        "organization",
        frozenset({BRING_COMPANIES, READ_COUNTS}),
        held_by=ASSOCIATION,
    ),
    "province_officer": Role(
        _("Officer of the province"),
        _("Sees counts, never a case."),
        "organization",
        frozenset({READ_COUNTS}),
        held_by=frozenset({"programme_authority"}),
    ),
    "union_observer": Role(
        _("Observer of a trade union"),
        _("Sees published counts, never a case."),
        "organization",
        frozenset({READ_COUNTS}),
        held_by=frozenset({"trade_union"}),
    ),
    "pathway_auditor": Role(
        _("Auditor of pathways"),
        _("Reads the cases that are assigned for an audit; every reading is logged."),
        "organization",
        frozenset({AUDIT_CASES}),
        held_by=frozenset({"audit_body"}),
    ),
}
