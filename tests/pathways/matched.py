"""Workers with an ability profile and openings with conditions, for what compares them."""

from ponte.pathways import actions
from ponte.pathways.models import Opportunity, Worker
from ponte.pathways.rules.profiles import AbilityFacts, ConditionFacts
from tests.organizations.factories import municipality
from tests.pathways import factories as make

MORNINGS = tuple(f"{day}.morning" for day in range(5))
SHIFT = tuple((day, 8 * 60, 12 * 60) for day in range(5))
DEMAND = {
    "schooling": {"level": 1, "group": "training", "essential": False},
    "hand_tools": {"level": 2, "group": "technical", "essential": True},
    "relations": {"level": 2, "group": "transversal", "essential": False},
}


def abilities(**changed) -> AbilityFacts:
    """Somebody who can do what `DEMAND` asks, in the mornings, by bus."""
    told = {
        "abilities": {"schooling": 2, "hand_tools": 3, "relations": 2},
        "times": MORNINGS,
        "hours_a_week": 20,
        "travel": {"public_transport": 10},
    }
    return AbilityFacts(**{**told, **changed})


def able(one: make.Cast, name: str = "Rosa Lavoratrice", **changed) -> Worker:
    """A worker of the town whose profile the officer wrote."""
    worker = make.worker(one, name, municipality_id=municipality().pk, person_id=None)
    with one.as_("officer") as by:
        agreed = make.today() if changed.get("limits") else None
        actions.write_abilities(
            worker=worker, facts=abilities(**changed), limits_agreed_on=agreed, by=by
        )
    return worker


def conditions(**changed) -> ConditionFacts:
    """A bench worked twenty hours, in the mornings."""
    return ConditionFacts(**{"hours": SHIFT, "is_fixed": False, **changed})


def post(one: make.Cast, *, demand=None, seats: int = 1, **changed) -> Opportunity:
    """An open opening of the town, with what it asks."""
    made = make.opening(one, municipality_id=municipality().pk, weekly_hours=20, seats=seats)
    made.demand = demand or DEMAND
    made.save(update_fields=["demand"])
    with one.as_("officer") as by:
        actions.write_conditions(opportunity=made, facts=conditions(**changed), by=by)
    return made
