"""Before a page sends what was typed it asks who is signed in; asking changes nothing."""

import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from ponte.kit.actor import Actor
from ponte.pathways.models import Document, Pathway
from ponte.pathways.states import PathwayState
from ponte.project.middleware.rows import ASSISTED
from ponte.project.middleware.still import PATH, mark_of
from tests.pathways import factories as make
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one) -> Pathway:
    return make.case_at(one, PathwayState.IN_SECONDMENT)


def told(client: Client) -> str:
    answer = client.get(PATH)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    return answer.json()["who"]


def mark_on(client: Client, address: str) -> str:
    """The mark that a page carries, with the script that reads it."""
    page = client.get(address).content.decode()
    assert "ponte/js/stay" in page
    return re.search(r'data-ponte-stay="(\w+)"', page)[1]


def diary_of(case: Pathway) -> str:
    return reverse("pathways:logbook-new", args=[case.pk])


def test_a_page_and_the_answer_know_the_same_person_and_no_other(one, case):
    worker, tutor = browser(one.worker), browser(one.tutor)
    mark = mark_on(worker, diary_of(case))
    assert told(worker) == mark != told(tutor)
    assert str(one.worker.pk) not in mark
    assert told(Client()) == "" == mark_of(Actor.anonymous())
    assert not Client().get(PATH).cookies, "nobody is given a session for asking"


def test_a_page_of_nobody_carries_neither_mark_nor_script():
    for address in ("/en/", "/en/accounts/login/"):
        page = Client().get(address).content.decode()
        assert "data-ponte-stay" not in page and "ponte/js/stay" not in page


def test_beside_a_worker_is_somebody_else_and_asking_late_ends_nothing(one, case):
    """What was typed in such a session is kept when it comes late: asking must not end it first."""
    client = browser(one.tutor)
    alone = told(client)
    client.post(reverse("pathways:assisted-open", args=[case.pk]))
    both = mark_on(client, reverse("pathways:worker-case", args=[case.pk]))
    assert told(client) == both != alone
    session = client.session
    session[ASSISTED] = {**session[ASSISTED], "until": int(time.time()) - 60}
    session.save()
    assert told(client) == both
    assert "_auth_user_id" in client.session


def test_without_the_script_a_late_page_is_answered_by_the_sign_in_and_nothing_is_kept(one, case):
    """Its text is in the browser's history alone, never on the server under nobody's name."""
    typed = {"did": "Piegato scatole", "feeling": "4", "readers": "me"}
    late = Client()
    answer = late.post(diary_of(case), typed)
    assert answer["Location"].startswith("/en/accounts/login/?next=")
    assert "Piegato" not in answer["Location"] + late.get(answer["Location"]).content.decode()
    assert "Piegato" not in repr(dict(late.session))
    with one.as_("worker"):
        assert not Document.objects.filter(instrument="I9").exists()


def test_a_page_older_than_the_session_is_refused_in_our_words(one, case):
    """Signed in again in another window: the token of the older page no longer counts."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(one.worker)
    answer = client.post(diary_of(case), {"did": "Piegato scatole", "readers": "me"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "the page was too old" in page
    assert "<style" not in page and "style=" not in page
