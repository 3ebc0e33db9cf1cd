from ponte.organizations.models.access import (
    AccessRequest,
    Claim,
    Invitation,
    Mandate,
    Membership,
)
from ponte.organizations.models.keeping import Keeping
from ponte.organizations.models.organization import Organization, Qualification, Site

__all__ = [
    "AccessRequest",
    "Claim",
    "Invitation",
    "Keeping",
    "Mandate",
    "Membership",
    "Organization",
    "Qualification",
    "Site",
]
