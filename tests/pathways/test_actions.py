"""Hours, agreements, sheets, roles: what each action does, and what it refuses with a reason."""

from datetime import timedelta

import pytest

from ponte.engines.questionnaires.sample import sample
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.ids import uuid7
from ponte.kit.sealing.guard import opening
from ponte.pathways import actions
from ponte.pathways.actions.opportunities import expire_openings
from ponte.pathways.models import (
    Agreement,
    CaseRole,
    Disadvantage,
    HoursEntry,
    Opportunity,
    Pathway,
)
from ponte.pathways.permissions.matrix import DATA_OF, MATRIX, Data, may_read, may_write
from ponte.pathways.queries.facts import ledger_of, signed_parties
from ponte.pathways.queries.sheets import answerable
from ponte.pathways.queries.special import kept_answers
from ponte.pathways.rules.instruments import newest
from ponte.pathways.rules.reasons import NotReady
from ponte.pathways.states import CaseRoleKind, Instrument, PathwayState
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


def lacks(broken) -> set[str]:
    return {one.code for one in broken.value.missing}


def test_hours_beyond_the_plan_are_kept_and_ask_for_an_amendment(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    make.work(one, case, 300)
    yesterday = make.today()
    HoursEntry.objects.filter(day=yesterday).update(minutes=590)
    with one.as_("tutor") as by:
        first = actions.enter_hours(pathway=case, day=yesterday, minutes=60, by=by)
        assert first.beyond_plan
        with pytest.raises(NotReady) as broken:
            actions.enter_hours(pathway=case, day=yesterday, minutes=60, by=by)
        assert lacks(broken) == {"amendment"}
        actions.enter_hours(pathway=case, day=yesterday, minutes=60, kind="absence", by=by)
        more = make.terms(extra_hours=10)
        actions.amend_agreement(pathway=case, terms=more, reason="A new machine", by=by)
        waits = actions.enter_hours(pathway=case, day=yesterday, minutes=60, by=by)
        assert waits.beyond_plan, "nobody has signed for more yet"
    assert ledger_of(case).agreed == 300 * 60
    make.sign(one, case)
    with one.as_("tutor") as by:
        assert not actions.enter_hours(pathway=case, day=yesterday, minutes=60, by=by).beyond_plan
    assert ledger_of(case).agreed == 310 * 60, "counted once"
    assert ledger_of(case).done == 300 * 60 + 170


def test_what_happened_after_the_last_day_of_the_plan_is_recorded_though_nothing_can_be_amended(
    one,
):
    case = make.case_at(one, P.COMPLETED)
    Pathway.objects.filter(pk=case.pk).update(planned_hours=250)
    with one.as_("tutor") as by:
        told = {"day": make.today(), "minutes": 60, "by": by}
        HoursEntry.objects.filter(pathway=case, day=make.today()).update(minutes=590)
        for _again in range(2):
            assert actions.enter_hours(pathway=case, **told | {"minutes": 30}).beyond_plan


def test_the_same_entry_sent_twice_is_one_and_a_different_one_is_shown(one):
    case, sent = make.case_at(one, P.IN_SECONDMENT), uuid7()
    with one.as_("worker") as by:
        told = {"pathway": case, "day": make.today(), "client_id": sent, "by": by}
        first = actions.enter_hours(minutes=60, **told)
        assert actions.enter_hours(minutes=60, **told).pk == first.pk
        with pytest.raises(RuleBroken):
            actions.enter_hours(minutes=90, **told)
    assert HoursEntry.objects.count() == 1


def test_hours_that_cannot_have_happened_are_refused(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    wrong = [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"day": make.today() + timedelta(days=1)}, "day"),
        ({"day": make.today() - timedelta(days=1)}, "day"),
        ({"kind": "holiday"}, "kind"),
    ]
    with one.as_("tutor") as by:
        for changed, code in wrong:
            told = {"pathway": case, "day": make.today(), "minutes": 60, "by": by} | changed
            with pytest.raises(NotReady) as broken:
                actions.enter_hours(**told)
            assert lacks(broken) == {code}


def test_confirmed_hours_stay_as_they_are(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    with one.as_("worker") as by:
        entry = actions.enter_hours(pathway=case, day=make.today(), minutes=60, by=by)
        assert actions.correct_hours(entry=entry, minutes=90, by=by).minutes == 90
    with one.as_("referent") as by:
        assert actions.confirm_hours(pathway=case, entries=[entry.pk], by=by) == 1
        assert actions.confirm_hours(pathway=case, entries=[entry.pk], by=by) == 0
    with one.as_("tutor") as by, pytest.raises(RuleBroken):
        actions.correct_hours(entry=entry, minutes=30, by=by)


def test_a_signature_binds_to_the_text_that_was_seen(one):
    case = make.case_at(one, P.AGREEMENT_DRAFT)
    make.sign(one, case, "office")
    old = Agreement.objects.get(pathway=case)
    with one.as_("officer") as by:
        new = actions.revise_agreement(pathway=case, terms=make.terms(planned_hours=400), by=by)
    assert (new.version, signed_parties(new)) == (2, frozenset())
    with one.as_("manager") as by:
        for agreement, seen in ((old, old.text_hash), (new, old.text_hash)):
            with pytest.raises(RuleBroken):
                actions.sign_agreement(agreement=agreement, party="cooperative", seen=seen, by=by)
    make.sign(one, case)
    case.refresh_from_db()
    assert (case.state, case.planned_hours) == (P.AGREEMENT_SIGNED, 400)


def test_a_text_changed_behind_the_signers_has_no_signature(one):
    case = make.case_at(one, P.AGREEMENT_SIGNED)
    text = Agreement.objects.get(pathway=case)
    Agreement.objects.update(text=text.text.replace("300", "500"))
    text.refresh_from_db()
    assert signed_parties(text) == frozenset()
    with one.as_("tutor") as by, pytest.raises(NotReady):
        actions.start_secondment(
            pathway=case, notified_on=make.today(), safety_checked_on=make.today(), post="x", by=by
        )


def test_an_opening_ends_the_night_after_its_last_day(one):
    opening = make.opening(one)
    Opportunity.objects.filter(pk=opening.pk).update(expires_on=make.today())
    with one.as_("lead") as by, pytest.raises(Refused):
        expire_openings(by=by)
    with acting(Actor.job("test")) as context:
        assert expire_openings(by=context.actor) == 0
    Opportunity.objects.filter(pk=opening.pk).update(expires_on=make.today() - timedelta(days=1))
    with acting(Actor.job("test")) as context:
        assert expire_openings(by=context.actor) == 1
        assert expire_openings(by=context.actor) == 0
    opening.refresh_from_db()
    assert opening.state == "expired"


def test_a_late_communication_is_kept_as_it_was_with_its_reason(one):
    case = make.case_at(one, P.AGREEMENT_SIGNED)
    type(case).objects.filter(pk=case.pk).update(starts_on=make.today() - timedelta(days=6))
    told = {"pathway": case, "safety_checked_on": make.today(), "post": "Gardener"}
    with one.as_("tutor") as by:
        with pytest.raises(RuleBroken) as late:
            actions.start_secondment(notified_on=make.today(), by=by, **told)
        assert late.value.field == "late_because"
        with pytest.raises(NotReady):
            actions.start_secondment(
                notified_on=make.today() + timedelta(days=1), late_because="x", by=by, **told
            )
        begun = actions.start_secondment(
            notified_on=make.today(), late_because="The office was closed", by=by, **told
        )
    assert begun.transitions.get(new="110").reason == "The office was closed"


@pytest.mark.parametrize("days", [-50, 1])
def test_the_last_day_lies_within_the_secondment(one, days):
    case = make.case_at(one, P.IN_SECONDMENT)
    day = make.today() + timedelta(days=days)
    with one.as_("tutor") as by, pytest.raises(NotReady) as said:
        actions.interrupt_secondment(pathway=case, side="company", reason="x", on=day, by=by)
    assert "end_day" in {missing.code for missing in said.value.missing}


def test_hours_are_confirmed_as_they_were_seen(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    make.work(one, case, 10, confirmed=False)
    entry = case.hours.get(confirmed_at=None)
    told = {"pathway": case, "entries": [entry.pk]}
    with one.as_("signatory") as by:
        for seen in ((entry.minutes, "absence"), (entry.minutes + 1, entry.kind)):
            assert actions.confirm_hours(**told, seen={entry.pk: seen}, by=by) == 0
        seen = {entry.pk: (entry.minutes, entry.kind)}
        assert actions.confirm_hours(**told, seen=seen, by=by) == 1


def test_the_worker_may_sign_on_paper(one):
    case = make.case_at(one, P.AGREEMENT_DRAFT)
    make.sign(one, case, "office", "cooperative", "company")
    text = Agreement.objects.get(pathway=case)
    told = {"agreement": text, "party": "worker", "name": "Rosa", "seen": text.text_hash}
    told["signed_on"] = make.today()
    with one.as_("officer") as by:
        with pytest.raises(RuleBroken, match="scan"):
            actions.write_paper_signature(reference="Folder 12", by=by, **told)
        word = actions.write_paper_signature(without_scan="Sent by post", by=by, **told)
        with pytest.raises(RuleBroken, match="somebody else"):
            actions.confirm_paper(word=word, by=by)
    case.refresh_from_db()
    assert case.state == P.AGREEMENT_DRAFT, "one person alone signs for nobody"
    with one.as_("lead") as by:
        assert "without scan" in actions.confirm_paper(word=word, by=by).evidence
    case.refresh_from_db()
    assert case.state == P.AGREEMENT_SIGNED


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"planned_hours": 249}, "hours"),
        ({"planned_hours": 501}, "hours"),
        ({"legal_basis": "TIROCINIO"}, "basis"),
        ({"legal_evidence": " "}, "evidence"),
        ({"safety": ""}, "safety"),
        ({"cover": ""}, "cover"),
        ({"weekly_hours": 60}, "weekly"),
        ({"tasks_change": ""}, "tasks_change"),
        ({"tasks_change": "yes"}, "new_tasks"),
        ({"distance_km": None}, "distance"),
        ({"distance_km": 51, "far_proof": "Orders of the year"}, "far_reason"),
        ({"distance_km": 51, "far_reason": "production"}, "far_proof"),
        ({"starts_on": make.today() - timedelta(days=3)}, "backdated"),
    ],
)
def test_an_agreement_without_its_terms_is_not_written(one, changed, code):
    case = make.case_at(one, P.MATCH_REVIEW)
    with one.as_("officer") as by:
        make.sheet(case, Instrument.PLAN, by)
        with pytest.raises(NotReady) as broken:
            actions.approve_match(pathway=case, reason="Fits", terms=make.terms(**changed), by=by)
    assert code in lacks(broken)
    assert not Agreement.objects.exists()


def test_a_candidate_has_six_months_and_the_age_is_no_bar(one):
    young = {"birth_year": make.today().year - 22, "person_id": None}
    fresh = make.worker(one, "A", employed_since=make.today(), **young)
    known = make.worker(one, "B", **young)
    with one.as_("tutor") as by:
        with pytest.raises(NotReady) as broken:
            actions.propose_candidate(worker=fresh, skills_adequate=False, by=by)
        assert lacks(broken) == {"six_months", "skills", "age"}
        case = actions.propose_candidate(
            worker=known, skills_adequate=True, age_reason="Trained for it", by=by
        )
        with pytest.raises(RuleBroken):
            actions.propose_candidate(worker=known, skills_adequate=True, by=by)
    assert case.code.startswith("P-") and case.tutor_id == one.tutor.pk


def test_a_sheet_is_saved_step_by_step_and_completed_once(one):
    case = make.case_at(one, P.ORIENTATION)
    told = {"of": case, "instrument": "I4"}
    with one.as_("officer") as by:
        first = actions.save_document(answers={"best_time": "noon"}, by=by, **told)
        then = {"document": first, "by": by, **told}
        second = actions.save_document(answers={"school_detail": "Nonantola"}, revision=1, **then)
        assert kept_answers(second) == {"best_time": "noon", "school_detail": "Nonantola"}
        with pytest.raises(RuleBroken, match="Somebody else"):
            actions.save_document(answers={"best_time": "any"}, revision=1, **then)
        with pytest.raises(RuleBroken, match="questions still need an answer"):
            actions.complete_document(document=first, by=by)
        whole = sample(newest("I4"), "so", today=make.today(), only=answerable(by, case, "I4"))
        actions.save_document(answers=whole, **then)
        actions.complete_document(document=first, by=by)
        with pytest.raises(RuleBroken, match="complete"):
            actions.save_document(answers={"best_time": "any"}, **then)


def test_who_may_not_answer_a_question_answers_none_of_them(one):
    case = make.case_at(one, P.ORIENTATION)
    with one.as_("officer") as by, pytest.raises(Refused):
        actions.save_document(
            of=case,
            instrument="I4",
            answers={"best_time": "noon", "share_company": True},
            by=by,
        )
    with one.as_("worker") as by:
        made = actions.save_document(
            of=case,
            instrument="I4",
            answers={"share_company": True, "share_company_what": ["skills"]},
            by=by,
        )
        assert made.shared_with == ["referent"]
        made = actions.save_document(
            of=case, instrument="I4", answers={"share_company": False}, document=made, by=by
        )
        assert made.shared_with == []


def test_a_new_tutor_takes_over(one):
    case = make.case_at(one, P.CANDIDATE)
    other = make.member(one.cooperative, "integration_tutor")
    with one.as_("manager") as by:
        with pytest.raises(RuleBroken):
            actions.assign_role(pathway=case, person=one.officer.pk, role="tutor", by=by)
        actions.assign_role(pathway=case, person=other.pk, role="tutor", by=by)
    case.refresh_from_db()
    assert case.tutor_id == other.pk
    open_tutors = CaseRole.objects.filter(role="tutor", until__isnull=True)
    assert [one.person_id for one in open_tutors] == [other.pk]


def test_the_last_seat_goes_once(one):
    opening = make.opening(one)
    make.case_at(one, P.REQUESTED, opportunity=opening)
    other = make.case_at(one, P.CANDIDATE, worker=make.worker(one, "Due"))
    with one.as_("tutor") as by:
        actions.share_proposal(pathway=other, shared_on=make.today(), support_actions="x", by=by)
        with one.as_("worker") as worker:
            actions.accept_proposal(pathway=other, by=worker)
        make.sheet(other, Instrument.ACTIVATION_REQUEST, by)
        with pytest.raises(NotReady) as broken:
            actions.request_activation(pathway=other, opportunity=opening, by=by)
        assert lacks(broken) == {"seat"}


def test_an_opening_needs_every_point_of_the_interview(one):
    found = make.lead(one)
    with one.as_("officer") as by:
        actions.contact_company(opportunity=found, by=by)
        partly = make.points(referent_name="", hire_willingness="", context_adequate=False)
        actions.interview_company(opportunity=found, facts=partly, by=by)
        with pytest.raises(NotReady) as broken:
            actions.find_available(opportunity=found, by=by)
        assert lacks(broken) == {"referent", "hiring", "context"}
        no = make.points(hire_willingness="no")
        actions.edit_opportunity(opportunity=found, facts=no, by=by)
        actions.find_available(opportunity=found, by=by)
        actions.draft_profile(opportunity=found, demand={"x": {"group": "technical"}}, by=by)
        with pytest.raises(NotReady) as broken:
            actions.validate_profile(opportunity=found, by=by)
        assert lacks(broken) == {"demand_training", "demand_transversal", "levels"}


def test_every_kind_of_data_has_a_cell_for_every_role():
    assert set(MATRIX) == set(Data)
    for cells in MATRIX.values():
        assert set(cells) == set(CaseRoleKind)
    assert set(DATA_OF) == set(Instrument)


def test_the_company_reads_what_the_matrix_gives_it_and_when(one):
    case = make.case_at(one, P.MATCH_REVIEW)
    with one.as_("signatory") as by:
        assert may_read(by, case, Data.OPENING)
        assert not may_read(by, case, Data.IDENTITY)
        case.state = P.AGREEMENT_DRAFT
        assert may_read(by, case, Data.IDENTITY)
        for never in (Data.DISADVANTAGE, Data.REFERRING_SERVICE, Data.JUSTICE, Data.LOGBOOK):
            assert not may_read(by, case, never, shared_with=["signatory", "referent"])
            assert not may_write(by, case, never)


def test_a_disadvantage_is_corrected_by_the_office(one):
    worker = make.worker(one)
    with one.as_("officer") as by:
        actions.record_disadvantage(worker=worker, kind="PHYSICAL", by=by)
        with pytest.raises(RuleBroken):
            actions.record_disadvantage(worker=worker, kind="OTHER", by=by)
    with opening():
        assert Disadvantage.objects.get().kind == "PHYSICAL"
    assert Pathway.objects.count() == 0
