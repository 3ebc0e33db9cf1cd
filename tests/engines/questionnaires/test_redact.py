"""A reader sees what every key allows, and learns nothing from what is left out."""

import json

import pytest
from hypothesis import strategies as st

from ponte.engines.questionnaires import dump, load, redact, validate
from ponte.engines.questionnaires.spec import Kind
from tests.engines.questionnaires import sheets
from tests.engines.questionnaires.sheets import asks, column, for_all

audiences = st.sets(st.sampled_from(sheets.KEYS))


@pytest.mark.parametrize(
    "held, seen",
    [
        ((), set()),
        (("company",), set()),
        (("skills",), {"name"}),
        (("limits",), set()),
        (("skills", "limits"), {"name", "both", "follow_up", "deeper"}),
    ],
)
def test_every_key_is_needed_those_of_the_condition_too(held, seen):
    spec = sheets.spec(
        asks("name"),
        asks("both", "yes_no", audience=["skills", "limits"]),
        asks("follow_up", show_if={"question": "both", "is": True}),
        asks("deeper", show_if={"question": "follow_up", "answered": True}),
    )
    answers = {"name": "Ada", "both": True, "follow_up": "so", "deeper": "and so"}
    assert redact.visible_part(spec, answers, held).keys() == seen
    assert redact.visible_unread(spec, answers, answers, held).keys() == seen
    assert {q.code for q in redact.visible_spec(spec, held).questions} == seen


def test_a_column_may_ask_for_more():
    columns = [column("skill"), column("proof", audience="limits")]
    spec = sheets.spec(asks("table", "rows", columns=columns))
    answers = {"table": [{"skill": "sewing", "proof": "p"}, {"proof": "q"}]}
    assert redact.visible_part(spec, answers, ["skills"]) == {"table": [{"skill": "sewing"}]}
    assert redact.visible_part(spec, answers, ["skills", "limits"]) == answers
    assert redact.visible_part(spec, {"table": [{"proof": "q"}]}, ["skills"]) == {}
    seen = redact.visible_spec(spec, ["skills"]).question("table")
    assert [column.code for column in seen.columns] == ["skill"]


@pytest.mark.parametrize("typed", ["secret", [["secret"]], {"proof": "secret"}])
def test_an_unread_table_is_shown_only_to_who_sees_all_of_it(typed):
    columns = [column("skill"), column("proof", audience="limits")]
    spec = sheets.spec(asks("table", "rows", columns=columns))
    assert redact.visible_unread(spec, {}, {"table": typed}, ["skills"]) == {}
    seen = redact.visible_unread(spec, {}, {"table": typed}, ["skills", "limits"])
    assert seen == {"table": typed}


def test_a_sheet_cut_down_names_nothing_that_was_cut():
    spec = sheets.spec(
        asks("start", "date", audience="limits"),
        asks("end", "date", not_before="start", beside="start"),
        asks("own", beside="end"),
    )
    seen = redact.visible_spec(spec, ["skills"])
    end, own = seen.questions
    assert (end.not_before, end.beside, own.beside) == ("", "", "end")
    assert redact.visible_spec(spec, ["skills", "limits"]) == spec


def test_a_table_of_which_no_column_may_be_seen_is_not_there():
    spec = sheets.spec(
        asks("table", "rows", columns=[column("proof", audience="limits")]),
        asks("then", show_if={"question": "table", "answered": True}),
    )
    answers = {"table": [{"proof": "x"}], "then": "y"}
    assert redact.visible_part(spec, answers, ["skills"]) == {}
    assert redact.visible_spec(spec, ["skills"]).sections == ()
    assert redact.visible_part(spec, answers, ["skills", "limits"]) == answers


def plant(spec, answers):
    """The same answers with every text made unique, and which keys each text needs."""
    taken, planted, marks = redact.keys(spec), {}, {}

    def mark(keys):
        marks[f"planted{len(marks)}x"] = keys
        return f"planted{len(marks) - 1}x"

    for code, value in answers.items():
        question = spec.question(code)
        if question.kind in (Kind.TEXT, Kind.LONG_TEXT):
            planted[code] = mark(taken[code])
        elif question.kind is Kind.FILE:
            planted[code] = {**value, "name": mark(taken[code])}
        elif question.kind is Kind.ROWS:
            planted[code] = [
                {
                    c.code: mark(taken[code] | c.audience)
                    if c.kind in (Kind.TEXT, Kind.LONG_TEXT)
                    else row[c.code]
                    for c in question.columns
                    if c.code in row
                }
                for row in value
            ]
        else:
            planted[code] = value
    return planted, marks


@for_all(sheets.filled, audiences)
def test_no_planted_value_reaches_who_may_not_see_it(case, held):
    spec, answers = case
    planted, marks = plant(spec, validate.save(spec, answers).answers)
    shown = json.dumps(redact.visible_part(spec, planted, held))
    for words, needed in marks.items():
        assert words not in shown or needed <= held


def other_cells(question, value, held):
    """A table with other cells in the columns that may not be seen, and one more such row."""
    hidden = [column.code for column in question.columns if not column.audience <= held]
    if not hidden:
        return value
    rows = [{**{c: "other" for c in hidden}, **row} for row in value]
    return [{c: v for c, v in row.items() if c not in hidden or v == "other"} for row in rows] + [
        dict.fromkeys(hidden, "more")
    ]


@for_all(sheets.filled, audiences, st.data())
def test_what_may_not_be_seen_has_no_influence_at_all(case, held, data):
    """Put any other answers, or none, where the reader may not look: the part stays the same."""
    spec, answers = case
    answers = validate.save(spec, answers).answers
    taken = redact.keys(spec)
    hidden = [question for question in spec.questions if not taken[question.code] <= held]
    others = validate.save(spec, data.draw(sheets.answers_for(spec))).answers
    codes = {question.code for question in hidden}
    changed = {code: value for code, value in answers.items() if code not in codes}
    changed |= {code: value for code, value in others.items() if code in codes}
    changed = {code: other_cells(spec.question(code), v, held) for code, v in changed.items()}
    before = redact.visible_part(spec, answers, held)
    assert redact.visible_part(spec, changed, held) == before
    assert not before.keys() & codes


@for_all(sheets.filled, audiences, audiences)
def test_more_keys_never_show_less(case, held, more):
    spec, answers = case
    answers = validate.save(spec, answers).answers
    assert (
        redact.visible_part(spec, answers, held).keys()
        <= redact.visible_part(spec, answers, held | more).keys()
    )


@for_all(sheets.filled, audiences)
def test_the_part_of_the_answers_is_the_answers_of_the_part(case, held):
    """The sheet cut down is a sheet: it loads, and asks what the answers shown belong to."""
    spec, answers = case
    answers = validate.save(spec, answers).answers
    cut = redact.visible_spec(spec, held)
    if cut.sections:
        assert load.from_data(dump.to_data(cut)) == cut
    part = redact.visible_part(spec, answers, held)
    assert validate.save(cut, part).answers == part
    assert redact.visible_part(cut, part, held) == part
    assert redact.visible_part(spec, answers, sheets.KEYS).keys() >= part.keys()


@for_all(sheets.filled)
def test_without_keys_nothing_is_seen(case):
    spec, answers = case
    assert redact.visible_part(spec, answers, ()) == {}
    assert redact.visible_spec(spec, ()).sections == ()


def test_a_table_is_written_only_by_who_sees_all_of_it():
    columns = [column("skill"), column("proof", audience="limits")]
    spec = sheets.spec(asks("table", "rows", columns=columns), asks("name"))
    assert redact.writable(spec, ["skills"]) == {"name"}
    assert redact.writable(spec, ["skills", "limits"]) == {"name", "table"}
    assert redact.writable(spec, []) == frozenset()


@for_all(sheets.filled, audiences)
def test_saving_what_may_be_written_loses_nothing_unseen(case, held):
    """Who clears all that may be written leaves everything else as it was."""
    spec, answers = case
    answers = validate.save(spec, answers).answers
    open_to = redact.writable(spec, held)
    cleared = validate.save(spec, dict.fromkeys(open_to), answers=answers).answers
    assert cleared == {code: value for code, value in answers.items() if code not in open_to}
    for code in open_to & answers.keys() & redact.visible_part(spec, answers, held).keys():
        assert redact.visible_part(spec, answers, held)[code] == answers[code]


def test_a_narrowed_sheet_leaves_out_what_hangs_on_a_question_left_out():
    columns = [column("skill"), column("proof", audience="limits")]
    spec = sheets.spec(
        [asks("both", "yes_no"), asks("then", show_if={"question": "both", "is": True})],
        asks("table", "rows", columns=columns),
    )
    assert redact.narrowed(spec, ["both", "then", "table"]) == spec
    assert [one.code for one in redact.narrowed(spec, ["then", "table"]).questions] == ["table"]
    assert redact.narrowed(spec, ["then"]).sections == ()
