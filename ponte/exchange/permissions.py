"""What may be brought in and taken out, and whose imports somebody sees."""

from uuid import UUID

from django.db.models import Q

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.organizations.public import held_on, holds, holds_anywhere

IMPORT_RECORDS = "exchange.import_records"


def visible_to(actor: Actor) -> Q:
    """Imports of the organizations that the actor imports for; the office sees all."""
    everywhere, organizations = held_on(actor, IMPORT_RECORDS)
    return Q() if everywhere else Q(organization_id__in=organizations)


def require_import(actor: Actor, organization: UUID | None) -> None:
    """Refuse whoever may not import for this organization, or for the platform."""
    if not holds(actor, IMPORT_RECORDS, organization):
        raise Refused(IMPORT_RECORDS)


def require_any(actor: Actor) -> None:
    """Refuse whoever imports for nobody."""
    if not holds_anywhere(actor, IMPORT_RECORDS):
        raise Refused(IMPORT_RECORDS)
