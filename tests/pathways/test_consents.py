"""Consents: the worker's own word, in the words shown; taken back, nothing stays readable."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.ids import uuid7
from ponte.kit.sealing import guard
from ponte.pathways.actions.consents import (
    expire_consents,
    give_consent,
    register_from_sheet,
    withdraw_consent,
)
from ponte.pathways.models import AbilityProfile, Consent, Document, RetentionHold, RightsRequest
from ponte.pathways.queries import special
from ponte.pathways.rules.consents import questions
from ponte.pathways.states import PathwayState, Purpose, Recipient
from tests.pathways import factories as make
from tests.pathways.calls import furnished

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
SERVICE = {"purpose": Purpose.SHARE, "recipient": Recipient.SERVICE}
COMPANY = {"purpose": Purpose.SHARE, "recipient": Recipient.COMPANY}


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    """A case in secondment, its company and its service assigned."""
    return furnished(one).case


def given(one, case, who: str = "worker", **told) -> Consent:
    told = {"data": ["skills", "limits", "worker_interview"], **SERVICE, **told}
    with one.as_(who) as by:
        return give_consent(worker=case.worker, by=by, **told)


def shared(case, instrument: str) -> set[str]:
    found = Document.objects.filter(pathway=case, instrument=instrument)
    return {role for one in found for role in one.shared_with}


def test_a_yes_is_kept_with_its_words_language_and_last_day(one, case):
    made = given(one, case, easy_read=True)
    assert (made.text_version, made.language, made.easy_read) == ("2026-11-22", "it", True)
    assert (made.given_by_id, made.given_as, made.channel) == (one.worker.pk, "worker", "account")
    assert made.data == ["limits", "skills", "worker_interview"]
    assert made.expires_on > timezone.localdate() + timedelta(days=720)


def test_a_yes_opens_what_was_ticked_and_a_no_shuts_it(one, case):
    with one.as_("tutor") as by:
        make.sheet(case, "I6", by)
    given(one, case)
    assert shared(case, "I4") == {"service"} == shared(case, "I6")
    talk = Document.objects.get(pathway=case, instrument="I6")
    with one.as_("operator") as by:
        assert special.answers_of(Document.objects.get(pk=talk.pk), by=by)
    with one.as_("worker") as by:
        withdraw_consent(worker=case.worker, by=by, **SERVICE)
    assert shared(case, "I4") == set() == shared(case, "I6")
    with one.as_("operator") as by:
        assert not Document.objects.filter(pk=talk.pk).exists()
        with pytest.raises(Refused):
            special.answers_of(talk, by=by)
    told = Consent.objects.get()
    assert (told.withdrawn_by_id, told.withdrawn_as) == (one.worker.pk, "worker")


def test_taken_back_from_the_company_the_limits_leave_the_profile(one, case):
    AbilityProfile.objects.create(
        worker=case.worker,
        office=one.office,
        employer=one.cooperative,
        profile={"limits": {"lifting": 2}, "hours": 20},
        limits_agreed_on=timezone.localdate(),
        written_by_id=one.officer.pk,
    )
    given(one, case, data=["skills"], **COMPANY)
    assert shared(case, "I4") == {"referent", "signatory"}
    with one.as_("worker") as by:
        withdraw_consent(worker=case.worker, by=by, **COMPANY)
    row = AbilityProfile.objects.get()
    with guard.opening():
        assert (row.profile, row.limits_agreed_on) == ({"limits": {}, "hours": 20}, None)
    assert shared(case, "I4") == set()


def test_what_was_shared_in_a_sheet_is_taken_back_too(one, case):
    sheet = Document.objects.get(pathway=case, instrument="I4")
    with acting(Actor.job("test")), guard.opening():
        sheet.answers = {**sheet.answers, "share_service": True, "share_service_what": ["skills"]}
        sheet.shared_with = ["service"]
        sheet.save(update_fields=["answers", "shared_with"])
    with one.as_("worker") as by:
        withdraw_consent(worker=case.worker, by=by, **SERVICE)
    again = Document.objects.get(pk=sheet.pk)
    kept = special.kept_answers(again)
    assert (kept["share_service"], "share_service_what" in kept) == (False, False)
    assert again.shared_with == []


def test_a_yes_in_the_sheet_stands_among_the_consents(one, case):
    sheet = Document.objects.get(pathway=case, instrument="I4")

    def said(answers: dict, who: str = "worker") -> None:
        with acting(Actor.job("test")), guard.opening():
            sheet.answers = {**sheet.answers, **answers}
            sheet.save(update_fields=["answers"])
        with one.as_(who) as by:
            register_from_sheet(document=sheet, given=list(answers), by=by)

    said({"share_service": True, "share_service_what": ["skills"]}, who="officer")
    assert Consent.objects.count() == 0, "nobody else's word"
    said({"share_service": True, "share_service_what": ["skills"]})
    assert Consent.objects.get(withdrawn_at__isnull=True).data == ["skills"]
    said({"share_service": False})
    assert not Consent.objects.filter(withdrawn_at__isnull=True).exists()


def test_a_yes_holds_for_sheets_that_come_later(one, case):
    given(one, case, data=["worker_interview"])
    with one.as_("tutor") as by:
        make.sheet(case, "I6", by)
    assert shared(case, "I6") == {"service"}
    assert shared(case, "I4") == set()


def test_a_new_yes_takes_the_place_of_the_one_before(one, case):
    given(one, case, data=["skills"])
    given(one, case, data=["limits"])
    assert Consent.objects.filter(withdrawn_at__isnull=True).get().data == ["limits"]
    assert Consent.objects.count() == 2


@pytest.mark.parametrize(("told", "field"), [({"data": []}, "data"), ({"data": ["hiv"]}, "data")])
def test_only_what_is_asked_can_be_ticked(one, case, told, field):
    with pytest.raises(RuleBroken) as broken:
        given(one, case, **told)
    assert broken.value.field == field
    with pytest.raises(RuleBroken):
        given(one, case, purpose="photo", recipient="company", data=[])


@pytest.mark.parametrize("who", ["tutor", "officer", "manager", "operator", "referent", "lead"])
def test_nobody_says_yes_or_no_for_the_worker(one, case, who):
    given(one, case)
    with pytest.raises(Refused):
        given(one, case, who=who)
    with pytest.raises(Refused), one.as_(who) as by:
        withdraw_consent(worker=case.worker, by=by, **SERVICE)


def test_a_stranger_and_an_assisted_session_say_nothing(one, case):
    assisted = Actor(ActorKind.ASSISTED, one.worker.pk, "Tutor beside the worker")
    for by in (assisted, Actor.job("test"), Actor.anonymous(), Actor.of_person(make.person())):
        with pytest.raises(Refused), acting(by):
            give_consent(worker=case.worker, data=["skills"], by=by, **SERVICE)
        with pytest.raises(Refused), acting(by):
            withdraw_consent(worker=case.worker, by=by, **SERVICE)
    assert Consent.objects.count() == 0


def test_the_database_lets_nobody_else_add_a_yes(one, case):

    for who in ("tutor", "officer", "referent"):
        with (
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
            one.as_(who) as by,
        ):
            row(one, case, given_by_id=by.id)


def row(one, case, **told) -> Consent:
    told = {"given_by_id": one.worker.pk, "given_as": "worker", **told}
    return Consent.objects.create(
        office=one.office,
        worker=case.worker,
        purpose="photo",
        recipient="office",
        text_version="2026-01-01",
        language="it",
        **told,
    )


def test_a_company_and_a_service_see_no_consent(one, case):
    given(one, case)
    seen = {}
    for who in ("worker", "tutor", "officer", "operator", "referent", "signatory", "auditor"):
        with one.as_(who):
            seen[who] = Consent.objects.count()
    assert {who for who, count in seen.items() if count} == {"worker", "tutor", "officer"}


def test_a_yes_runs_out_by_itself(one, case):
    given(one, case)
    with acting(Actor.job("test")) as context:
        last = Consent.objects.get().expires_on
        assert expire_consents(by=context.actor, today=last) == 0
        assert expire_consents(by=context.actor, today=last + timedelta(days=1)) == 1
    assert Consent.objects.get().withdrawn_as == "expired"
    assert shared(case, "I4") == set()
    with pytest.raises(Refused), one.as_("officer") as by:
        expire_consents(by=by)


def test_the_words_of_each_question_are_there_plain_and_easy():
    for asked in questions():
        for language in ("it", "en", "pl"):
            assert asked.said(language, easy=True) != asked.said(language, easy=False)
            assert all(asked.label_of(code, language) for code in asked.data)
        assert (asked.written_in("it"), asked.written_in("pl")) == ("it", "en")


BROKEN = {
    "consent_in_force_once": lambda one, case: [row(one, case), row(one, case)],
    "consent_withdrawn_after_it_was_given": lambda one, case: row(
        one, case, withdrawn_at=timezone.now() - timedelta(days=1), withdrawn_as="worker"
    ),
    "consent_withdrawn_by_somebody": lambda one, case: row(
        one, case, withdrawn_at=timezone.now() + timedelta(1)
    ),
    "rights_request_answered_with_an_outcome": lambda one, case: asked(
        one, case, answered_at=timezone.now() + timedelta(1)
    ),
    "rights_request_answered_after_it_was_asked": lambda one, case: asked(
        one, case, answered_at=timezone.now() - timedelta(1), outcome="done"
    ),
    "retention_hold_once_while_open": lambda one, case: [held(one, case), held(one, case)],
    "retention_hold_has_a_reason": lambda one, case: held(one, case, reason=""),
}


def asked(one, case, **told) -> RightsRequest:
    told = {"note": "x", "answer": "", "due_on": timezone.localdate(), **told}
    return RightsRequest.objects.create(
        office=one.office,
        worker=case.worker,
        kind="correction",
        asked_by_id=one.worker.pk,
        **told,
    )


def held(one, case, **told) -> RetentionHold:
    told = {"reason": "A claim before the court", **told}
    return RetentionHold.objects.create(
        id=uuid7(),
        office=one.office,
        pathway=case,
        review_on=timezone.localdate(),
        held_by_id=one.officer.pk,
        **told,
    )


def test_the_database_refuses_what_breaks_a_constraint(one):
    case = make.case_at(one, PathwayState.CANDIDATE)
    for name, make_it in BROKEN.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make_it(one, case)
