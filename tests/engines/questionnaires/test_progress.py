"""Where am I, what is next, and how much fits into one sitting."""

import pytest
from hypothesis import strategies as st

from ponte.engines.questionnaires import progress, validate
from ponte.engines.questionnaires.visible import asked
from tests.engines.questionnaires import sheets
from tests.engines.questionnaires.sheets import asks, for_all


def minutes(*groups, **more):
    """A sheet of sections of questions that take so many minutes."""
    number = iter(range(99))
    return sheets.spec(
        *[[asks(f"q{next(number)}", minutes=one) for one in group] for group in groups], **more
    )


@pytest.mark.parametrize(
    "groups, split",
    [
        ([[10, 10, 10]], [3]),
        ([[45], [1]], [1, 1]),
        ([[20, 20, 20]], [2, 1]),
        ([[30], [20, 20]], [1, 2]),  # a section that fits a sitting is not torn
        ([[20], [20, 5], [10]], [3, 1]),
        ([[10], [30, 30]], [2, 1]),  # one that does not fit begins where there is room
        ([[60], [5]], [1, 1]),  # one question is never split
        ([[5], [60], [5]], [1, 1, 1]),
    ],
)
def test_sittings_of_45_minutes(groups, split):
    found = progress.sittings(minutes(*groups), {})
    assert [len(sitting.questions) for sitting in found] == split
    assert [sitting.number for sitting in found] == [*range(1, len(split) + 1)]


def test_a_sheet_sets_its_own_sitting_and_pauses():
    spec = minutes([5] * 8, sitting_minutes=30, pause_minutes=10)
    first, second = progress.sittings(spec, {})
    assert (first.seconds, first.pauses) == (1800, ("q1", "q3"))
    assert (second.questions, second.pauses) == (("q6", "q7"), ())


@for_all(sheets.filled)
def test_sittings_hold_every_question_once_and_fit(case):
    spec, answers = case
    found = progress.sittings(spec, answers)
    codes = [code for sitting in found for code in sitting.questions]
    assert codes == [question.code for question in asked(spec, answers)]
    assert all(sitting.seconds <= 60 * spec.sitting_minutes for sitting in found)
    assert all(
        sitting.questions and set(sitting.pauses) < set(sitting.questions) for sitting in found
    )


@for_all(sheets.filled, st.data())
def test_sittings_do_not_move_while_answers_come_in(case, data):
    """Two questions that once stood in one sitting stand in one whenever both are asked."""
    spec, answers = case
    others = data.draw(sheets.answers_for(spec))

    def neighbours(of):
        return {
            (a, b): any({a, b} <= set(sitting.questions) for sitting in progress.sittings(spec, of))
            for a in (question.code for question in asked(spec, of))
            for b in (question.code for question in asked(spec, of))
        }

    before, after = neighbours(answers), neighbours(others)
    assert all(before[pair] == after[pair] for pair in before.keys() & after.keys())


BRANCH = sheets.spec(
    [asks("a", "yes_no", required=True), asks("b", show_if={"question": "a", "is": True})],
    [asks("c", required=True, minutes=3)],
)


@pytest.mark.parametrize(
    "answers, unread, answered, shown, percent, left, seconds",
    [
        ({}, {}, 0, 2, 0, ("a", "c"), 240),
        ({"a": True}, {}, 1, 3, 33, ("c",), 240),
        ({"a": False}, {}, 1, 2, 50, ("c",), 180),
        ({"a": False, "c": "x"}, {}, 2, 2, 100, (), 0),
        ({"a": False, "c": "x", "b": "y"}, {}, 2, 2, 100, (), 0),
        ({"a": False}, {"c": 7}, 1, 2, 50, ("c",), 180),
    ],
)
def test_progress_counts_what_is_asked(answers, unread, answered, shown, percent, left, seconds):
    found = progress.progress(BRANCH, answers, unread)
    assert (found.answered, found.asked, found.percent) == (answered, shown, percent)
    assert (found.required_left, found.seconds_left) == (left, seconds)
    assert found.to_mend == tuple(unread)


def test_a_sheet_of_which_nothing_is_asked_is_done():
    assert progress.Progress(0, 0, (), (), 0).percent == 100


@pytest.mark.parametrize(
    "answers, unread, after, code",
    [
        ({}, {}, None, "a"),
        ({"a": True}, {}, None, "b"),
        ({"a": False}, {}, None, "c"),
        ({"a": True}, {}, "b", "c"),
        ({"a": True, "c": "x"}, {}, "c", "b"),
        ({"a": True, "c": "x"}, {}, "b", "b"),
        ({"a": False, "c": "x"}, {}, None, None),
        ({"a": False}, {"c": 7}, None, "c"),
        ({"a": False}, {}, "b", "c"),
    ],
)
def test_the_next_question_without_an_answer(answers, unread, after, code):
    assert progress.next_open(BRANCH, answers, unread=unread, after=after) == code


@for_all(sheets.filled)
def test_answering_what_is_next_comes_to_an_end(case):
    spec, given_answers = case
    answers = validate.save(spec, given_answers).answers
    for _ in range(2 * len(spec.questions)):
        code = progress.next_open(spec, answers)
        if code is None:
            break
        answers[code] = "anything"
    found = progress.progress(spec, answers)
    assert (found.percent, found.answered, found.required_left) == (100, found.asked, ())


def test_where_a_question_stands():
    spec = minutes([20, 20], [20])
    found = progress.place(spec, {}, "q1")
    assert (found.number, found.of, found.before, found.after) == (2, 3, "q0", "q2")
    assert (found.section, found.section_number, found.sections) == ("part_1", 1, 2)
    assert (found.sitting, found.sittings) == (1, 2)
    assert progress.place(spec, {}, "q0").before is None
    assert progress.place(spec, {}, "q2").after is None
    assert progress.place(BRANCH, {}, "b") is None


@for_all(sheets.filled)
def test_places_are_a_chain(case):
    spec, answers = case
    codes = [question.code for question in asked(spec, answers)]
    places = [progress.place(spec, answers, code) for code in codes]
    assert [place.number for place in places] == [*range(1, len(codes) + 1)]
    assert [place.after for place in places] == [*codes[1:], None]
    assert [place.before for place in places] == [None, *codes[:-1]]
