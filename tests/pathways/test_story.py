"""The one story that must work: from the opening to the job, or back to the post that was held."""

import pytest

from ponte.accounts.models import Person
from ponte.kit.journal.models import Entry
from ponte.pathways import actions
from ponte.pathways.models import Agreement, Outcome, PostHeld, Transition
from ponte.pathways.states import PATHWAY_TRANSITIONS, PathwayState
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


def steps_of(case) -> list[tuple[str, str]]:
    return [(one.old, one.new) for one in Transition.objects.filter(pathway=case)]


def test_a_worker_is_hired_and_the_post_is_free():
    one = make.cast()
    case = make.case_at(one, P.CLOSED)
    assert case.state == P.CLOSED
    assert Outcome.objects.get(pathway=case).kind == "hired"
    assert PostHeld.objects.get(pathway=case).ended_how == "freed"
    road = list(make.STEPS)
    told = [("", "10")] + [(str(int(a)), str(int(b))) for a, b in zip(road, road[1:], strict=False)]
    assert steps_of(case) == told


def test_every_step_has_a_person_and_a_line_in_the_journal():
    one = make.cast()
    case = make.case_at(one, P.CLOSED)
    people = {who.pk for who in vars(one).values() if isinstance(who, Person)}
    for step in Transition.objects.filter(pathway=case):
        assert step.by_kind == "person"
        assert step.by_id in people
    states = [
        line.facts["state"]
        for line in Entry.objects.filter(subject_id=case.pk).order_by("at", "id")
        if "state" in line.facts
    ]
    assert states == [int(step.new) for step in Transition.objects.filter(pathway=case)]


def test_a_worker_comes_back_to_the_same_job():
    one = make.cast()
    case = make.case_at(one, P.IN_SECONDMENT)
    with one.as_("tutor") as by:
        actions.interrupt_secondment(pathway=case, side="worker", reason="Too far", by=by)
        make.sheet(case, "I10", by)
    make.state(one, case, "report")
    with one.as_("officer") as by:
        actions.evaluate_pathway(pathway=case, by=by)
    with one.as_("manager") as by:
        actions.record_return(pathway=case, on=make.today(), by=by)
    post = PostHeld.objects.get(pathway=case)
    assert (post.ended_how, post.title) == ("returned", "Gardener")
    assert Outcome.objects.get(pathway=case).kind == "returned"


def test_a_match_that_fails_leads_to_another_opening():
    one = make.cast()
    case = make.case_at(one, P.MATCH_REVIEW)
    other = make.opening(one)
    with one.as_("officer") as by:
        actions.reject_match(pathway=case, reason="Noise", by=by)
    with one.as_("tutor") as by:
        actions.request_again(pathway=case, opportunity=other, by=by)
    case.refresh_from_db()
    assert (case.state, case.opportunity_id) == (P.REQUESTED, other.pk)


def test_the_text_holds_the_parties_and_nothing_of_the_disadvantage():
    one = make.cast()
    case = make.case_at(one, P.AGREEMENT_DRAFT)
    text = Agreement.objects.get(pathway=case).text
    for name in ("Ufficio Ponte", "Coop Quercia", "Officina Verdi", "Rosa Lavoratrice"):
        assert name in text
    assert "Canary" not in text and "PSYCHIC" not in text


def test_the_table_knows_every_state_and_leads_only_to_states():
    assert set(PATHWAY_TRANSITIONS) == set(PathwayState)
    assert {new for after in PATHWAY_TRANSITIONS.values() for new in after} <= set(PathwayState)
    ends = {state for state, after in PATHWAY_TRANSITIONS.items() if not after}
    assert ends == {P.DECLINED, P.CLOSED_BEFORE_START, P.GIVEN_UP, P.CLOSED}
