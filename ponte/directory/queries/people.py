"""Who is written to about a listing: members, those who keep it for them, the office."""

from uuid import UUID

from ponte.accounts.public import people
from ponte.organizations.public import people_with, people_with_mandate


def people_holding(permission: str, organization_id: UUID | None) -> list:
    """Return the active persons who hold a permission there; for no organization, the office."""
    if organization_id is None:
        found = people_with_mandate(permission)
    else:
        found = people_with(permission, organization_id)
    known = people(found)
    return [known[pk] for pk in found if pk in known and known[pk].is_active]
