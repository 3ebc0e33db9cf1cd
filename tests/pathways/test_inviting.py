"""A worker signs in by e-mail: invited at the desk, linked by the letter alone, and once."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from ponte.accounts.models import Person
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import actions, permissions
from ponte.pathways.actions import access
from ponte.pathways.actions.workers import WorkerFacts
from ponte.pathways.models import CaseRole, Worker
from ponte.pathways.queries.inviting import address_print, link_for
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
WAITING = "SELECT args->>'worker' FROM procrastinate_jobs WHERE task_name = %s"
ADDRESS = "piera@example.org"


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    worker = make.worker(one, "Piera Posta", person_id=None, email=ADDRESS)
    return make.case_at(one, PathwayState.PROPOSED, worker=worker)


def account(address: str, name: str = "Piera") -> Person:
    made = Person.objects.create_user(address, name=name)
    EmailAddress.objects.create(user=made, email=address, verified=True, primary=True)
    return made


def page_of(case) -> str:
    return f"/en/pathways/invited/{link_for(Worker.objects.get(pk=case.worker_id))}/"


def delivered(case, address: str = ADDRESS) -> bool:
    told = address_print(Worker(email=address))
    with acting(Actor.job("test")) as context:
        return access.deliver_worker_invitation(
            worker=case.worker_id, address=told, by=context.actor
        )


def test_the_desk_writes_to_the_workers_own_address(one, case, mailoutbox):
    address = f"/en/pathways/{case.pk}/access/invitation/"
    answer = browser(one.officer).post(address, {"confirmed": ADDRESS})
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [access.DELIVER])
        jobs = [told for (told,) in cursor.fetchall()]
    assert answer.status_code == 302 and jobs == [str(case.worker_id)]
    assert delivered(case)
    letter = mailoutbox[-1]
    assert letter.to == [ADDRESS]
    for never in ("Piera", case.code, one.office.name):
        assert never not in letter.subject + letter.body
    found = re.search(r"/pathways/invited/\S+", letter.body)[0]
    assert browser().get("/en" + found).status_code == 200


def test_to_an_address_that_the_office_did_not_confirm_nothing_is_sent(one, case):
    """The tutor may write an address down; whose it is the office asks the worker."""
    page = f"/en/pathways/{case.pk}/access/"
    client, letter = browser(one.officer), f"{page}invitation/"
    assert client.post(letter).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [access.DELIVER])
        assert cursor.fetchall() == []
    assert "Last invitation" not in client.get(page).content.decode()
    client.post(letter, {"confirmed": ADDRESS})
    shown = client.get(page).content.decode()
    assert "Last invitation" in shown and str(one.officer) in shown
    with one.as_("tutor") as by:
        facts = WorkerFacts("Piera Posta", make.date(2020, 1, 1), email="tutor@example.org")
        actions.correct_worker(worker=case.worker, facts=facts, by=by)
    assert not delivered(case), "the address was confirmed, and then it was another"
    with pytest.raises(RuleBroken, match="confirm"), one.as_("officer") as by:
        actions.invite_worker(pathway=case, confirmed=ADDRESS, by=by)


@pytest.mark.parametrize("who", ["tutor", "manager", "signatory", "operator"])
def test_others_invite_nobody(one, case, who):
    with pytest.raises(Refused), one.as_(who) as by:
        actions.invite_worker(pathway=case, confirmed=ADDRESS, by=by)


def test_a_stranger_invites_nobody_and_is_linked_to_nobody(one, case):
    elsewhere = make.cast(" Altrove")
    with pytest.raises(Refused), elsewhere.as_("officer") as by:
        actions.invite_worker(pathway=case, confirmed=ADDRESS, by=by)
    client = browser(account("other@example.org"))
    answer = client.post(page_of(case))
    assert "address to which the letter came" in answer.content.decode()
    assert Worker.objects.get(pk=case.worker_id).person_id is None
    with pytest.raises(Refused):
        access.accept_worker_invitation(token="x", by=Actor.anonymous())


def test_without_an_address_or_to_ones_own_none_is_sent(one, case):
    Worker.objects.filter(pk=case.worker_id).update(email=one.officer.email)
    with pytest.raises(RuleBroken, match="your own address"), one.as_("officer") as by:
        actions.invite_worker(pathway=case, confirmed=ADDRESS, by=by)
    Worker.objects.filter(pk=case.worker_id).update(email="")
    with pytest.raises(RuleBroken, match="first"), one.as_("officer") as by:
        actions.invite_worker(pathway=case, confirmed=ADDRESS, by=by)
    assert not delivered(case)


def test_the_account_of_the_address_becomes_the_workers_and_the_link_is_dead(one, case):
    path, person = page_of(case), account(ADDRESS)
    client = browser(person)
    assert client.get(path).status_code == 200
    assert Worker.objects.get(pk=case.worker_id).person_id is None
    assert client.post(path).url == "/en/pathways/worker/"
    assert Worker.objects.get(pk=case.worker_id).person_id == person.pk
    with make.acting_as(person) as by:
        assert permissions.roles_in(by, case).roles == {"worker"}
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert CaseRole.objects.filter(person=person).count() == 1
    with pytest.raises(RuleBroken, match="already"), one.as_("officer") as by:
        actions.invite_worker(pathway=case, confirmed=ADDRESS, by=by)
    assert not delivered(case)


def test_whoever_works_on_the_case_is_not_its_worker(one, case):
    path = page_of(case)
    for colleague in (one.manager, one.officer):
        EmailAddress.objects.filter(email=ADDRESS).delete()
        EmailAddress.objects.create(user=colleague, email=ADDRESS, verified=True)
        assert "works on the case" in browser(colleague).post(path).content.decode()
    assert Worker.objects.get(pk=case.worker_id).person_id is None


def test_who_has_a_card_keeps_the_account_and_adds_the_address(one, case):
    with one.as_("officer") as by:
        card = actions.give_card(pathway=case, by=by).card
    path = page_of(case)
    assert "Sign in with your card" in browser().get(path).content.decode()
    other = browser(account("other@example.org"))
    assert "Sign in with your card" in other.post(path).content.decode()
    assert browser(card.person).post(path).status_code == 302
    person = Person.objects.get(pk=card.person_id)
    assert person.email == ADDRESS
    assert EmailAddress.objects.get(user=person).verified
    assert Worker.objects.get(pk=case.worker_id).person_id == person.pk
    assert browser().get(path).status_code == 410


def test_another_account_with_the_address_is_left_alone(one, case):
    with one.as_("officer") as by:
        card = actions.give_card(pathway=case, by=by).card
    account(ADDRESS)
    answer = browser(card.person).post(page_of(case))
    assert "Another account has this address" in answer.content.decode()
    assert Person.objects.get(pk=card.person_id).email is None


def test_a_link_is_bound_to_the_address_it_went_to(case):
    path = page_of(case)
    Worker.objects.filter(pk=case.worker_id).update(email="new@example.org")
    assert browser(account(ADDRESS)).post(path).status_code == 410
    assert browser().get("/en/pathways/invited/forged/").status_code == 410
