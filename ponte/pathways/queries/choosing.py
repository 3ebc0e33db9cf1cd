"""What may be chosen in a form: openings, workers, tutors, offices."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ponte.kit.actor import Actor
from ponte.pathways.models import Opportunity, Pathway
from ponte.pathways.queries.facts import seats_left_of
from ponte.pathways.queries.openings import openings_for
from ponte.pathways.states import OpportunityState

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
