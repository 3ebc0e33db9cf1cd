"""Papers and tables of the office: meeting note, a funder's report, files of a dashboard."""

import csv
import io

import pytest
from lxml import html

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.models import Entry
from ponte.pathways import actions
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.office_calls import desk
from tests.pathways.test_sheet_paper import letters, of_page, of_pdf
from tests.pathways.test_sheets import at

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState
JOB = Actor.job("test")


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    return make.case_at(one, P.ASSESSED)


def test_a_meeting_note_names_cases_by_code_and_says_what_was_decided(one, case):
    found = desk(one)
    with one.as_("officer") as by:
        item = actions.add_item(meeting=found.meeting, case_code=case.code, by=by)
        actions.decide_item(item=item, decision="Un bus\nogni mattina", by=by)
        with pytest.raises(RuleBroken):
            actions.hold_meeting(meeting=found.meeting, came=[one.manager.pk], by=by)
    sent = {"came": [str(one.tutor.pk), str(one.officer.pk), str(one.manager.pk), "x"]}
    assert browser(one.officer).post(at("meeting-hold", found.meeting.pk), sent).status_code == 302
    for who in (one.officer, one.tutor):
        client = browser(who)
        page = letters(client.get(at("meeting-detail", found.meeting.pk)).content.decode())
        paper = client.get(at("meeting-note", found.meeting.pk))
        reader, said = of_pdf(paper.content)
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        for text in (case.code, "Transport", "Call the firm", str(one.tutor), "ogni mattina"):
            assert letters(text) in said, text
            assert letters(text) in page, text
        assert "minutesareclosed" in said
        came = said.partition("Whocame")[2].partition("Agenda")[0]
        assert letters(str(one.tutor)) in came and letters(str(one.officer)) in came
        assert letters(str(one.manager)) not in said
        assert letters("Rosa Lavoratrice") not in said
    with acting(JOB):
        taken = Entry.objects.filter(what="meeting.note_taken", subject_id=found.meeting.pk)
        assert {one.actor_id for one in taken} == {one.officer.pk, one.tutor.pk}


def test_a_meeting_note_is_for_who_reads_the_meeting(one):
    found, other = desk(one), make.cast(" Altrove")
    for person in (one.manager, one.signatory, other.officer, other.tutor):
        assert browser(person).get(at("meeting-note", found.meeting.pk)).status_code == 404
        with make.acting_as(person) as by, pytest.raises(Refused):
            actions.take_meeting_note(meeting=found.meeting, by=by)
    with acting(JOB):
        assert not Entry.objects.filter(what="meeting.note_taken").exists()


def test_a_funders_report_is_one_on_page_on_paper_and_in_the_table(one):
    case, found = make.case_at(one, P.IN_SECONDMENT), desk(one)
    spent = {"wages": 123_456, "tutoring": 7_001, "coordination": 99}
    with one.as_("officer") as by:
        for kind, cents in spent.items():
            actions.add_cost(
                pathway=case,
                kind=kind,
                cents=cents,
                on=make.today(),
                funding=found.funding,
                by=by,
            )
    client = browser(one.officer)
    page = client.get(at("funding-detail", found.funding.pk))
    reader, said = of_pdf(client.get(at("funding-pdf", found.funding.pk)).content)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert said.endswith(of_page(page))
    assert "€1,305.56" in said and "€8,694.44" in said and case.code in said
    assert letters("Rosa Lavoratrice") not in said
    table = client.get(at("funding-file", found.funding.pk)).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert lines[1][:6] == [case.code, "1234.56", "70.01", "0.99", "0.00", "1305.56"]
    assert [float(one) for one in lines[-1][1:6]] == [1234.56, 70.01, 0.99, 0, 1305.56]
    for person in (one.tutor, one.signatory, make.cast(" Altrove").officer):
        assert browser(person).get(at("funding-pdf", found.funding.pk)).status_code == 404


def cells(page) -> list[list[list[str]]]:
    """The tables of a page, without their heads and without the bars beside a number."""
    return [
        [
            [cell.text_content().strip() for cell in row.xpath("th|td[not(svg)]")]
            for row in table.xpath("tbody/tr")
        ]
        for table in html.fromstring(page.content).xpath("//table[caption]")
    ]


@pytest.mark.parametrize("who", ["officer", "manager", "tutor"])
def test_every_table_of_a_dashboard_is_taken_along_as_it_stands(one, case, who):
    client = browser(getattr(one, who))
    page = client.get(at("figures"))
    shown = cells(page)
    links = html.fromstring(page.content).xpath("//a[contains(@href, '/figures/tables/')]/@href")
    assert any(link.endswith("states.csv") for link in links)
    assert any(link.endswith("types.csv") for link in links) is (who == "officer")
    for link in links:
        answer = client.get(link)
        assert answer["Content-Type"].startswith("text/csv")
        assert ("not-to-be-published" in answer["Content-Disposition"]) is ("types" in link)
        text = answer.content.decode("utf-8-sig")
        _head, *rows = csv.reader(io.StringIO(text), delimiter=";")
        if "months" in link:
            assert len(rows) == 12
        elif "types" not in link:
            assert rows in shown, link


def test_types_that_are_not_published_are_the_offices_alone(one, case):
    published = browser(one.officer)
    published.post(at("figures-publish"))
    for who in ("manager", "tutor", "signatory", "worker"):
        client = browser(getattr(one, who))
        assert client.get(at("figures-table", "types")).status_code == 404
    assert browser(one.signatory).get(at("figures-table", "states")).status_code == 404
    told = browser(one.tutor).get(at("figures-file")).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(told), delimiter=";"))[1:]
    counts = [cell for line in lines for cell in line[3:6]]
    assert counts and not {"1", "2", "3", "4"} & set(counts)
