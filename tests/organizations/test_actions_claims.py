"""Claims: how somebody shows to act for an organization, and what becomes of the others."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations import actions
from ponte.organizations.models import AccessRequest, Claim, Keeping, Membership, Organization
from ponte.organizations.rules.access import code_for
from ponte.organizations.rules.facts import OrganizationFacts
from ponte.organizations.states import Proof, RequestState
from tests.organizations import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
WORDS = {"function": "Chair", "message": "I am the chair, see the statute of 2019."}


def claim(organization, who, proof=Proof.DOCUMENT, **words):
    with make.acting_as(who) as by:
        return actions.claim_organization(
            organization=organization, proof=proof, by=by, **{**WORDS, **words}
        )


def test_a_claim_with_an_explanation_waits_for_the_office(rows):
    organization = make.organization()
    found = claim(organization, make.person())
    assert found.state == RequestState.ASKED
    assert make.told() == [("claim_asked", found.pk)]
    assert Duty.objects.filter(subject_id=found.pk, ended_at__isnull=True).exists()


def test_the_office_accepts_and_the_claimant_manages(rows):
    organization, who = make.organization(), make.person()
    found = claim(organization, who)
    with make.acting_as(make.officer()) as by:
        actions.answer_claim(claim=found, accept=True, by=by)
    organization.refresh_from_db()
    assert organization.claimed_at
    assert Membership.objects.get(organization=organization).person == who
    assert not Duty.objects.filter(ended_at__isnull=True).exists()
    assert ("claim_answered", found.pk) in make.told()


def test_the_office_refuses_only_with_a_reason(rows):
    found = claim(make.organization(), make.person())
    with make.acting_as(make.officer()) as by:
        with pytest.raises(RuleBroken) as broken:
            actions.answer_claim(claim=found, accept=False, by=by, answer=" ")
        assert broken.value.field == "answer"
        actions.answer_claim(claim=found, accept=False, by=by, answer="No statute was sent.")
        with pytest.raises(RuleBroken):
            actions.answer_claim(claim=found, accept=True, by=by)
    assert not Membership.objects.exists()


def test_the_code_sent_to_the_organization_proves_the_claim(rows):
    organization, who = make.organization(email="info@example.org"), make.person()
    found = claim(organization, who, Proof.EMAIL_CODE)
    with make.acting_as(who) as by:
        code = code_for(found.pk, settings.SECRET_KEY)
        actions.confirm_claim(claim=found, code=f" {code[:4]} {code[4:]}", by=by)
    organization.refresh_from_db()
    assert organization.claimed_at
    assert Membership.objects.get(organization=organization).role == "organization_manager"


def test_five_wrong_codes_are_enough_for_a_day(rows):
    organization, who = make.organization(email="info@example.org"), make.person()
    found = claim(organization, who, Proof.EMAIL_CODE)
    with make.acting_as(who) as by:
        for _try in range(5):
            with pytest.raises(RuleBroken, match="not the code"):
                actions.confirm_claim(claim=found, code="00000000", by=by)
        with pytest.raises(RuleBroken, match="Too many"):
            code = code_for(found.pk, settings.SECRET_KEY)
            actions.confirm_claim(claim=found, code=code, by=by)


def test_an_old_code_proves_nothing(rows):
    organization, who = make.organization(email="info@example.org"), make.person()
    found = claim(organization, who, Proof.EMAIL_CODE)
    Claim.objects.update(asked_at=timezone.now() - timedelta(days=4))
    with make.acting_as(who) as by, pytest.raises(RuleBroken, match="too old"):
        actions.confirm_claim(claim=found, code=code_for(found.pk, settings.SECRET_KEY), by=by)


@pytest.mark.parametrize(
    "change, field",
    [
        ({"function": " "}, "function"),
        ({"proof": "friend"}, "proof"),
        ({"proof": Proof.REGISTRATION}, "proof"),
        ({"proof": Proof.EMAIL_CODE}, "proof"),
        ({"message": "trust me"}, "message"),
    ],
)
def test_a_claim_that_cannot_be_checked_is_refused_beside_its_field(rows, change, field):
    with pytest.raises(RuleBroken) as broken:
        claim(make.organization(), make.person(), **change)
    assert broken.value.field == field


def test_nobody_claims_twice_at_once(rows):
    organization, who = make.organization(), make.person()
    claim(organization, who)
    with pytest.raises(RuleBroken, match="already"):
        claim(organization, who)


def test_a_claim_on_a_claimed_organization_becomes_a_request_to_join(rows):
    organization = make.organization()
    make.member(organization)
    found = claim(organization, make.person())
    assert isinstance(found, AccessRequest)
    assert found.state == RequestState.ASKED


def test_claims_that_lost_become_requests_to_the_winner(rows):
    organization, winner, loser = make.organization(), make.person(), make.person()
    won, lost = claim(organization, winner), claim(organization, loser)
    with make.acting_as(make.officer()) as by:
        actions.answer_claim(claim=won, accept=True, by=by)
    lost.refresh_from_db()
    assert lost.state == RequestState.MOVED
    request = AccessRequest.objects.get(organization=organization, person=loser)
    assert request.message == WORDS["message"]
    assert ("claim_moved", lost.pk) in make.told()


def test_the_winner_of_a_code_moves_claims_that_he_cannot_see(rows):
    organization = make.organization(email="info@example.org")
    winner, loser = make.person(), make.person()
    lost = claim(organization, loser)
    won = claim(organization, winner, Proof.EMAIL_CODE)
    with make.acting_as(winner) as by:
        assert not Claim.objects.filter(pk=lost.pk).exists()
        actions.confirm_claim(claim=won, code=code_for(won.pk, settings.SECRET_KEY), by=by)
    lost.refresh_from_db()
    assert lost.state == RequestState.MOVED


def test_a_new_member_of_a_kept_organization_takes_over(rows):
    network, kept = make.organization("Consorzio", claimed=True), make.organization()
    Keeping.objects.create(keeper=network, kept=kept, ground="Member since 2019")
    found = claim(kept, make.person())
    with make.acting_as(make.officer()) as by:
        actions.answer_claim(claim=found, accept=True, by=by)
    assert Keeping.objects.get().ended_at


def test_a_registration_that_the_office_does_not_believe_ends_the_membership(rows):
    with make.acting_as(make.person()) as by:
        made = actions.register_organization(
            facts=OrganizationFacts(name="Finta", tax_code=make.tax_code(5)), by=by
        )
    with make.acting_as(make.officer()) as by:
        actions.answer_claim(
            claim=Claim.objects.get(organization=made), accept=False, by=by, answer="Unknown."
        )
    assert not Membership.objects.filter(ended_at__isnull=True).exists()


def test_a_claim_can_be_taken_back(rows):
    organization, who = make.organization(), make.person()
    found = claim(organization, who)
    with make.acting_as(who) as by:
        actions.withdraw_claim(claim=found, by=by)
    found.refresh_from_db()
    assert found.state == RequestState.WITHDRAWN


def test_a_stranger_claims_confirms_answers_and_withdraws_nothing(rows):
    organization = make.organization(email="info@example.org")
    found = claim(organization, make.person(), Proof.EMAIL_CODE)
    stranger = make.actor(make.member(make.organization("Altra")))
    with pytest.raises(Refused):
        actions.claim_organization(
            organization=organization, proof=Proof.DOCUMENT, by=Actor.anonymous(), **WORDS
        )
    with pytest.raises(Refused):
        code = code_for(found.pk, settings.SECRET_KEY)
        actions.confirm_claim(claim=found, code=code, by=stranger)
    with pytest.raises(Refused):
        actions.answer_claim(claim=found, accept=True, by=stranger)
    with pytest.raises(Refused):
        actions.withdraw_claim(claim=found, by=stranger)


@pytest.mark.django_db(transaction=True, databases=["default", "aside"])
def test_of_two_people_at_once_one_wins_and_the_other_asks_to_join():
    with acting(make.JOB):
        organization = make.organization(email="info@example.org")
        people = [make.person(), make.person()]
        claims = [claim(organization, who, Proof.EMAIL_CODE) for who in people]
    start, outcomes = threading.Barrier(2), []

    def confirm(found, who):
        try:
            with make.acting_as(who) as by:
                start.wait(timeout=10)
                code = code_for(found.pk, settings.SECRET_KEY)
                actions.confirm_claim(claim=found, code=code, by=by)
            outcomes.append("won")
        except RuleBroken:
            outcomes.append("lost")
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=confirm, args=pair) for pair in zip(claims, people, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(outcomes) == ["lost", "won"]
    with acting(make.JOB):
        assert Membership.objects.filter(organization=organization).count() == 1
        assert AccessRequest.objects.filter(organization=organization).count() == 1
        assert Organization.objects.get(pk=organization.pk).claimed_at
