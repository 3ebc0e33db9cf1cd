"""What may be chosen in a form: openings, workers, tutors, offices."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.organizations.public import (
    organization_by_id,
    organization_by_tax_code,
    organizations_holding,
    organizations_named,
    people_with,
)
from ponte.pathways import permissions
from ponte.pathways.models import Opportunity, Pathway, Worker
from ponte.pathways.queries.cases import names_of
from ponte.pathways.queries.facts import seats_left_of
from ponte.pathways.queries.openings import openings_for
from ponte.pathways.states import UNDER_WAY, OpportunityState

MOST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """An opening that still takes somebody."""

    opening: Opportunity
    seats: int

    @property
    def label(self) -> str:
        """Say the company, the work and the free seats."""
        left = ngettext("%(seats)s free seat", "%(seats)s free seats", self.seats)
        title = self.opening.title or self.opening.sector or _("no title")
        return f"{self.opening.company.name}, {title} ({left % {'seats': self.seats}})"


def openings_to_choose(actor: Actor, pathway: Pathway) -> list[Choice]:
    """Return the open openings of the case's office with a free seat, by company."""
    found = list(
        openings_for(actor)
        .filter(office_id=pathway.office_id, state=OpportunityState.OPEN)
        .exclude(company_id=pathway.cooperative_id)
        .select_related("company")
        .order_by("company__sort_key", "title")[:MOST]
    )
    seats = seats_left_of(found, besides=pathway.pk)
    return [Choice(one, seats[one.pk]) for one in found if seats[one.pk] > 0]


def bodies_named(permission: str) -> dict[UUID, str]:
    """Return the organizations that have a member with a permission, by name."""
    # Memberships of another organization are not the actor's to see.
    with acting(Actor.job("pathways.bodies")):
        return dict(organizations_holding(permission))


def companies_called(text: str) -> list:
    """Return the organizations that a tax code or a name may mean, few."""
    digits = text.replace(" ", "")
    if digits.isdecimal():
        found = organization_by_tax_code(digits)
        return [found] if found else []
    return organizations_named(text)


def workers_to_propose(actor: Actor) -> list[Worker]:
    """Return the workers of the actor's co-operatives who are in no pathway now, by name."""
    under_way = Pathway.objects.filter(worker_id=OuterRef("pk"), state__in=UNDER_WAY)
    employers = permissions.bodies_of(actor, permissions.OPEN_CASES)
    free = Worker.objects.filter(employer_id__in=employers)
    return list(free.exclude(Exists(under_way)).order_by("name", "pk")[:MOST])


def tutors_to_name(actor: Actor) -> dict[UUID, str]:
    """Return the members of the actor's co-operatives who accompany workers."""
    found: dict[UUID, str] = {}
    for body in permissions.bodies_of(actor, permissions.OPEN_CASES):
        found |= names_of(people_with(permissions.OPEN_CASES, body))
    return dict(sorted(found.items(), key=lambda one: one[1]))


def body_of(pk: str):
    """Return an organization that a form offered."""
    return organization_by_id(UUID(pk))


def town_label(municipality) -> str:
    """Return the text that leads back to the same municipality."""
    return f"{municipality.name} ({municipality.province.acronym})" if municipality else ""
