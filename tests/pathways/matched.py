"""Workers with an ability profile and openings with conditions, for what compares them."""

from ponte.pathways import actions
from ponte.pathways.actions.proposals import JOB, work_out
from ponte.pathways.models import (
    AbilityProfile,
    JobConditions,
    MatchProposal,
    Opportunity,
    PairReview,
    Worker,
)
from ponte.pathways.queries.matching import pair_of
from ponte.pathways.rules.profiles import AbilityFacts, ConditionFacts
from ponte.territory.models import Municipality
from tests.organizations.factories import municipality
from tests.pathways import factories as make
from tests.pathways import rows as row

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


def furnish(case) -> None:
    """Give the rows of a whole case something to compare, as a job."""
    town = Municipality.objects.get(istat_code="004078")
    Worker.objects.filter(pk=case.worker_id).update(municipality=town)
    Opportunity.objects.filter(pk=case.opportunity_id).update(
        municipality=town, demand=DEMAND, seats=3, weekly_hours=20
    )
    profile = case.worker.ability
    profile.profile = abilities(limits={"noise": 1}).kept()
    profile.save()
    free = row.worker(case.office, case.cooperative, name="Bruno Canary", municipality=town)
    AbilityProfile.objects.create(
        worker=free,
        office=case.office,
        employer=case.cooperative,
        profile=abilities().kept(),
        written_by_id=profile.written_by_id,
        written_at="2025-01-01T00:00Z",
    )
    asked = conditions(loads={"noise": 3}).kept()
    JobConditions.objects.filter(opportunity_id=case.opportunity_id).update(conditions=asked)
    pair = pair_of(case.office_id, case.worker_id, case.opportunity_id)
    for review in PairReview.objects.filter(worker=case.worker):
        review.comparison = {"comparison": pair.comparison.kept(), "missing": []}
        PairReview.objects.filter(pk=review.pk).delete()  # a review is written once
        review.save(force_insert=True)
    proposal = MatchProposal.objects.filter(office=case.office).latest("pk")
    work_out(proposal.pk, by=JOB)
