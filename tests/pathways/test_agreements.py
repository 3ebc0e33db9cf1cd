"""What a signature binds to, what voids it, and what an amendment asks of whom."""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.pathways import actions
from ponte.pathways.models import Agreement, Pathway, Signature
from ponte.pathways.queries.agreements import amendment_of, comparison, text_up_for_signing
from ponte.pathways.queries.facts import agreement_in_force
from ponte.pathways.queries.signing import signed_parties, standing_of
from ponte.pathways.rules.agreements import template_text
from ponte.pathways.rules.binding import concerns, part_of
from ponte.pathways.states import Party, PathwayState
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState
ALL = frozenset(Party.values)


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def drafted(one):
    return make.case_at(one, P.AGREEMENT_DRAFT)


def revised(one, case, **changed) -> Agreement:
    with one.as_("officer") as by:
        return actions.revise_agreement(pathway=case, terms=make.terms(**changed), by=by)


def amended(one, case, **changed) -> Agreement:
    with one.as_("officer") as by:
        return actions.amend_agreement(
            pathway=case, terms=make.terms(**changed), reason="More to learn", by=by
        )


def fresh(case) -> Pathway:
    return Pathway.objects.select_related("worker", "opportunity").get(pk=case.pk)


# The table


def test_every_word_of_every_dated_text_stands_in_its_table():
    for template in _templates():
        text = template_text(template)
        words = set(concerns(template))
        assert {word for word in words if f"${word}" in text} == words
        assert text.count("$") == sum(text.count(f"${word}") for word in words) - _overlaps(words)
        for word, parties in concerns(template).items():
            assert parties or word == "version", f"{word} concerns nobody"


def _templates():
    from ponte.pathways.rules.agreements import _dates

    return _dates()


def _overlaps(words) -> int:
    """A word that begins another one is counted with it."""
    text = " ".join(f"${word}" for word in sorted(words))
    return sum(text.count(f"${word}") for word in words) - len(words)


def test_a_part_holds_the_clauses_and_its_own_words_alone(drafted):
    text = agreement_in_force(drafted.pk)
    office = part_of(text.template_of, text.words, "office")
    company = part_of(text.template_of, text.words, "company")
    assert "Come va a finire" in office and "Come va a finire" in company
    assert "INAIL" in company and "INAIL" not in office


# Revising while it is signed


@pytest.mark.parametrize(
    "changed, still",
    [
        ({"planned_hours": 400}, set()),
        ({"place": "Capannone 2"}, {"office"}),
        ({"legal_evidence": "Resolution 4"}, {"worker"}),
        ({}, ALL - {"company"}),
    ],
)
def test_a_revision_voids_only_the_signatures_it_concerns(one, drafted, changed, still):
    make.sign(one, drafted, "office", "cooperative", "worker")
    text = revised(one, drafted, **changed)
    assert signed_parties(text) == still
    for party in sorted(ALL - still):
        make.sign(one, drafted, party)
    drafted.refresh_from_db()
    assert drafted.state == P.AGREEMENT_SIGNED
    assert signed_parties(agreement_in_force(drafted.pk)) == ALL


def test_a_text_that_goes_back_to_what_it_was_is_signed_again(one, drafted):
    make.sign(one, drafted, "company")
    revised(one, drafted, planned_hours=400)
    back = revised(one, drafted)
    assert signed_parties(back) == set()


def test_another_tutor_concerns_cooperative_and_worker(one, drafted):
    make.sign(one, drafted, "office", "cooperative", "worker")
    other = make.member(one.cooperative, "integration_tutor")
    make.trained(one, other)
    with one.as_("manager") as by:
        actions.assign_role(pathway=drafted, person=other.pk, role="tutor", by=by)
    text = revised(one, drafted)
    assert signed_parties(text) == {"office"}
    assert [str(change.label) for change in comparison(text).changes] == ["Tutor"]


def test_two_officers_at_once_do_not_overwrite_each_other(one, drafted):
    revised(one, drafted, planned_hours=400)
    with one.as_("officer") as by, pytest.raises(RuleBroken, match="newer version"):
        actions.revise_agreement(pathway=drafted, terms=make.terms(), seen_version=1, by=by)


def test_a_back_dated_agreement_needs_its_reason(one, drafted):
    past = make.today() - timedelta(days=3)
    with one.as_("officer") as by:
        with pytest.raises(RuleBroken, match="write why"):
            actions.revise_agreement(pathway=drafted, terms=make.terms(starts_on=past), by=by)
        text = actions.revise_agreement(
            pathway=drafted,
            terms=make.terms(starts_on=past, backdated_because="The office was shut"),
            by=by,
        )
    assert "The office was shut" in text.text


# What was changed behind our back


@pytest.mark.parametrize(
    "change",
    [
        lambda text: {"text": text.text + "Una riga in più.\n"},
        lambda text: {"words": {**text.words, "planned_hours": "500"}},
        lambda text: {"parts": {**text.parts, "worker": "0" * 64}},
        lambda text: {"text_hash": "0" * 64},
    ],
)
def test_no_signature_stands_on_what_was_changed_behind_our_back(one, change):
    case = make.case_at(one, P.AGREEMENT_SIGNED)
    text = agreement_in_force(case.pk)
    Agreement.objects.filter(pk=text.pk).update(**change(text))
    assert signed_parties(agreement_in_force(case.pk)) == set()
    with one.as_("tutor") as by, pytest.raises(RuleBroken):
        actions.start_secondment(
            pathway=case,
            notified_on=make.today(),
            safety_checked_on=make.today(),
            post="Gardener",
            by=by,
        )


# Amending what is in force


def test_an_amendment_takes_force_once_those_concerned_have_signed(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    later = make.terms().ends_on + timedelta(days=30)
    proposed = amended(one, case, weekly_hours=25, place="Capannone 2")
    first = agreement_in_force(case.pk)
    assert first.version == 1 and signed_parties(proposed) == {"office"}
    with one.as_("lead") as by, pytest.raises(RuleBroken, match="need not sign"):
        actions.sign_agreement(agreement=proposed, party="office", seen=proposed.text_hash, by=by)
    make.sign(one, case, "cooperative", "company")
    assert agreement_in_force(case.pk) == first
    make.sign(one, case, "worker")
    now = agreement_in_force(case.pk)
    assert (now.version, now.weekly_hours, now.proposed) == (2, 25, False)
    assert signed_parties(now) == ALL
    amended(one, case, weekly_hours=25, place="Capannone 2", ends_on=later, planned_hours=350)
    make.sign(one, case)
    moved = fresh(case)
    assert (moved.ends_on, moved.planned_hours, moved.state) == (later, 350, P.IN_SECONDMENT)


def test_an_amendment_changes_something_and_not_the_first_day(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    with pytest.raises(RuleBroken, match="Nothing was changed"):
        amended(one, case)
    with pytest.raises(RuleBroken, match="first day stays"):
        amended(one, case, starts_on=make.today() + timedelta(days=1))
    with pytest.raises(RuleBroken, match="250 and 500"):
        amended(one, case, planned_hours=600)


def test_an_amendment_can_be_withdrawn_and_leaves_no_trace_in_the_next(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    proposed = amended(one, case, planned_hours=400)
    make.sign(one, case, "company")
    with one.as_("officer") as by:
        actions.withdraw_amendment(agreement=proposed, by=by)
    assert amendment_of(case.pk) is None
    assert signed_parties(agreement_in_force(case.pk)) == ALL
    other = amended(one, case, legal_evidence="Resolution 4")
    assert signed_parties(other) == {"worker"}
    assert fresh(case).planned_hours == 300


def test_naming_a_second_director_asks_nothing_of_what_is_in_force(one):
    """Who is named while nothing waits is named for what is stated at the end."""
    case = make.case_at(one, P.IN_SECONDMENT)
    with one.as_("officer") as by:
        actions.name_signatory(pathway=case, party="office", name="Uno", by=by)
    assert signed_parties(agreement_in_force(case.pk)) == ALL
    assert fresh(case).state == P.IN_SECONDMENT
    proposed = amended(one, case, tasks="Packing")
    with one.as_("officer") as by:
        actions.name_signatory(pathway=case, party="office", name="Dina Due", by=by)
    assert "office" in signed_parties(proposed), "the change does not concern it"
    make.sign(one, case)
    assert signed_parties(agreement_in_force(case.pk)) == ALL


def test_two_directors_both_sign(one, drafted):
    second = make.member(one.company, "company_signatory")
    with one.as_("officer") as by:
        for who in (one.signatory, second):
            actions.name_signatory(
                pathway=drafted, party="company", name=who.name, email=who.email, by=by
            )
    make.sign(one, drafted, "office", "cooperative", "worker", "company")
    text = text_up_for_signing(fresh(drafted))
    assert signed_parties(text) == ALL - {"company"}
    assert [each.name for each in standing_of(text)["company"].missing] == [second.name]
    with make.acting_as(second) as by:
        actions.sign_agreement(agreement=text, party="company", seen=text.text_hash, by=by)
    assert fresh(drafted).state == P.AGREEMENT_SIGNED
    third = make.member(one.company, "company_signatory")
    with make.acting_as(third) as by, pytest.raises(RuleBroken):
        actions.sign_agreement(agreement=text, party="company", seen=text.text_hash, by=by)


def test_pressing_twice_signs_once(one, drafted):
    text = text_up_for_signing(drafted)
    with one.as_("manager") as by:
        first, second = (
            actions.sign_agreement(agreement=text, party="cooperative", seen=text.text_hash, by=by)
            for _twice in range(2)
        )
    assert first == second and Signature.objects.count() == 1


# Whatever is revised, amended and signed, in whatever order

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
HISTORIES = settings(
    max_examples=3_000 if SOAK else 60,
    derandomize=not SOAK,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "planned_hours": st.sampled_from((300, 350, 400)),
        "weekly_hours": st.sampled_from((20, 25)),
        "place": st.sampled_from(("", "Capannone 2")),
        "legal_evidence": st.sampled_from(("Resolution 3", "Resolution 4")),
        "objectives": st.sampled_from(("Works alone", "Leads the line")),
    },
)
MOVES = st.one_of(
    st.tuples(st.just("revise"), CHANGES),
    st.tuples(st.just("amend"), CHANGES),
    st.tuples(st.just("sign"), st.sampled_from(Party.values)),
    st.tuples(st.just("sign"), st.sampled_from(Party.values)),
    st.tuples(st.just("sign all"), st.none()),
    st.tuples(st.just("start"), st.none()),
    st.tuples(st.just("withdraw"), st.none()),
    st.tuples(st.just("name"), st.sampled_from(Party.values)),
)


def play(one, case, kind, value) -> None:
    try:
        with transaction.atomic():
            if kind == "revise":
                revised(one, fresh(case), **value)
            elif kind == "amend":
                amended(one, fresh(case), **value)
            elif kind == "sign":
                make.sign(one, case, value)
            elif kind == "sign all":
                make.sign(one, case)
            elif kind == "start":
                make.STEPS[P.IN_SECONDMENT](one, fresh(case), {})
            elif kind == "withdraw" and amendment_of(case.pk):
                with one.as_("officer") as by:
                    actions.withdraw_amendment(agreement=amendment_of(case.pk), by=by)
            elif kind == "name":
                who = getattr(one, make.SIGNERS[value])
                with one.as_("officer") as by:
                    actions.name_signatory(
                        pathway=fresh(case), party=value, name=who.name, email=who.email, by=by
                    )
    except RuleBroken:
        pass


def signed_what_concerns_it(text: Agreement, party: str) -> bool:
    """Said again from the words alone: somebody of the party signed these very words of its part.

    Told apart from the query under test: it knows no chain and no hash of a part.
    """
    mine = part_of(text.template_of, text.words, party)
    for signature in Signature.objects.filter(pathway=text.pathway_id, party=party):
        version = signature.agreement
        same = part_of(version.template_of, version.words, party) == mine
        if same and signature.text_hash == version.text_hash:
            return True
    return False


def test_nothing_signed_or_running_lacks_a_party_on_what_concerns_it(one):
    case = make.case_at(one, P.AGREEMENT_DRAFT)
    reached = set()

    @HISTORIES
    @given(st.lists(MOVES, min_size=4, max_size=14))
    def history(moves):
        with transaction.atomic():
            for kind, value in moves:
                play(one, case, kind, value)
                now = fresh(case)
                text = agreement_in_force(case.pk)
                reached.add((now.state, text.version > 1, text.in_force_at is not None))
                if now.state >= P.AGREEMENT_SIGNED:
                    assert signed_parties(text) == ALL
                    assert all(signed_what_concerns_it(text, party) for party in Party.values)
                    assert text.planned_hours == now.planned_hours
            transaction.set_rollback(True)

    history()
    assert {(P.IN_SECONDMENT, True, True), (P.AGREEMENT_SIGNED, False, True)} <= reached


def test_the_standing_does_not_depend_on_who_asks(one, drafted):
    """A company does not see who signs for the worker, but it sees whether all have."""
    with one.as_("officer") as by:
        actions.name_signatory(pathway=drafted, party="worker", name="Ada Tutrice", by=by)
    make.sign(one, drafted, "office", "cooperative")
    text = text_up_for_signing(drafted)
    with one.as_("signatory"):
        assert standing_of(text)["worker"].is_complete is False
    with acting(Actor.job("test")):
        assert signed_parties(text) == {"office", "cooperative"}
