"""What members hold on office, co-operative and company.

No mandate on the platform counts, but for the one that breaks the glass of a case.
"""

from uuid import UUID

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.organizations.public import holds as holds_on_platform
from ponte.organizations.public import permissions_by_membership

OPEN_CASES = "pathways.open_cases"
MANAGE_CASES = "pathways.manage_cases"
PLACE_WORKERS = "pathways.place_workers"
SEARCH_COMPANIES = "pathways.search_companies"
HOST_WORKERS = "pathways.host_workers"
SERVE_WORKERS = "pathways.serve_workers"
SIGN_FOR_OFFICE = "pathways.sign_for_office"
SIGN_FOR_COOPERATIVE = "pathways.sign_for_cooperative"
SIGN_FOR_COMPANY = "pathways.sign_for_company"
BRING_COMPANIES = "pathways.bring_companies"
READ_COUNTS = "pathways.read_counts"
AUDIT_CASES = "pathways.audit_cases"
BREAK_GLASS = "pathways.break_glass"


def held(actor: Actor) -> dict[UUID, frozenset[str]]:
    """Return what the actor holds, by organization, in one question to the database."""
    return permissions_by_membership(actor)


def holds(actor: Actor, permission: str, *organizations: UUID | None) -> bool:
    """Say whether a member of one of these organizations holds a permission there."""
    mine = held(actor)
    return any(permission in mine.get(one, ()) for one in organizations)


def bodies_of(actor: Actor, *wanted: str) -> list[UUID]:
    """Return the organizations on which the actor holds one of these permissions."""
    mine = held(actor) if actor.is_person else {}
    return [pk for pk, carried in mine.items() if carried & set(wanted)]


def offices_of(actor: Actor) -> list[UUID]:
    """Return the placement offices whose cases the actor places."""
    return bodies_of(actor, PLACE_WORKERS)


def require(actor: Actor, permission: str, *organizations: UUID | None) -> None:
    """Refuse whoever does not hold the permission there; human steps are no job's."""
    if not holds(actor, permission, *organizations):
        raise Refused(permission)


def breaks_glass(actor: Actor) -> bool:
    """Say whether somebody is an administrator of the platform, today."""
    return actor.is_person and holds_on_platform(actor, BREAK_GLASS)
