"""Random histories of openings: whatever people try, in whatever order, the invariants hold."""

import os
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.models import Entry
from ponte.pathways import actions
from ponte.pathways.actions.opportunities import expire_openings
from ponte.pathways.models import Opportunity, Transition
from ponte.pathways.queries.facts import opportunity_facts, seats_left
from ponte.pathways.rules.opportunities import GROUPS, lacking
from ponte.pathways.states import OPPORTUNITY_TRANSITIONS, OpportunityState, PathwayState
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
O = OpportunityState  # noqa: E741
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
HISTORIES = settings(
    max_examples=10_000 if SOAK else 100,
    derandomize=not SOAK,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
PEOPLE = ("lead", "officer", "manager", "tutor", "signatory", "referent", "worker")
DEMANDS = (make.DEMAND, {}, {"school": {"group": "training", "level": 9, "essential": False}})
POINTS = ({}, {"referent_name": ""}, {"context_adequate": False}, {"hire_willingness": ""})
DAYS = (-1, 0, 30, None)
CALLS = {
    "contact_company": lambda draw: {},
    "interview_company": lambda draw: {"facts": make.points(**POINTS[draw % 4])},
    "edit_opportunity": lambda draw: {"facts": make.points(**POINTS[draw % 4])},
    "find_available": lambda draw: {},
    "find_not_available": lambda draw: {"reason": ("", "No time")[draw % 2]},
    "draft_profile": lambda draw: {"demand": DEMANDS[draw % 3]},
    "validate_profile": lambda draw: {},
    "open_opportunity": lambda draw: {"expires_on": day(DAYS[draw % 4])},
    "fill_opportunity": lambda draw: {},
    "withdraw_opportunity": lambda draw: {"reason": ("", "Dropped")[draw % 2]},
    "expire_opportunity": lambda draw: {},
}
# The road, by who takes each step in life.
ROAD = {
    O.LEAD: ("contact_company", 0),
    O.CONTACTED: ("interview_company", 0),
    O.INTERVIEWED: ("find_available", 0),
    O.AVAILABLE: ("draft_profile", 0),
    O.PROFILE_DRAFT: ("validate_profile", 0),
    O.PROFILE_VALIDATED: ("open_opportunity", 2),
    O.OPEN: ("fill_opportunity", 0),
}
MOVES = st.one_of(
    st.just(("on",)),
    st.just(("on",)),
    st.tuples(
        st.just("try"), st.sampled_from(sorted(CALLS)), st.sampled_from(PEOPLE), st.integers(0, 11)
    ),
    st.just(("night",)),
)
KNOWN = (O.AVAILABLE, O.PROFILE_DRAFT, O.PROFILE_VALIDATED, O.OPEN, O.FILLED)
WHOLE = (O.PROFILE_VALIDATED, O.OPEN, O.FILLED)


def day(after: int | None):
    return None if after is None else make.today() + timedelta(days=after)


def play(one, opening, move) -> None:
    """Make one move, or be refused."""
    kind, *rest = move
    try:
        with transaction.atomic():
            if kind == "night":
                with acting(Actor.job("test")) as context:
                    expire_openings(by=context.actor, today=day(60))
                return
            name, who, draw = (
                (*ROAD[opening.state][:1], "officer", ROAD[opening.state][1])
                if kind == "on"
                else rest
            )
            with one.as_(who) as by:
                getattr(actions, name)(opportunity=opening, by=by, **CALLS[name](draw))
    except (Refused, RuleBroken, KeyError):
        pass


def check(one, opening) -> None:
    opening = Opportunity.objects.get(pk=opening.pk)
    steps = list(Transition.objects.filter(opportunity=opening).order_by("at", "id"))
    walk = [O(step.new) for step in steps]
    # the history is a walk on the table, and ends where the opening stands
    assert walk[0] == O.LEAD and walk[-1] == opening.state
    assert all(new in OPPORTUNITY_TRANSITIONS[old] for old, new in pairwise(walk))
    assert [step.old for step in steps][1:] == [state.value for state in walk[:-1]]
    # every step has its person; a job takes one alone
    for step in steps:
        assert step.by_kind == "person" and step.by_id or step.new == O.EXPIRED
        assert step.reason or step.new not in (O.NOT_AVAILABLE, O.WITHDRAWN)
    # what a state asks for is there, as long as the state lasts
    facts = opportunity_facts(opening)
    if opening.state in KNOWN:
        assert not lacking(facts, O.AVAILABLE)
        assert opening.referent_name and opening.context_adequate
    if opening.state in WHOLE:
        assert {line["group"] for line in opening.demand.values()} >= set(GROUPS)
        assert not lacking(facts, O.PROFILE_VALIDATED)
    assert opening.state != O.FILLED or seats_left(opening) == 0
    assert opening.state != O.EXPIRED or opening.expires_on
    # the journal has a line for each step, and no word of anybody
    told = Entry.objects.filter(subject_id=opening.pk)
    assert told.count() >= len(steps)
    assert "Ugo Referente" not in str(list(told.values_list("facts", flat=True)))


def test_random_histories_of_openings_keep_every_invariant():
    one = make.cast()
    taken = make.opening(one)
    make.case_at(one, PathwayState.REQUESTED, opportunity=taken)
    starts = [make.lead(one), make.opening(one), taken]
    reached = set()

    @HISTORIES
    @given(st.sampled_from(starts), st.lists(MOVES, min_size=3, max_size=14))
    def history(start, moves):
        with transaction.atomic():
            for move in moves:
                opening = Opportunity.objects.get(pk=start.pk)
                reached.add(opening.state)
                play(one, opening, move)
                check(one, start)
            reached.add(Opportunity.objects.get(pk=start.pk).state)
            transaction.set_rollback(True)

    history()
    assert reached >= {*KNOWN, O.CONTACTED, O.INTERVIEWED, O.WITHDRAWN}
