"""Nobody makes Ponte write to the world: a day's letters are counted, and refused in words."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.limits.letters import count_letter
from ponte.organizations import actions
from ponte.organizations.models import Invitation, Membership
from tests.organizations import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
EDITOR, MANAGER = "organization_editor", "organization_manager"
TOO_MANY = "as many letters"


@pytest.fixture(autouse=True)
def few(settings):
    settings.LETTERS_A_DAY = {"person": 3, "officer": 5, "address": 2}
    cache.clear()


def refused_at(work, most: int) -> None:
    for number in range(most):
        work(number)
    with pytest.raises(RuleBroken, match=TOO_MANY):
        work(most)


def test_a_person_causes_so_many_letters_and_no_more(rows):
    by = make.actor(make.person())
    refused_at(lambda _n: count_letter(by=by, address="192.0.2.1"), 3)
    count_letter(by=make.actor(make.person()), address="192.0.2.1")


def test_whoever_has_no_account_is_counted_by_address(rows):
    refused_at(lambda _n: count_letter(by=Actor.anonymous(), address="192.0.2.1"), 2)
    count_letter(by=Actor.anonymous(), address="192.0.2.2")


def test_jobs_are_not_counted(rows):
    for _number in range(20):
        count_letter(by=Actor.job("reminders"), address="192.0.2.1")


def test_invitations_are_counted_whatever_the_organization(rows):
    ours, other = make.organization(), make.organization("Altra")
    manager = make.member(ours)
    make.member(other, who=manager)

    def invite(number):
        with make.acting_as(manager) as by:
            return actions.invite_member(
                organization=(ours, other)[number % 2],
                email=f"n{number}@example.org",
                role=EDITOR,
                by=by,
            )

    refused_at(invite, 3)
    assert Invitation.objects.count() == 3


def test_the_office_writes_to_more_people(rows):
    ours, officer = make.organization(claimed=True), make.officer()

    def invite(number):
        with make.acting_as(officer) as by:
            actions.invite_member(
                organization=ours, email=f"n{number}@example.org", role=EDITOR, by=by
            )

    refused_at(invite, 5)


def test_claims_requests_and_roles_are_letters_too(rows):
    who, ours = make.person(), make.organization()
    colleague = make.member(ours, MANAGER)
    make.member(ours, who=who)
    free, closed = make.organization("Libera", email="info@libera.example"), make.organization()
    make.member(closed)
    membership = Membership.objects.get(organization=ours, person=colleague)
    with make.acting_as(who) as by:
        words = {"function": "Chair", "proof": "email_code", "message": ""}
        actions.claim_organization(organization=free, by=by, **words)
        actions.ask_access(organization=closed, role=EDITOR, by=by)
        actions.change_role(membership=membership, role=EDITOR, by=by)
        with pytest.raises(RuleBroken, match=TOO_MANY):
            actions.change_role(membership=membership, role=MANAGER, by=by)
        other = make.organization("Altra", email="info@altra.example")
        with pytest.raises(RuleBroken, match=TOO_MANY):
            actions.claim_organization(organization=other, by=by, **words)


def test_the_page_says_no_beside_the_form_and_keeps_what_was_typed(rows):
    ours = make.organization()
    client = Client()
    client.force_login(make.member(ours))
    address = reverse("organizations:member-list", args=[ours.slug])
    for number in range(3):
        answer = client.post(address, {"email": f"n{number}@example.org", "role": EDITOR})
        assert answer.status_code == 302
    answer = client.post(address, {"email": "typed@example.org", "role": EDITOR})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert TOO_MANY in page
    assert 'value="typed@example.org"' in page


@pytest.mark.parametrize(
    "name, more",
    [
        ("account_signup", {"name": "Nuova"}),
        ("account_request_login_code", {}),
        ("account_reset_password", {}),
    ],
)
def test_the_doors_of_sign_in_do_not_write_to_the_world(rows, name, more):
    client = Client(REMOTE_ADDR="198.51.100.7")
    for number in range(2):
        client.post(reverse(name), {"email": f"n{number}@example.org", **more})
        client.logout()
    assert len(mail.outbox) == 2
    answer = client.post(reverse(name), {"email": "typed@example.org", **more})
    page = answer.content.decode()
    assert TOO_MANY in page
    assert re.search(r'value="typed@example.org"', page)
    assert len(mail.outbox) == 2


def test_adding_addresses_to_an_account_is_counted_by_person(rows, client):
    who = make.person()
    client.post(reverse("account_login"), {"login": who.email, "password": "a long password"})
    client.post(reverse("account_reauthenticate"), {"password": "a long password"})
    for number in range(4):
        data = {"email": f"n{number}@example.org", "action_add": ""}
        answer = client.post(reverse("account_email"), data)
    assert TOO_MANY in answer.content.decode()
    assert len(mail.outbox) == 3


def test_a_report_beyond_the_day_keeps_its_text(rows, client):
    for _number in range(2):
        assert client.post(reverse("report"), {"what": "Broken"}).status_code == 200
    answer = client.post(reverse("report"), {"what": "Still broken"})
    assert answer.status_code == 429
    assert "Still broken" in answer.content.decode()
    assert TOO_MANY in answer.content.decode()
