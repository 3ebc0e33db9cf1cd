"""Sheets over time: compared, begun anew, brought to newer questions, begun with what is known."""

import csv
import io

import pytest

from ponte.engines.questionnaires.dump import to_data
from ponte.engines.questionnaires.load import from_data
from ponte.engines.questionnaires.sample import sample
from ponte.pathways import actions
from ponte.pathways.models import Document
from ponte.pathways.queries.sheets import answerable
from ponte.pathways.queries.special import kept_answers
from ponte.pathways.rules import instruments
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.test_sheets import at, begun, seen_by
from tests.pathways.test_special import log

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    """A case whose observation grid was filled twice."""
    case = make.case_at(one, P.IN_SECONDMENT)
    for moment, level, fewer in (("start", 1, 3), ("end", 3, 1)):
        with one.as_("tutor") as by:
            whole = sample(
                instruments.newest("I8"), "x", today=make.today(), only=answerable(by, case, "I8")
            )
            made = actions.save_document(
                of=case,
                instrument="I8",
                answers={**whole, "moment": moment, "punctuality": level, "attendance": fewer},
                occasion=moment,
                by=by,
            )
            actions.complete_document(document=made, by=by)
    return case


def test_grids_are_compared_over_time_with_their_table(one, case):
    for who in ("tutor", "referent", "worker"):
        text = seen_by(one, who, at("sheet-compare", case.pk, "I8"))
        assert "<svg" in text and "<table" in text and "+2" in text, who
        assert "1. Not yet" in text and "3. Often" in text
    assert seen_by(one, "signatory", at("sheet-compare", case.pk, "I8")) == ""


def test_what_is_compared_is_taken_away_as_a_file_by_the_same_readers(one, case):
    path = at("sheet-compare-file", case.pk, "I8")
    assert path in seen_by(one, "tutor", at("sheet-compare", case.pk, "I8"))
    for who in ("tutor", "referent", "worker"):
        header, *rows = csv.reader(
            io.StringIO(seen_by(one, who, path).removeprefix("\ufeff")), delimiter=";"
        )
        assert header[:2] == ["Part", "Question"] and header[-1] == "Change", who
        assert [one.partition(",")[0] for one in header[2:4]] == ["at the start", "at the end"]
        told = {row[1]: row[2:] for row in rows}
        assert told["Punctuality"] == ["1. Not yet", "3. Often", "2"], "a number, never a formula"
        assert told["Attendance"][-1] == "-2"
    assert seen_by(one, "signatory", path) == ""
    assert browser(one.tutor).get(at("sheet-compare-file", case.pk, "I7")).status_code == 404
    with log() as lines:
        assert {line.interface for line in lines if line.actor_id == one.referent.pk} == {"export"}


def test_a_newer_version_takes_the_answers_over_and_says_what_it_cannot(one, monkeypatch):
    case = make.case_at(one, P.IN_SECONDMENT)
    client, sheet = begun(one, "tutor", case, "I10")
    with one.as_("tutor") as by:
        kept = {"path_summary": "Tre mesi", "company_view": "Contenti", "hours_done": "12.5"}
        actions.save_document(of=case, instrument="I10", answers=kept, document=sheet, by=by)
    assert "newer version" not in client.get(at("sheet", sheet.pk)).content.decode()
    old = instruments.newest("I10")
    data = to_data(old) | {"version": 2}
    for part in data["sections"]:
        part["questions"] = [q for q in part["questions"] if q["code"] != "company_view"]
    known = {**instruments.specs(), ("I10", 2): from_data(data)}
    monkeypatch.setattr(instruments, "specs", lambda: known)
    assert "newer version" in client.get(at("sheet", sheet.pk)).content.decode()
    shown = client.get(at("sheet-renew", sheet.pk)).content.decode()
    assert "answers are kept" in shown and "Contenti" in shown
    client.post(at("sheet-renew", sheet.pk))
    sheet = Document.objects.get(pk=sheet.pk)
    assert sheet.version == 2
    told = {"path_summary": "Tre mesi", "hours_done": "12.5"}
    assert told.items() <= kept_answers(sheet).items()
    assert "company_view" not in kept_answers(sheet)


def test_a_complete_sheet_is_begun_anew_and_the_older_one_stays(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    with one.as_("tutor") as by:
        first = make.sheet(case, "I10", by, path_summary="Prima")
    client = browser(one.tutor)
    answer = client.post(at("sheet-renew", first.pk), follow=True)
    assert answer.status_code == 200
    again = Document.objects.exclude(pk=first.pk).get(pathway=case, instrument="I10")
    assert again.state == "draft" and kept_answers(again)["path_summary"] == "Prima"
    assert Document.objects.get(pk=first.pk).state == "complete"
    listed = client.get(at("sheet", again.pk)).content.decode()
    assert at("sheet", first.pk) in listed, "the versions of a sheet lead to one another"


def test_a_final_report_begins_with_what_the_case_has_recorded(one, case):
    with one.as_("tutor") as by:
        actions.enter_hours(pathway=case, day=make.today(), minutes=90, by=by)
    _client, sheet = begun(one, "tutor", case, "I10")
    kept = kept_answers(sheet)
    assert (kept["hours_done"], kept["hours_planned"]) == ("1.5", 300)
    assert {"item": "Punctuality", "start": 1, "end": 3} in kept["grid"]
