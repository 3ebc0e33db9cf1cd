"""A part can always be saved; complete means complete, neither more nor less."""

from datetime import date

import pytest
from hypothesis import strategies as st

from ponte.engines.questionnaires import answers as one_answer
from ponte.engines.questionnaires import validate
from ponte.engines.questionnaires.answers import Wrong
from ponte.engines.questionnaires.conditions import holds
from ponte.engines.questionnaires.spec import Kind
from tests.engines.questionnaires import sheets
from tests.engines.questionnaires.sheets import asks, column, for_all


@for_all(sheets.misfilled)
def test_a_part_is_never_refused_and_nothing_typed_is_lost(case):
    spec, given_answers = case
    saved = validate.save(spec, given_answers)
    one_answer.canonical(saved.answers), one_answer.canonical(saved.unread)
    assert not saved.answers.keys() & saved.unread.keys()
    told = {problem.question for problem in saved.problems}
    for code, value in given_answers.items():
        there = code in saved.answers or code in saved.unread
        question = spec.question(code)
        assert there or (question and one_answer.tidy(question, value) == (None, ()))
        assert (code in saved.unread) <= (code in told)


@for_all(sheets.misfilled)
def test_saving_question_by_question_is_saving_at_once(case):
    spec, given_answers = case
    at_once = validate.save(spec, given_answers)
    answers, unread = {}, {}
    for code, value in given_answers.items():
        step = validate.save(spec, {code: value}, answers=answers, unread=unread)
        answers, unread = step.answers, step.unread
    assert (answers, unread) == (at_once.answers, at_once.unread)


@for_all(sheets.misfilled)
def test_saving_nothing_or_the_same_again_changes_nothing(case):
    spec, given_answers = case
    first = validate.save(spec, given_answers)
    again = validate.save(spec, {}, answers=first.answers, unread=first.unread)
    assert (again.answers, again.unread, again.problems) == (first.answers, first.unread, ())
    assert validate.save(spec, first.answers).answers == first.answers


def test_an_empty_answer_clears_and_a_wrong_one_stays_as_typed():
    spec = sheets.spec(asks("day", "date"), asks("name"))
    first = validate.save(spec, {"day": "31/02/2026", "name": "Ada", "extra": 3})
    assert (first.answers, first.unread) == ({"name": "Ada"}, {"day": "31/02/2026", "extra": 3})
    assert [(p.code, p.question) for p in first.problems] == [
        (Wrong.NOT_A_DATE, "day"),
        (Wrong.UNKNOWN_QUESTION, "extra"),
    ]
    then = validate.save(
        spec, {"day": "1/3/2026", "name": " "}, answers=first.answers, unread=first.unread
    )
    assert (then.answers, then.unread) == ({"day": "2026-03-01"}, {"extra": 3})


@pytest.mark.parametrize("given_now", [{"end": "2026-01-01"}, {"start": "2026-03-01"}])
def test_dates_out_of_order_are_kept_and_told_when_either_is_given(given_now):
    spec = sheets.spec(asks("start", "date"), asks("end", "date", not_before="start"))
    before = {"start": "2026-02-01", "end": "2026-02-01"}
    saved = validate.save(spec, given_now, answers=before)
    assert saved.answers == before | given_now
    (problem,) = saved.problems
    assert (problem.code, problem.question) == (Wrong.BEFORE_OTHER, "end")
    assert problem.facts == {"other": "start"}
    assert not validate.complete(spec, saved.answers).done
    assert validate.complete(spec, before).done
    assert validate.save(spec, {}, answers=saved.answers).problems == ()


def why(completion):
    return [
        (problem.code, problem.question, dict(problem.facts)) for problem in completion.problems
    ]


ROWS = asks(
    "rows", "rows", at_least=2, columns=[column("what", required=True), column("n", "number")]
)


@pytest.mark.parametrize(
    "answers, unread, problems",
    [
        ({"name": "Ada"}, {}, []),
        ({}, {}, [(Wrong.MISSING, "name", {})]),
        ({"name": "Ada"}, {"note": "x" * 9}, [(Wrong.UNREAD, "note", {})]),
        ({}, {"name": 7}, [(Wrong.UNREAD, "name", {})]),
        ({"name": 7}, {}, [(Wrong.NOT_TEXT, "name", {})]),
        ({"name": "Ada", "more": True}, {}, [(Wrong.MISSING, "what", {})]),
        ({"name": "Ada", "more": True, "what": "x"}, {}, []),
        ({"name": "Ada", "more": False, "what": 7}, {"what": 7}, []),
        ({"name": "Ada", "odd": 1}, {}, [(Wrong.UNKNOWN_QUESTION, "odd", {})]),
        (
            {"name": "Ada", "rows": [{"n": 1}]},
            {},
            [
                (Wrong.TOO_FEW, "rows", {"least": 2, "given": 1}),
                (Wrong.MISSING, "rows", {"row": 1, "column": "what"}),
            ],
        ),
        ({"name": "Ada", "rows": [{"what": "a"}, {"what": "b"}]}, {}, []),
        (
            {"name": "Ada", "day": "2026-11-23"},
            {},
            [
                (
                    Wrong.IN_THE_FUTURE,
                    "day",
                    {"given": date(2026, 11, 23), "today": date(2026, 11, 22)},
                )
            ],
        ),
    ],
)
def test_what_a_complete_sheet_still_wants(answers, unread, problems):
    spec = sheets.spec(
        asks("name", required=True),
        asks("more", "yes_no"),
        asks("what", required=True, show_if={"question": "more", "is": True}),
        asks("note"),
        asks("day", "date", day="past"),
        ROWS,
    )
    done = validate.complete(spec, answers, unread=unread, today=date(2026, 11, 22))
    assert why(done) == problems
    assert done.done is (problems == [])


def test_answers_no_longer_asked_are_set_aside_and_named():
    spec = sheets.spec(
        asks("more", "yes_no"), asks("what", show_if={"question": "more", "is": True})
    )
    done = validate.complete(spec, {"more": False, "what": "x"})
    assert (done.answers, done.set_aside, done.done) == ({"more": False}, ("what",), True)


def plainly_complete(spec, answers):
    """The obvious twin: walk the questions, stop at the first thing missing."""
    counted = {}
    for question in spec.questions:
        if question.show_if is not None and not holds(question.show_if, counted):
            continue
        answer = answers.get(question.code)
        if answer is None:
            if question.required:
                return False
            continue
        counted[question.code] = answer
        if question.kind in (Kind.ROWS, Kind.MANY) and len(answer) < (question.at_least or 0):
            return False
        for row in answer if question.kind is Kind.ROWS else ():
            if any(c.required and c.code not in row for c in question.columns):
                return False
    return True


@for_all(sheets.filled, st.data())
def test_completion_is_exact(case, data):
    spec, given_answers = case
    answers = validate.save(spec, given_answers).answers
    done = validate.complete(spec, answers)
    assert done.done == plainly_complete(spec, answers)
    assert {**done.answers, **{code: answers[code] for code in done.set_aside}} == answers
    if done.done and done.answers:
        again = validate.complete(spec, done.answers)
        assert (again.done, again.answers, again.set_aside) == (True, done.answers, ())
        code = data.draw(st.sampled_from(sorted(done.answers)))
        typed = validate.complete(spec, answers, unread={code: "?"})
        assert [(p.code, p.question) for p in typed.problems] == [(Wrong.UNREAD, code)]
