"""Sheets: which version is begun, what is still wanted, what a yes opens, what is wrong."""

from datetime import date
from decimal import Decimal

import pytest

from ponte.engines.questionnaires.answers import Problem, Wrong
from ponte.pathways.rules import instruments, sheets
from ponte.pathways.rules.health_words import health_words
from ponte.pathways.rules.sheet_problems import SENTENCES, sentence
from ponte.pathways.states import CaseRoleKind, Instrument

TODAY = date(2026, 5, 20)
REFERENT, SERVICE = CaseRoleKind.REFERENT.value, CaseRoleKind.SERVICE.value
TUTOR, OFFICE = CaseRoleKind.TUTOR.value, CaseRoleKind.OFFICER.value


@pytest.fixture(scope="module")
def assessment():
    return instruments.newest(Instrument.SKILLS_ASSESSMENT)


def test_a_sheet_is_begun_in_its_newest_version_and_read_in_its_own(assessment):
    versions = [version for code, version in instruments.specs() if code == assessment.code]
    assert assessment.version == max(versions)
    for version in versions:
        assert instruments.spec_of(assessment.code, version).version == version
    assert instruments.spec_of(assessment.code, 999) is None
    assert instruments.newest("note") is None


def test_silence_is_a_no_so_a_consent_is_never_wanted(assessment):
    wanted = {one.question for one in sheets.still_wanted(assessment, {}, {}, TODAY)}
    asked = {code for code, one in assessment.by_code.items() if one.consent}
    assert wanted and asked and not wanted & asked
    assert sheets.still_wanted(None, {}, {}, TODAY) == ()


def test_a_yes_opens_a_sheet_as_far_as_was_ticked_and_a_no_closes_it(assessment):
    def shared(answers, before=()):
        return sheets.shared_by_answers(assessment, answers, answers, before)

    yes = {"share_company": True, "share_company_what": ["skills"]}
    assert shared(yes) == [REFERENT]
    assert shared({**yes, "share_company_what": []}, [REFERENT]) == []
    assert shared({"share_company": False}, [REFERENT, SERVICE]) == [SERVICE]
    assert shared({"school": "x"}, [REFERENT]) == [REFERENT], "what was not asked stays"


def test_the_worker_chooses_who_reads_the_logbook():
    logbook = instruments.newest(Instrument.LOGBOOK)
    given = {"readers": ["tutor", "neighbour"]}
    assert sheets.shared_by_answers(logbook, given, given, [OFFICE, REFERENT]) == sorted(
        [REFERENT, TUTOR]
    )
    assert sheets.shared_by_answers(logbook, {"readers": None}, {}, [OFFICE]) == []


def test_where_two_decide_nothing_more_is_opened_by_one():
    given = {"share_company_what": ["a", "b"], "share_service_what": ["c"], "school": "x"}
    found = sheets.not_more_than({"share_company_what": ["a"]}, given, [REFERENT])
    assert found == {**given, "share_company_what": ["a"]}
    assert sheets.not_more_than({}, {"share_company_what": "a"}, [REFERENT]) == {
        "share_company_what": "a"
    }


def test_every_fault_has_a_sentence():
    assert set(SENTENCES) == set(Wrong)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"least": 3}, "Write a number that is not below 3."),
        ({"least": Decimal("1.5")}, "Write a number that is not below 1.5."),
        ({"least": date(2026, 5, 4)}, "Write a number that is not below 4 May 2026."),
        ({"least": "two", "row": 2}, "Row 2: Write a number that is not below two."),
    ],
)
def test_a_fault_is_said_with_its_numbers_and_its_row(facts, said):
    assert sentence(Problem(Wrong.TOO_LOW, "hours", facts)) == said


def test_words_about_health_are_told_once_as_they_were_written():
    assert health_words("TERAPIA, poi terapia: porta le casse.") == ["terapia"]
    assert health_words("Porta le casse al bancale.") == []
