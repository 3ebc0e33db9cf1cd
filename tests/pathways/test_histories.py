"""Random histories of cases: whatever people try, in whatever order, the invariants hold.

A history is drawn from the next step of the road, from any action tried by anybody, and from
hours of any length. Each ends rolled back, so that the next one finds the same cast.
"""

import os
from dataclasses import fields, replace
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.models import Entry
from ponte.pathways import actions
from ponte.pathways.actions.ending import POST_ENDS
from ponte.pathways.models import Agreement, Outcome, Pathway, PostHeld, Transition, Worker
from ponte.pathways.queries.facts import signed_parties
from ponte.pathways.states import PATHWAY_TRANSITIONS, SHOWN_TO_COMPANY, UNDER_WAY, PathwayState
from tests.pathways import factories as make
from tests.pathways.calls import CALLS, Things

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
HISTORIES = settings(
    max_examples=10_000 if SOAK else 100,
    derandomize=not SOAK,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
# Actions that need nothing but the case, its opening and its agreement.
GIVEN = {"case", "opening", "agreement"}
NEEDED = {one.name for one in fields(Things)} - GIVEN
TRIED = sorted(
    name
    for name, call in CALLS.items()
    if name != "expire_opportunity" and not NEEDED & set(call.__code__.co_names)
)
PEOPLE = ("lead", "officer", "manager", "tutor", "signatory", "referent", "operator", "worker")
ROAD = list(make.STEPS)
STARTS = (P.CANDIDATE, P.ACCEPTED, P.MATCH_REVIEW, P.AGREEMENT_DRAFT, P.IN_SECONDMENT, P.EVALUATED)
DAY_OF_WORK = 600
MINUTES = st.integers(-5, 1500).filter(lambda minutes: minutes != DAY_OF_WORK)
# Side roads, by those who may take them.
ASIDE = (
    *(("suspend_secondment", "tutor"), ("interrupt_secondment", "tutor")),
    *(("reject_match", "officer"), ("record_return", "manager")),
    *(("record_other_exit", "officer"), ("close_before_start", "officer")),
)
MOVES = st.one_of(
    st.just(("on",)),
    st.just(("on",)),
    st.tuples(st.just("try"), st.sampled_from(TRIED), st.sampled_from(PEOPLE)),
    st.tuples(st.just("hours"), MINUTES, st.sampled_from(("work", "absence"))),
    st.tuples(st.just("work"), st.sampled_from((100, 260, 310))),
    st.sampled_from(ASIDE).map(lambda one: ("try", *one)),
)


def on(one, case, opening):
    """The next step of the road, from wherever the case stands."""
    if case.state == P.SUSPENDED:
        with one.as_("tutor") as by:
            return actions.resume_secondment(pathway=case, by=by)
    if case.state == P.NOT_MATCHED:
        with one.as_("tutor") as by:
            return actions.request_again(pathway=case, opportunity=opening, by=by)
    at = {P.INTERRUPTED: P.COMPLETED, P.RETURNED_TO_COOP: P.HIRED, P.OTHER_EXIT: P.HIRED}
    here = at.get(case.state, case.state)
    later = [state for state in ROAD if here in ROAD and state > here]
    if later:
        make.STEPS[later[0]](one, case, {"opportunity": opening})


def play(one, case, opening, move) -> None:
    """Make one move, or be refused."""
    kind, *rest = move
    try:
        with transaction.atomic():
            if kind == "on":
                on(one, case, opening)
            elif kind == "hours":
                with one.as_("tutor") as by:
                    actions.enter_hours(
                        pathway=case, day=make.today(), minutes=rest[0], kind=rest[1], by=by
                    )
            elif kind == "work":
                if case.state == P.IN_SECONDMENT:
                    make.work(one, case, rest[0])
            else:
                agreement = Agreement.objects.filter(pathway=case).order_by("-version").first()
                if agreement or "sign" not in rest[0]:
                    with one.as_(rest[1]) as by:
                        CALLS[rest[0]](one, things(case, opening, agreement), by)
    except (Refused, RuleBroken):
        pass


def things(case, opening, agreement) -> Things:
    empty = Things(*([None] * len(fields(Things))))
    return replace(empty, case=case, opening=opening, agreement=agreement)


def check(one, case) -> None:
    case = Pathway.objects.select_related("worker").get(pk=case.pk)
    # 1: the co-operative stays the employer
    assert case.worker.employer_id == case.cooperative_id == one.cooperative.pk
    # 2: nothing runs without four signatures on the text in force
    if case.state >= P.AGREEMENT_SIGNED:
        text = Agreement.objects.get(pathway=case, voided_at__isnull=True, proposed=False)
        assert signed_parties(text) == {"office", "cooperative", "company", "worker"}
        assert text.planned_hours == case.planned_hours
    # 3: the plan is within its bounds; what went beyond it is marked
    assert case.planned_hours is None or 250 <= case.planned_hours <= 500
    check_hours(case)
    # the post ends as the outcome says, and with it
    post, outcome = (model.objects.filter(pathway=case).first() for model in (PostHeld, Outcome))
    if post is not None:
        assert post.ended_how == (POST_ENDS[outcome.kind] if outcome else "")
        assert (post.ended_on is None) == (outcome is None)
    # 4 and 5: the history is a walk on the table, by persons; no hire without evaluation
    steps = list(Transition.objects.filter(pathway=case).order_by("at", "id"))
    walk = [int(step.new) for step in steps]
    assert all(new in PATHWAY_TRANSITIONS[P(old)] for old, new in pairwise(walk))
    assert [step.old for step in steps] == ["", *map(str, walk[:-1])]
    assert walk[-1] == case.state
    assert all(step.by_kind == "person" and step.by_id and step.at for step in steps)
    assert P.HIRED not in walk or walk[walk.index(P.HIRED) - 1] == P.EVALUATED
    # 6: one pathway under way for each worker
    for worker in Worker.objects.all():
        assert Pathway.objects.filter(worker=worker, state__in=UNDER_WAY).count() <= 1
    # 7: the company reaches only what is shown to it
    with one.as_("signatory"):
        assert Pathway.objects.filter(pk=case.pk).exists() == (case.state in SHOWN_TO_COMPANY)
    # 8: the journal knows no clinical word
    told = str(list(Entry.objects.values_list("what", "facts")))
    assert "PSYCHIC" not in told and "Canary" not in told


def check_hours(case) -> None:
    """Replay the ledger: an entry beyond what was agreed waits for an amendment, and is marked.

    Only signed versions count as agreed; one that waits for its signatures lets what happened in.
    Whole days of 600 minutes were put there by `make.work`, past the action.
    """
    versions = list(Agreement.objects.filter(pathway=case).order_by("version"))
    done = 0
    for row in case.hours.exclude(kind="absence").order_by("entered_at"):
        signed = [one for one in versions if one.in_force_at and one.in_force_at < row.entered_at]
        agreed = signed[-1].hours_agreed * 60 if signed else 0
        if row.minutes != DAY_OF_WORK:
            asked = [one for one in versions if one.proposed and one.made_at < row.entered_at]
            ended = case.state in (P.COMPLETED, P.INTERRUPTED)
            assert done <= agreed or asked or ended
            assert row.beyond_plan == (done + row.minutes > agreed)
        done += row.minutes


def test_random_histories_keep_every_invariant():
    one = make.cast()
    opening = make.opening(one, seats=len(STARTS))
    cases = [
        make.case_at(one, start, worker=make.worker(one), opportunity=opening) for start in STARTS
    ]
    reached = set()

    @HISTORIES
    @given(st.sampled_from(cases), st.lists(MOVES, min_size=3, max_size=12))
    def history(start, moves):
        with transaction.atomic():
            for move in moves:
                case = Pathway.objects.select_related("worker").get(pk=start.pk)
                reached.add(case.state)
                play(one, case, opening, move)
            check(one, start)
            transaction.set_rollback(True)

    history()
    assert reached >= {*STARTS, P.AGREEMENT_SIGNED, P.SUSPENDED}
