"""Who signs for the worker: in the worker's place, with the worker, as long as it holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import actions
from ponte.pathways.actions.consents import give_consent, withdraw_consent
from ponte.pathways.actions.representatives import close_expired_representatives
from ponte.pathways.models import (
    Agreement,
    CaseRole,
    Consent,
    Document,
    Pathway,
    Representative,
    Signatory,
    Signature,
    SigningPass,
)
from ponte.pathways.permissions.signing import signs_for
from ponte.pathways.queries.agreements import amendment_of
from ponte.pathways.queries.own import asked_now, own_case
from ponte.pathways.queries.signing import standing_of
from ponte.pathways.rules.signing import sheet_code
from ponte.pathways.states import Party, PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.signing import base, linked, signed_by_link, text_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState
NAME = "Gina Sostegno"


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def who():
    person = make.person()
    type(person).objects.filter(pk=person.pk).update(name=NAME)
    person.refresh_from_db()
    return person


def appointed(one, who, manner="beside", state=P.AGREEMENT_DRAFT, **changed) -> Pathway:
    """A case on its way, its worker with an appointment since before the text was written."""
    worker = make.worker(one)
    case = make.case_at(one, P.MATCH_REVIEW, worker=worker)
    make.represented(one, case, who, manner=manner, **changed)
    if state == P.AGREEMENT_DRAFT:
        make.STEPS[state](one, case, {})
    return Pathway.objects.select_related("worker").get(pk=case.pk)


def text_in(case) -> Agreement:
    return amendment_of(case.pk) or Agreement.objects.get(pathway=case, voided_at__isnull=True)


def sign(case, person) -> Signature:
    with make.acting_as(person) as by:
        text = text_in(case)
        return actions.sign_agreement(agreement=text, party="worker", seen=text.text_hash, by=by)


def named(case) -> set[str]:
    with acting(Actor.job("test")):
        found = Signatory.objects.filter(pathway=case, party="worker", ended_at__isnull=True)
        return set(found.values_list("name", flat=True))


def is_signed(case) -> bool:
    with acting(Actor.job("test")):
        return standing_of(text_in(case))[Party.WORKER].is_complete


def state_of(case) -> int:
    with acting(Actor.job("test")):
        return Pathway.objects.get(pk=case.pk).state


def asked(case, person) -> bool:
    with make.acting_as(person) as by:
        pathway, mine = own_case(by, case.pk)
        return asked_now(pathway, mine, by).sign


# Beside: both, never one alone


def test_beside_the_worker_both_sign_and_the_page_says_who_is_missing(one, who):
    case = appointed(one, who)
    worker = case.worker.name
    assert named(case) == {NAME, worker}
    assert asked(case, who) and asked(case, one.worker)
    make.sign(one, case, "office", "cooperative", "company")
    sign(case, one.worker)
    assert not is_signed(case) and state_of(case) == P.AGREEMENT_DRAFT
    assert not asked(case, one.worker) and asked(case, who)
    shown = text_of(browser(one.officer).get(base(case)))
    assert f"<li>{NAME}, " in shown, "still to sign"
    assert "I have read it: sign" in text_of(browser(who).get(base(case)))
    assert "I have read it: sign" not in text_of(browser(one.worker).get(base(case)))
    sign(case, who)
    assert is_signed(case) and state_of(case) == P.AGREEMENT_SIGNED


def test_who_stands_beside_first_waits_for_the_worker(one, who):
    case = appointed(one, who)
    make.sign(one, case, "office", "cooperative", "company")
    sign(case, who)
    assert not is_signed(case) and state_of(case) == P.AGREEMENT_DRAFT
    sign(case, one.worker)
    assert is_signed(case) and state_of(case) == P.AGREEMENT_SIGNED


def test_an_amendment_asks_both_again(one, who):
    case = appointed(one, who, state=P.AGREEMENT_DRAFT)
    make.sign(one, case, "office", "cooperative", "company")
    sign(case, one.worker)
    sign(case, who)
    with one.as_("officer") as by:
        case = Pathway.objects.get(pk=case.pk)
        terms = make.terms(place="Another hall")
        actions.amend_agreement(pathway=case, terms=terms, reason="A move", by=by)
    assert asked(case, who) and asked(case, one.worker)
    make.sign(one, case, "cooperative", "company")
    sign(case, one.worker)
    assert amendment_of(case.pk), "one of two is not enough"
    sign(case, who)
    with acting(Actor.job("test")):
        assert amendment_of(case.pk) is None
        assert Agreement.objects.get(pathway=case, in_force_at__isnull=False, version=2)


# For: in the worker's place


def test_in_the_workers_place_the_representative_signs_alone(one, who):
    case = appointed(one, who, manner="for", kind="guardian")
    assert named(case) == {NAME}
    assert asked(case, who) and not asked(case, one.worker)
    with pytest.raises(RuleBroken, match="Somebody else is named"):
        sign(case, one.worker)
    make.sign(one, case, "office", "cooperative", "company")
    sign(case, who)
    assert is_signed(case) and state_of(case) == P.AGREEMENT_SIGNED


# Scope and days


@pytest.mark.parametrize("manner", ["for", "beside"])
@pytest.mark.parametrize("scope", [["fill"], ["decide"], ["fill", "decide"]])
def test_an_appointment_for_something_else_changes_nothing_of_signing(one, who, manner, scope):
    case = appointed(one, who, manner=manner, scope=scope)
    assert named(case) == set()
    with make.acting_as(who) as by:
        assert Party.WORKER not in signs_for(by, case)
    with pytest.raises(Refused):
        sign(case, who)
    sign(case, one.worker)
    assert is_signed(case)


@pytest.mark.parametrize("manner", ["for", "beside"])
@pytest.mark.parametrize("change", ["expired", "revoked", "not yet", "without signing"])
def test_an_appointment_that_does_not_hold_signs_by_no_way(one, who, manner, change):
    case = appointed(one, who, manner=manner)
    with acting(Actor.job("test")):
        signatory = Signatory.objects.get(pathway=case, name=NAME)
    made, path = linked(one, case, signatory)
    today = make.today()
    changed = {
        "expired": {"ends_on": today - timedelta(days=1)},
        "revoked": {"ended_at": timezone.now()},
        "not yet": {"starts_on": today + timedelta(days=1)},
        "without signing": {"scope": ["fill"]},
    }[change]
    with acting(Actor.job("test")):
        appointment = Representative.objects.get(person=who)
        for name, value in changed.items():
            setattr(appointment, name, value)
        appointment.save()
    with pytest.raises(Refused):
        sign(case, who)
    signed_by_link(browser(), path)
    with one.as_("officer") as by, pytest.raises(RuleBroken, match="does not hold"):
        actions.send_signing_link(signatory=signatory, by=by)
    with one.as_("officer") as by, pytest.raises(RuleBroken, match="does not hold"):
        text = text_in(case)
        actions.write_paper_signature(
            agreement=text,
            party="worker",
            name=NAME,
            without_scan="Cabinet 3",
            signed_on=make.today(),
            seen=sheet_code(text.version, text.text_hash),
            by=by,
        )
    with acting(Actor.job("test")):
        assert not Signature.objects.filter(pathway=case).exists()
    shown = text_of(browser(one.officer).get(base(case)))
    assert "the appointment is over, the office says who signs instead" in shown


def test_a_representative_signs_by_link(one, who):
    case = appointed(one, who)
    with acting(Actor.job("test")):
        signatory = Signatory.objects.get(pathway=case, name=NAME)
    _made, path = linked(one, case, signatory)
    client = browser()
    page = client.post(path, {"then": "open", "name": NAME})
    assert "CONVENZIONE" in text_of(page)


def test_ending_an_appointment_kills_its_links_and_the_office_says_who_signs(one, who):
    case = appointed(one, who)
    with acting(Actor.job("test")):
        signatory = Signatory.objects.get(pathway=case, name=NAME)
        appointment = Representative.objects.get(person=who)
    made, _path = linked(one, case, signatory)
    make.sign(one, case, "office", "cooperative", "company")
    sign(case, one.worker)
    with one.as_("officer") as by:
        with pytest.raises(RuleBroken, match="End the appointment"):
            actions.end_signatory(signatory=signatory, by=by)
        actions.end_representative(pathway=case, representative=appointment.pk, by=by)
        made.refresh_from_db()
        assert made.revoked_at
        assert state_of(case) == P.AGREEMENT_DRAFT, "nothing moves by itself"
        actions.end_signatory(signatory=signatory, by=by)
    assert state_of(case) == P.AGREEMENT_SIGNED


def test_the_workers_own_signature_is_not_waived_while_both_sign(one, who):
    case = appointed(one, who)
    with acting(Actor.job("test")):
        worker = Signatory.objects.get(pathway=case, name=case.worker.name)
    with one.as_("officer") as by, pytest.raises(RuleBroken, match="End the appointment"):
        actions.end_signatory(signatory=worker, by=by)


def test_the_night_closes_what_is_over_and_the_next_text_asks_the_worker(one, who):
    case = appointed(one, who, manner="for")
    with acting(Actor.job("test")):
        Representative.objects.update(ends_on=make.today() - timedelta(days=1))
    with acting(Actor.job("test")) as context:
        assert close_expired_representatives(by=context.actor) == 1
        assert not SigningPass.objects.filter(revoked_at__isnull=True).exists()
    with one.as_("officer") as by:
        case = Pathway.objects.get(pk=case.pk)
        actions.revise_agreement(pathway=case, terms=make.terms(place="Hall 2"), by=by)
    assert named(case) == set()
    sign(case, one.worker)
    assert is_signed(case)


def test_an_appointment_recorded_while_the_text_is_signed_counts_at_once(one, who):
    case = make.case_at(one, P.AGREEMENT_DRAFT)
    make.represented(one, case, who, manner="beside")
    assert named(case) == {NAME, case.worker.name}
    sign(case, one.worker)
    assert not is_signed(case)


def test_a_worker_without_an_account_is_named_and_signs_with_a_card_made_later(one, who):
    worker = make.worker(one, "Piero Carta")
    case = make.case_at(one, P.AGREEMENT_DRAFT, worker=worker)
    with acting(Actor.job("test")):
        type(worker).objects.filter(pk=worker.pk).update(person=None)
        CaseRole.objects.filter(pathway=case, role="worker").update(until=timezone.now())
    make.represented(one, case, who, manner="beside")
    assert named(case) == {NAME, "Piero Carta"}
    with one.as_("officer") as by:
        printed = actions.give_card(pathway=case, by=by)
    person = type(who).objects.get(pk=printed.card.person_id)
    sign(case, person)
    sign(case, who)
    assert is_signed(case)


def test_a_second_case_lets_the_representative_in(one, who):
    case = appointed(one, who, state=P.MATCH_REVIEW)
    with one.as_("officer") as by:
        actions.close_before_start(pathway=case, reason="Later", by=by)
    again = make.case_at(one, P.CANDIDATE, worker=case.worker)
    assert CaseRole.objects.filter(pathway=again, person=who, role="representative").exists()


# Saying yes


def proposed(one, who, **changed) -> Pathway:
    case = make.case_at(one, P.PROPOSED)
    make.represented(one, case, who, **{"manner": "beside", "scope": ["decide"], **changed})
    return Pathway.objects.select_related("worker").get(pk=case.pk)


def says_yes(case, person) -> int:
    with make.acting_as(person) as by:
        return actions.accept_proposal(pathway=case, by=by).state


@pytest.mark.parametrize("worker_first", [True, False])
def test_two_who_decide_together_both_say_yes_to_a_proposal(one, who, worker_first):
    case = proposed(one, who)
    first, second = (one.worker, who) if worker_first else (who, one.worker)
    assert says_yes(case, first) == P.PROPOSED
    assert says_yes(case, first) == P.PROPOSED, "twice is once"
    page = text_of(browser(first).get(f"/en/pathways/worker/{case.pk}/answer/"))
    assert "Still to say yes:" in page
    assert says_yes(case, second) == P.ACCEPTED
    with acting(Actor.job("test")):
        notes = Document.objects.filter(pathway=case, instrument="adhesion")
        assert {note.author_id for note in notes} == {one.worker.pk, who.pk}


def test_a_no_is_the_workers_alone(one, who):
    case = proposed(one, who)
    says_yes(case, who)
    with make.acting_as(who) as by, pytest.raises(Refused):
        actions.decline_proposal(pathway=case, by=by)
    with one.as_("worker") as by:
        assert actions.decline_proposal(pathway=case, by=by).state == P.DECLINED


@pytest.mark.parametrize("changed", [{"manner": "for"}, {"scope": ["fill", "sign"]}])
def test_without_such_an_appointment_one_yes_is_enough(one, who, changed):
    case = proposed(one, who, **changed)
    assert says_yes(case, one.worker) == P.ACCEPTED


def test_in_the_workers_place_the_representatives_yes_is_enough(one, who):
    case = proposed(one, who, manner="for")
    assert says_yes(case, who) == P.ACCEPTED


def test_an_appointment_that_ended_no_longer_holds_the_yes_back(one, who):
    case = proposed(one, who)
    assert says_yes(case, one.worker) == P.PROPOSED
    with acting(Actor.job("test")):
        Representative.objects.update(ends_on=make.today() - timedelta(days=1))
    with pytest.raises(Refused):
        says_yes(case, who)
    assert says_yes(case, one.worker) == P.ACCEPTED


def test_the_page_asks_each_of_two_and_says_what_is_missing(one, who):
    case = proposed(one, who)
    address = f"/en/pathways/worker/{case.pk}/answer/"
    page = text_of(browser(who).get(address))
    assert "Two say yes here" in page and "No, I do not want to" not in page
    answer = browser(who).post(address, {"answer": "yes"}, follow=True)
    assert "Somebody else has to say yes too." in text_of(answer)
    assert f"<li>{case.worker.name}</li>" in text_of(browser(who).get(address))
    assert browser(who).post(address, {"answer": "no"}).status_code == 403
    answer = browser(one.worker).post(address, {"answer": "yes"}, follow=True)
    assert "Your tutor goes on from here." in text_of(answer)


def test_alone_nobody_of_two_agrees_to_share_and_each_may_take_back(one, who):
    case = make.case_at(one, P.ORIENTATION)
    with one.as_("worker") as by:
        told = {"worker": case.worker, "purpose": "share", "recipient": "company"}
        give_consent(data=["skills"], by=by, **told)
    make.represented(one, case, who, manner="beside", scope=["decide"])
    with one.as_("worker") as by:
        told_in_sheet = {"share_service": "yes", "share_service_what": ["skills"]}
        sheet = actions.save_document(of=case, instrument="I4", answers=told_in_sheet, by=by)
        assert sheet.shared_with == [] and not Consent.objects.filter(recipient="service").exists()
        actions.save_document(of=case, instrument="I4", answers={"share_service": "no"}, by=by)
        assert withdraw_consent(by=by, **told) == 1


def test_a_stranger_signs_for_no_worker(one, who):
    case = appointed(one, who)
    for stranger in (make.person(), one.tutor, one.referent):
        with pytest.raises((Refused, RuleBroken, Agreement.DoesNotExist)):
            sign(case, stranger)
