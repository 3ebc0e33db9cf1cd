"""Organizations of which it is known who they are, and whose domain that makes known."""

import re

from django.db.models import Q

from ponte.organizations.models import Organization
from ponte.organizations.queries.importing import proven_organizations

MOST_OF_A_DOMAIN = 20


def is_proven(one: Organization) -> bool:
    """Say whether an organization has an identifier and somebody has looked at who it is."""
    has_number = bool(one.tax_code or one.vat_number)
    looked_at = one.claimed_at is not None or bool(proven_organizations([one.pk]))
    return has_number and looked_at and one.closed_at is None


def proven_with_domain(domain: str) -> list[Organization]:
    """Return the proven organizations whose website or checked address is of a domain."""
    if not domain or "." not in domain:
        return []
    parts = domain.split(".")
    names = [".".join(parts[start:]) for start in range(len(parts) - 1)]
    told = Q()
    for name in names:
        told |= Q(email__iendswith=f"@{name}", email_unproven=False)
        told |= Q(website__iregex=rf"^https?://(www\.)?{re.escape(name)}(/|:|$)")
    found = Organization.objects.filter(told, closed_at__isnull=True).order_by("sort_key", "pk")
    return [one for one in found[:MOST_OF_A_DOMAIN] if is_proven(one)]
