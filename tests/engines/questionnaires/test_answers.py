"""An answer has one canonical form, or problems that say why it has none."""

import json
import math
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import strategies as st

from ponte.engines.questionnaires import answers
from ponte.engines.questionnaires.answers import Wrong
from tests.engines.questionnaires import sheets
from tests.engines.questionnaires.sheets import for_all

TODAY = date(2026, 11, 22)
FILE = {"file": "f1", "name": "scan.pdf", "digest": "a" * 64}


def tidy(kind, given_value, **more):
    question = sheets.spec(sheets.asks("q", kind, **more)).question("q")
    value, problems = answers.tidy(question, given_value, today=TODAY)
    return problems or value


@pytest.mark.parametrize(
    "kind, given_value, kept",
    [
        ("text", "  a \n b ", "a b"),
        ("text", "caff\u0065\u0301", "caffé"),
        ("text", "nul\x00 and \ud800 go", "nul and go"),
        ("long_text", " one\r\ntwo\rthree ", "one\ntwo\nthree"),
        ("number", "320", 320),
        ("number", " -0 ", 0),
        ("number", Decimal(7), 7),
        ("number", 12, 12),
        ("date", "2026-11-02", "2026-11-02"),
        ("date", "2/11/2026", "2026-11-02"),
        ("date", date(2026, 11, 2), "2026-11-02"),
        ("date", datetime(2026, 11, 2, 9, 30), "2026-11-02"),
        ("yes_no", True, True),
        ("yes_no", " No ", False),
        ("one", " red ", "red"),
        ("many", "blue", ["blue"]),
        ("many", ["blue", "red", "blue", ""], ["red", "blue"]),
        ("many", ["", " "], None),
        ("scale", "3", 3),
        ("faces", 4, 4),
        ("rows", [{"what": "", "hours": None}], None),
        ("rows", [{"what": " a "}, {}], [{"what": "a"}]),
        ("file", FILE, FILE),
        (
            "file",
            {**FILE, "origin": "", "obtained": "3/1/2025"},
            {**FILE, "obtained": "2025-01-03"},
        ),
    ],
)
def test_good_answers_take_one_form(kind, given_value, kept):
    found = tidy(kind, given_value)
    assert found == kept and type(found) is type(kept)


@pytest.mark.parametrize(
    "written, kept", [("7,5", "7.50"), ("7.5", "7.50"), (7.5, "7.50"), (-0.0, "0.00"), (7, "7.00")]
)
def test_a_number_with_decimals_is_text_of_one_length(written, kept):
    assert tidy("number", written, decimals=2) == kept


@pytest.mark.parametrize("nothing", [None, "", "  \n", [], {}, (), set(), "\x00"])
@pytest.mark.parametrize("kind", ["text", "number", "date", "yes_no", "many", "rows", "file"])
def test_nothing_is_no_answer_and_no_problem(kind, nothing):
    assert tidy(kind, nothing) is None


@pytest.mark.parametrize(
    "kind, given_value, wrong, facts",
    [
        ("text", 7, Wrong.NOT_TEXT, {}),
        ("text", "x" * 301, Wrong.TOO_LONG, {"most": 300, "length": 301}),
        ("number", "many", Wrong.NOT_A_NUMBER, {}),
        ("number", "1.000", Wrong.TOO_MANY_DECIMALS, {"most": 0}),
        ("number", True, Wrong.NOT_A_NUMBER, {}),
        ("number", math.nan, Wrong.NOT_A_NUMBER, {}),
        ("number", math.inf, Wrong.NOT_A_NUMBER, {}),
        ("number", float(10**300), Wrong.NOT_A_NUMBER, {}),
        ("number", "٣", Wrong.NOT_A_NUMBER, {}),
        ("date", "31/02/2026", Wrong.NOT_A_DATE, {}),
        ("date", "tomorrow", Wrong.NOT_A_DATE, {}),
        ("date", 20261122, Wrong.NOT_A_DATE, {}),
        ("date", "1026-11-22", Wrong.YEAR_OUT_OF_RANGE, {"least": 1900, "most": 2200}),
        ("yes_no", "perhaps", Wrong.NOT_YES_OR_NO, {}),
        ("yes_no", 1, Wrong.NOT_YES_OR_NO, {}),
        ("one", "pink", Wrong.NOT_AN_OPTION, {}),
        ("one", ["red"], Wrong.NOT_AN_OPTION, {}),
        ("many", ["red", "pink"], Wrong.NOT_AN_OPTION, {}),
        ("many", 3, Wrong.NOT_AN_OPTION, {}),
        ("scale", 5, Wrong.NOT_A_LEVEL, {}),
        ("scale", True, Wrong.NOT_A_LEVEL, {}),
        ("scale", "not_observed", Wrong.NOT_A_LEVEL, {}),
        ("scale", "9" * 5000, Wrong.NOT_A_LEVEL, {}),
        ("rows", "a table", Wrong.NOT_ROWS, {}),
        ("rows", ["a row"], Wrong.NOT_ROWS, {}),
        ("rows", [{}, {"hours": "x"}], Wrong.NOT_A_NUMBER, {"row": 2, "column": "hours"}),
        ("rows", [{"who": "x"}], Wrong.UNKNOWN_COLUMN, {"row": 1, "column": "who"}),
        ("rows", [{"what": "x"}] * 101, Wrong.TOO_MANY, {"most": 100, "given": 101}),
        ("file", "scan.pdf", Wrong.NOT_A_FILE, {}),
        ("file", {**FILE, "path": "x"}, Wrong.NOT_A_FILE, {}),
        ("file", {**FILE, "digest": "A" * 64}, Wrong.NOT_A_FILE, {"part": "digest"}),
        ("file", {**FILE, "name": ""}, Wrong.NOT_A_FILE, {"part": "file"}),
        ("file", {**FILE, "name": 3}, Wrong.NOT_A_FILE, {"part": "name"}),
        ("file", {**FILE, "file": "x" * 101}, Wrong.NOT_A_FILE, {"part": "file"}),
        ("file", {**FILE, "obtained": "never"}, Wrong.NOT_A_DATE, {}),
    ],
)
def test_wrong_answers_say_which_rule_and_the_facts(kind, given_value, wrong, facts):
    (problem,) = tidy(kind, given_value)
    assert (problem.code, problem.question, problem.facts) == (wrong, "q", facts)


@pytest.mark.parametrize(
    "kind, more, given_value, wrong",
    [
        ("number", {"at_least": 250}, 249, Wrong.TOO_LOW),
        ("number", {"at_most": 500}, 501, Wrong.TOO_HIGH),
        ("number", {"decimals": 1}, "1,55", Wrong.TOO_MANY_DECIMALS),
        ("long_text", {"at_most": 5}, "abcdef", Wrong.TOO_LONG),
        ("many", {"at_most": 1}, ["red", "blue"], Wrong.TOO_MANY),
        ("rows", {"at_most": 1}, [{"what": "a"}, {"what": "b"}], Wrong.TOO_MANY),
        ("date", {"day": "past"}, "2026-11-23", Wrong.IN_THE_FUTURE),
        ("date", {"day": "future"}, "2026-11-21", Wrong.IN_THE_PAST),
    ],
)
def test_limits_of_the_sheet(kind, more, given_value, wrong):
    assert [problem.code for problem in tidy(kind, given_value, **more)] == [wrong]


@pytest.mark.parametrize(
    "kind, more, given_value",
    [
        ("number", {"at_least": 250}, 250),
        ("number", {"at_most": 500}, 500),
        ("long_text", {"at_most": 5}, "abcde"),
        ("date", {"day": "past"}, "2026-11-22"),
        ("date", {"day": "future"}, "2026-11-22"),
        ("scale", {"not_observed": True}, "not_observed"),
    ],
)
def test_the_limit_itself_is_good(kind, more, given_value):
    assert tidy(kind, given_value, **more) == given_value


@for_all(sheets.misfilled)
def test_tidying_twice_changes_nothing(case):
    spec, given_answers = case
    for code, value in given_answers.items():
        if question := spec.question(code):
            kept, problems = answers.tidy(question, value)
            assert kept is None or not problems
            assert answers.tidy(question, kept) == (kept, ())


@for_all(sheets.filled, st.randoms())
def test_the_canonical_form_is_stable(case, chance):
    """Through JSON and back, tidied again, in any order: one text and one digest."""
    spec, given_answers = case
    tidied = {code: answers.tidy(spec.question(code), v)[0] for code, v in given_answers.items()}
    again = json.loads(answers.canonical(tidied))
    shuffled = [*again.items()]
    chance.shuffle(shuffled)
    again = {code: answers.tidy(spec.question(code), value)[0] for code, value in shuffled if value}
    tidied = {code: value for code, value in tidied.items() if value}
    assert answers.canonical(again) == answers.canonical(tidied)
    assert answers.digest(spec, again) == answers.digest(spec, tidied)


@pytest.mark.parametrize("other", [{"q": 7}, {"q": "7 "}, {"r": "7"}, {"q": ["7"]}, {}])
def test_different_answers_have_different_digests(other):
    spec = sheets.spec(sheets.asks("q"))
    assert answers.digest(spec, {"q": "7"}) != answers.digest(spec, other)


def test_a_digest_is_of_one_version():
    old, new = (sheets.spec(sheets.asks("q"), version=number) for number in (1, 2))
    assert answers.digest(old, {"q": "a"}) != answers.digest(new, {"q": "a"})


@for_all(sheets.hostile)
def test_whatever_was_given_can_be_kept_as_json(thing):
    kept = answers.plain(thing)
    assert json.loads(answers.canonical({"kept": kept})) == {"kept": kept}
    assert answers.plain(kept) == kept


@pytest.mark.parametrize(
    "thing, kept",
    [
        (b"raw", "b'raw'"),
        (10**20, "1" + "0" * 20),
        ({1: {2}}, {"1": [2]}),
        ([[[[[["deep"]]]]]], [[[[[""]]]]]),
    ],
)
def test_odd_things_are_kept_as_words(thing, kept):
    assert answers.plain(thing) == kept
