"""Pressed at the same moment: one signature, one step, nobody sees a fault."""

import threading

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Pathway, Signature, Transition
from ponte.pathways.queries.agreements import text_up_for_signing
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.signing import base, hidden, linked, named, opened

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "aside"])
JOB = Actor.job("test")
P = PathwayState


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    yield
    cache.clear()


def at_once(*posts: tuple[Client, str, dict]) -> list[int]:
    """Send all posts at the same moment; return the statuses."""
    start, statuses = threading.Barrier(len(posts)), []

    def post(client, path, told):
        try:
            start.wait(timeout=10)
            statuses.append(client.post(path, told).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=post, args=one) for one in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(statuses) == len(posts) and max(statuses) < 500, statuses
    return statuses


def test_a_link_pressed_four_times_at_once_signs_once():
    with acting(JOB):
        one = make.cast()
        case = make.case_at(one, P.AGREEMENT_DRAFT)
        make.sign(one, case, "office", "cooperative", "company")
        _made, path = linked(one, case, named(one, case))
    read = opened(browser(), path)
    told = {"then": "sign", "opened": hidden(read, "opened"), "seen": hidden(read, "seen")}
    assert at_once(*[(browser(), path, told)] * 4) == [200] * 4
    with acting(JOB):
        assert Signature.objects.filter(party="worker").count() == 1
        assert Transition.objects.filter(pathway=case, new="100").count() == 1


def test_the_last_two_parties_at_once_complete_it_once():
    with acting(JOB):
        one = make.cast()
        case = make.case_at(one, P.AGREEMENT_DRAFT)
        make.sign(one, case, "office", "worker")
        seen = text_up_for_signing(case).text_hash
    path = base(case) + "sign/"
    at_once(
        (browser(one.manager), path, {"party": "cooperative", "seen": seen}),
        (browser(one.signatory), path, {"party": "company", "seen": seen}),
    )
    with acting(JOB):
        assert Signature.objects.count() == 4
        assert Transition.objects.filter(pathway=case, new="100").count() == 1
        assert Pathway.objects.get().state == P.AGREEMENT_SIGNED
