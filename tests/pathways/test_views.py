"""Lists and pages: who sees what, in how many questions to the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ponte.pathways.models import Pathway
from ponte.pathways.permissions import roles_in
from ponte.pathways.public import case_for, case_list, opportunity_list, waiting_for
from ponte.pathways.queries.page import case_page
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.browsers import browser
from tests.pathways.calls import furnished

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


def test_a_list_of_thousands_is_paged_in_few_questions(one):
    opening = row.opportunity(one.office, one.company, seats=9)
    worker = row.worker(one.office, one.cooperative)
    Pathway.objects.bulk_create(
        Pathway(
            code=f"P-2026-{number:05}",
            worker=worker,
            office=one.office,
            cooperative=one.cooperative,
            opportunity=opening,
            company=one.company,
            tutor=one.tutor,
            state=P.CLOSED if number % 2 else P.HIRED,
        )
        for number in range(10_000)
    )
    for who in ("officer", "manager", "signatory"):
        with (
            one.as_(who) as by,
            CaptureQueriesContext(
                connection,
            ) as asked,
        ):
            found = case_list(by, page=3)
            assert (found.total, len(found.lines)) == (10_000, 50)
        assert len(asked) <= 12
    with one.as_("officer") as by:
        assert case_list(by, state=P.CLOSED).total == 5_000
        assert case_list(by, words="00017").lines[0].code == "P-2026-00017"
        assert case_list(by, tutor=one.tutor.pk).total == 10_000
        assert case_list(by, tutor=one.manager.pk).total == 0
    with one.as_("tutor") as by:
        assert case_list(by).total == 0, "a tutor sees the cases assigned, not the body's"


def test_the_page_of_the_list_asks_few_questions(one):
    make.case_at(one, P.ACCEPTED)
    client = browser(one.officer)
    client.get("/en/pathways/")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/en/pathways/?state=30")
    assert answer.status_code == 200
    questions = [one["sql"] for one in asked if "set_config" not in one["sql"]]
    assert len([sql for sql in questions if "pathways_" in sql]) <= 12


WORDS = {
    "Rosa Lavoratrice": {"officer", "manager", "tutor", "worker", "operator", "auditor"}
    | {"signatory", "referent"},
    "interview with the worker": {"officer", "tutor", "worker"},
    "logbook": {"worker"},
    "The worker accepted.": {"officer", "manager", "tutor", "worker", "auditor"},
    "the work itself": {"officer", "manager", "tutor", "worker", "auditor"},
}
PEOPLE = sorted(WORDS["Rosa Lavoratrice"])


def test_each_reader_finds_on_the_page_what_the_matrix_gives(one):
    case = furnished(one).case
    with one.as_("tutor") as by:
        make.sheet(case, "I6", by)
    wrong = []
    for who in PEOPLE:
        answer = browser(getattr(one, who)).get(f"/en/pathways/{case.pk}/")
        assert answer.status_code == 200, who
        text = answer.content.decode()
        for word, readers in WORDS.items():
            if (word in text) != (who in readers):
                wrong.append((who, word))
        for never in ("PSYCHIC", "Canary", "canary"):
            assert never not in text, (who, never)
    assert wrong == []


def test_before_the_agreement_the_company_sees_a_code_and_no_name(one):
    case = make.case_at(one, P.MATCH_REVIEW)
    text = browser(one.signatory).get(f"/en/pathways/{case.pk}/").content.decode()
    assert case.code in text and "Rosa" not in text
    listed = browser(one.signatory).get("/en/pathways/").content.decode()
    assert case.code in listed and "Rosa" not in listed


def test_hidden_and_missing_answer_alike(one):
    case = make.case_at(one, P.ASSESSED)
    missing = "01900000-0000-7000-8000-000000000000"
    for who in (one.signatory, make.member(make.organization("Altrove"), "placement_lead")):
        client = browser(who)
        answers = [client.get(f"/en/pathways/{pk}/") for pk in (case.pk, missing)]
        assert [one.status_code for one in answers] == [404, 404]


def test_the_page_says_what_is_missing_and_takes_a_step(one):
    case = make.case_at(one, P.ORIENTATION)
    client = browser(one.officer)
    assert (
        "The skills assessment is not complete."
        in client.get(f"/en/pathways/{case.pk}/").content.decode()
    )
    with one.as_("officer") as by:
        make.sheet(case, "I4", by)
    client.post(f"/en/pathways/{case.pk}/steps/finish_assessment/")
    case.refresh_from_db()
    assert case.state == P.ASSESSED


def test_what_waits_for_whom(one):
    make.case_at(one, P.PROPOSED)

    def verbs(who: str) -> list[str]:
        with one.as_(who) as by:
            return [waiting.verb for waiting in waiting_for(by)]

    assert verbs("worker") == ["Say yes or no to the proposal"]
    assert verbs("tutor") == verbs("officer") == []
    Pathway.objects.update(state=P.GIVEN_UP)
    make.case_at(one, P.AGREEMENT_DRAFT)
    for who in ("lead", "manager", "signatory", "worker"):
        assert "Read and sign the agreement" in verbs(who), who
    Pathway.objects.update(state=P.GIVEN_UP)
    furnished(one)
    assert "Confirm the hours" in verbs("referent")
    assert "Act on a difficulty" in verbs("tutor")


def test_openings_are_seen_by_those_who_search_offer_or_place(one):
    opening, elsewhere = make.opening(one), make.cast(" Altrove")
    make.worker(one)

    def seen(cast, who: str) -> int:
        with cast.as_(who) as by:
            return len(opportunity_list(by).object_list)

    assert {who: seen(one, who) for who in ("officer", "tutor", "signatory", "worker")} == {
        "officer": 1,
        "tutor": 1,
        "signatory": 1,
        "worker": 0,
    }
    assert seen(elsewhere, "officer") == seen(elsewhere, "tutor") == 0
    page = browser(one.officer).get(f"/en/pathways/openings/{opening.pk}/")
    assert "Ugo Referente" in page.content.decode()
    assert browser(one.officer).get("/en/pathways/openings/?state=open").status_code == 200


def test_the_page_of_a_case_gives_its_parts(one):
    things = furnished(one)
    with one.as_("officer") as by:
        case = case_for(by, things.case.pk)
        shown = case_page(case, roles_in(by, case))
    assert not shown.steps, "what is running is the tutor's to rest, complete or break off"
    assert shown.ledger.unconfirmed == 60
    assert all(signing.signed for signing in shown.signing)
