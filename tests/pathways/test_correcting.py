"""What is known of a worker is put right by who may; whose account it is never changes with it."""

from datetime import date

import pytest
from django.test import Client

from ponte.pathways import actions
from ponte.pathways.actions.workers import WorkerFacts
from ponte.pathways.models import Worker
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
TYPED = {
    "name": "Rosa Corretta",
    "phone": "0171 22",
    "email": "rosa@example.org",
    "employed_since": "2021-02-03",
    "birth_year": "1985",
    "municipality": "",
}


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    return make.case_at(one, PathwayState.PROPOSED)


def page(person, case, typed=None):
    client = Client()
    client.force_login(person)
    path = f"/en/pathways/{case.pk}/people/worker/"
    return client.get(path) if typed is None else client.post(path, typed)


def test_a_correction_leaves_the_account_as_it_is(one, case):
    facts = WorkerFacts("Rosa Nuova", date(2020, 1, 1), person_id=one.operator.pk)
    for given in (facts, WorkerFacts("Rosa Nuova", date(2020, 1, 1))):
        with one.as_("officer") as by:
            actions.correct_worker(worker=case.worker, facts=given, by=by)
        found = Worker.objects.get(pk=case.worker_id)
        assert (found.name, found.person_id) == ("Rosa Nuova", one.worker.pk)


@pytest.mark.parametrize("who", ["tutor", "manager", "officer"])
def test_who_serves_the_worker_corrects_it_all(one, case, who):
    assert "Rosa Lavoratrice" in page(getattr(one, who), case).content.decode()
    wrong = page(getattr(one, who), case, {**TYPED, "employed_since": "2999-01-01"})
    assert wrong.status_code == 422 and "not in the future" in wrong.content.decode()
    assert page(getattr(one, who), case, TYPED).status_code == 302
    found = Worker.objects.get(pk=case.worker_id)
    assert (found.name, found.phone, found.email) == ("Rosa Corretta", "0171 22", TYPED["email"])
    assert (found.employed_since, found.birth_year) == (date(2021, 2, 3), 1985)
    assert found.person_id == one.worker.pk


def test_the_worker_corrects_name_phone_and_address(one, case):
    assert "employed_since" not in page(one.worker, case).content.decode()
    before = Worker.objects.get(pk=case.worker_id).employed_since
    assert page(one.worker, case, TYPED).status_code == 302
    found = Worker.objects.get(pk=case.worker_id)
    assert (found.name, found.employed_since) == ("Rosa Corretta", before)


def test_a_stranger_and_a_company_correct_nothing(one, case):
    elsewhere = make.cast(" Altrove")
    for stranger in (elsewhere.tutor, elsewhere.officer, one.signatory):
        assert page(stranger, case).status_code == 404
        assert page(stranger, case, TYPED).status_code == 404
    assert Worker.objects.get(pk=case.worker_id).name == "Rosa Lavoratrice"
