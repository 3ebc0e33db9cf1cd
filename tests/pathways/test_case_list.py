"""The list of cases as a page and as a file: who finds what, sorted how, in how many questions."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from bench.case_list import MOST, counted
from ponte.pathways.models import Pathway
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState
STATES = (P.CANDIDATE, P.MATCH_REVIEW, P.IN_SECONDMENT, P.HIRED)


@pytest.fixture
def one():
    return make.cast()


def cases(one, number: int = 12, **more) -> list[Pathway]:
    """Cases in four states, each with its tutor; the first moved last."""
    made = []
    for place in range(number):
        at = timezone.now() - timedelta(days=place)
        told = {"code": f"P-{place:03}", "state": STATES[place % 4], "state_since": at}
        case = row.pathway(one.office, one.cooperative, one.company, tutor=one.tutor, **told | more)
        row.role(case, one.tutor, "tutor")
        made.append(case)
    return made


def codes(client, query: str = "") -> list[str]:
    """The codes on the page, in their order."""
    text = client.get(f"/en/pathways/?{query}").content.decode()
    parts = text.split('<h2 class="item-title">')[1:]
    return [part.split("</a>", 1)[0][-5:] for part in parts]


@pytest.mark.parametrize("who", ["officer", "manager", "tutor", "signatory"])
@pytest.mark.parametrize("number", [1, 60])
def test_the_whole_page_asks_few_questions_however_many_cases(who, number, one):
    cases(one, number, state=P.IN_SECONDMENT)
    client = browser(getattr(one, who))
    client.get("/en/pathways/")
    with counted() as questions:
        answer = client.get("/en/pathways/?order=code&state=110")
    assert answer.content.count(b'<article class="item">') == min(number, 50)
    assert len(questions) <= MOST


def test_it_is_narrowed_by_state_tutor_and_code_and_says_how_many(one):
    cases(one)
    client = browser(one.officer)
    assert codes(client, "state=110") == ["P-002", "P-006", "P-010"]
    assert codes(client, "q=p-01") == ["P-010", "P-011"]
    assert codes(client, f"tutor={one.tutor.pk}&state=10") == ["P-000", "P-004", "P-008"]
    assert codes(client, f"tutor={one.manager.pk}") == []
    assert codes(client, "q=rosa&state=70") and codes(client, "q=gina") == []
    assert codes(browser(one.signatory), "q=rosa&state=70") == []
    assert "<strong>3 cases</strong>" in client.get("/en/pathways/?state=110").content.decode()
    assert "<strong>1 case</strong>" in client.get("/en/pathways/?q=P-005").content.decode()


def test_it_is_sorted_as_asked_and_never_as_not_offered(one):
    cases(one, 6)
    client = browser(one.officer)
    usual = [f"P-{place:03}" for place in range(6)]
    assert codes(client) == codes(client, "order=worker__name") == usual
    assert codes(client, "order=waiting") == usual[::-1]
    assert codes(client, "order=code") == usual
    assert codes(client, "order=state") == ["P-000", "P-004", "P-001", "P-005", "P-002", "P-003"]


@pytest.mark.parametrize(
    "query", ["state=x&tutor=y&page=z&order=", "page=-1", "q=%25", "state=999"]
)
def test_what_cannot_be_is_taken_for_nothing(query, one):
    cases(one, 1)
    assert browser(one.officer).get(f"/en/pathways/?{query}").status_code == 200


def test_it_says_why_it_is_empty(one):
    client = browser(one.tutor)
    assert "No case yet" in client.get("/en/pathways/").content.decode()
    cases(one, 1)
    assert "Nothing fits these filters" in client.get("/en/pathways/?q=zzz").content.decode()
    assert "No case yet" not in client.get("/en/pathways/").content.decode()


def table(client, query: str = "") -> list[dict]:
    answer = client.get(f"/en/pathways/export.csv?{query}")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_file_holds_what_the_list_shows_beyond_one_page(one):
    cases(one, 55)
    for who in ("officer", "manager", "tutor"):
        client = browser(getattr(one, who))
        found = table(client)
        assert len(found) == 55
        assert [line["Code"] for line in found][:50] == codes(client)
        assert {line["Worker"] for line in found} == {"Rosa Canary"}
    first = table(browser(one.officer), "order=code&state=110")[0]
    assert first["Code"] == "P-002" and first["State"] == "in secondment"
    assert first["Tutor"] == str(one.tutor) and first["Company"] == one.company.name


def test_the_file_keeps_to_the_matrix_and_to_the_scope(one):
    """The company: from the review of the match on, without a name until the agreement."""
    cases(one, 8)
    found = table(browser(one.signatory))
    assert {(line["State"], line["Worker"]) for line in found} == {
        ("match under review", ""),
        ("in secondment", "Rosa Canary"),
        (P.HIRED.label, "Rosa Canary"),
    }
    other = make.cast(" Altrove")
    for who in ("officer", "manager", "tutor", "signatory", "referent", "auditor", "worker"):
        client = browser(getattr(other, who))
        assert table(client) == [] and codes(client) == []
    assert table(browser(make.person())) == []


def test_who_was_here_before_is_nameless_again_in_the_next_case(one):
    """The row policy knows the worker by the old case: list, file and search ask each case."""
    named = row.worker(one.office, one.cooperative)
    before, now = (
        row.pathway(one.office, one.cooperative, one.company, worker=named, code=code, state=state)
        for code, state in (("P-901", P.CLOSED), ("P-902", P.MATCH_REVIEW))
    )
    row.role(now, one.referent, "referent")
    row.role(before, one.referent, "referent")
    for who in ("signatory", "referent"):
        client = browser(getattr(one, who))
        told = {line["Code"]: line["Worker"] for line in table(client)}
        assert told == {before.code: "Rosa Canary", now.code: ""}
        assert codes(client, "q=Canary") == [before.code], "a search is an answer too"
        assert client.get("/en/pathways/").content.decode().count("Rosa Canary") == 1
    row.role(now, one.tutor, "tutor")
    for who in ("officer", "manager", "tutor"):
        assert {line["Worker"] for line in table(browser(getattr(one, who)))} == {"Rosa Canary"}


def test_the_file_starts_no_formula(one):
    case = cases(one, 1)[0]
    type(case.worker).objects.filter(pk=case.worker_id).update(name="=cmd|' /C calc'!A0")
    assert table(browser(one.officer))[0]["Worker"].startswith("'=")


def test_no_letter_of_what_is_special_is_in_list_or_file(one):
    row.whole_case(one.office, one.cooperative, one.company, one.tutor)
    for who in ("officer", "manager", "signatory"):
        client = browser(getattr(one, who))
        for path in ("/en/pathways/", "/en/pathways/export.csv"):
            text = client.get(path).content.decode()
            assert "PSYCHIC" not in text and "Centro" not in text
