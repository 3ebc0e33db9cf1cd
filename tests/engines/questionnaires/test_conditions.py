"""A question is asked when its condition holds; what is not asked counts as unanswered."""

import pytest

from ponte.engines.questionnaires.conditions import All, AnyOf, Compare, Is, Not, holds, named
from ponte.engines.questionnaires.visible import asked
from tests.engines.questionnaires import sheets
from tests.engines.questionnaires.sheets import asks, for_all


@pytest.mark.parametrize(
    "asks_, value, answer, result",
    [
        (Is.IS, True, True, True),
        (Is.IS, True, 1, False),
        (Is.IS, 1, True, False),
        (Is.IS, "red", "blue", False),
        (Is.IS, "red", None, False),
        (Is.AMONG, ("red", "blue"), "blue", True),
        (Is.AMONG, ("red",), "blue", False),
        (Is.AMONG, "red", "red", False),
        (Is.HOLDS, "red", ["blue", "red"], True),
        (Is.HOLDS, "red", ["blue"], False),
        (Is.HOLDS, "red", "red", False),
        (Is.AT_LEAST, 3, 3, True),
        (Is.AT_LEAST, 3, 2, False),
        (Is.AT_LEAST, 3, "3.50", True),
        (Is.AT_LEAST, 3, "not_observed", False),
        (Is.AT_LEAST, 3, "nan", False),
        (Is.AT_LEAST, 3, True, False),
        (Is.AT_MOST, 3, 3, True),
        (Is.AT_MOST, "3.5", "3.51", False),
        (Is.AT_MOST, (1, 2), 1, False),
        (Is.ANSWERED, True, False, True),
        (Is.ANSWERED, True, None, False),
        (Is.ANSWERED, False, None, True),
    ],
)
def test_one_comparison(asks_, value, answer, result):
    answers = {} if answer is None else {"q": answer}
    assert holds(Compare("q", asks_, value), answers) is result


YES, NO = Compare("a", Is.ANSWERED, True), Compare("b", Is.ANSWERED, True)


@pytest.mark.parametrize(
    "condition, result",
    [
        (All((YES, YES)), True),
        (All((YES, NO)), False),
        (AnyOf((NO, YES)), True),
        (AnyOf((NO, NO)), False),
        (Not(NO), True),
        (Not(All((YES, AnyOf((NO, Not(YES)))))), True),
    ],
)
def test_comparisons_joined(condition, result):
    assert holds(condition, {"a": 1}) is result


def test_a_condition_names_what_it_depends_on():
    assert named(None) == frozenset()
    assert named(All((YES, Not(AnyOf((NO, YES)))))) == {"a", "b"}


def test_what_is_no_longer_asked_asks_for_nothing():
    chain = sheets.spec(
        asks("a", "yes_no"),
        asks("b", "yes_no", show_if={"question": "a", "is": True}),
        asks("c", show_if={"question": "b", "is": True}),
        asks("d", show_if={"question": "b", "answered": False}),
    )

    def codes(answers):
        return [question.code for question in asked(chain, answers)]

    assert codes({"a": True, "b": True}) == ["a", "b", "c"]
    assert codes({"a": False, "b": True}) == ["a", "d"]
    assert codes({}) == ["a", "d"]


@for_all(sheets.filled)
def test_asking_depends_only_on_what_is_asked(case):
    """Answers to questions that are not asked may be thrown away without any effect."""
    spec, answers = case
    shown = asked(spec, answers)
    codes = {question.code for question in shown}
    assert asked(spec, {code: answers[code] for code in answers if code in codes}) == shown
    assert {q.code for q in spec.questions if q.show_if is None} <= codes
