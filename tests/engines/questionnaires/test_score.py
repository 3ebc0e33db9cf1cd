"""Sums and means count what is there, and say what is not."""

from decimal import Decimal

import pytest

from ponte.engines.questionnaires import score, validate
from ponte.engines.questionnaires.spec import NOT_OBSERVED, Kind
from tests.engines.questionnaires import sheets
from tests.engines.questionnaires.sheets import LEVELS, asks, column, for_all

GRID = sheets.spec(
    [asks("a", "scale"), asks("b", "scale", not_observed=True), asks("c", "scale")],
    [asks("notes")],
    [asks("more", "yes_no"), asks("d", "faces", show_if={"question": "more", "is": True})],
)


@pytest.mark.parametrize(
    "answers, expected",
    [
        ({}, score.Score(3, 0, 0, 3, 0, 0, 0, None)),
        ({"a": 2, "b": 3}, score.Score(3, 2, 0, 1, 5, 2, 8, Decimal("2.50"))),
        ({"a": 1, "b": NOT_OBSERVED}, score.Score(3, 1, 1, 1, 1, 1, 4, Decimal("1.00"))),
        ({"a": 1, "b": 2, "c": 2}, score.Score(3, 3, 0, 0, 5, 3, 12, Decimal("1.67"))),
    ],
)
def test_the_score_of_a_section(answers, expected):
    (first,) = score.scores(GRID, answers)
    assert (first.section, first.score) == ("part_1", expected)


def test_what_is_not_asked_is_not_missing():
    assert [one.section for one in score.scores(GRID, {"more": True})] == ["part_1", "part_3"]
    assert score.overall(GRID, {"more": False, "d": 4}).items == 3
    assert score.overall(GRID, {"more": True, "d": 4}).total == 4


def test_a_scale_in_a_table_is_scored_by_row():
    columns = [column("goal"), column("reached", "scale")]
    aims = sheets.spec(asks("aims", "rows", columns=columns)).question("aims")
    answers = {"aims": [{"goal": "x", "reached": 4}, {"goal": "y"}, {"reached": 1}]}
    found = score.column_score(aims, "reached", answers)
    assert (found.items, found.missing, found.mean) == (3, 1, Decimal("2.50"))
    assert score.column_score(aims, "goal", answers).items == 0
    assert score.column_score(aims, "nothing", answers).mean is None
    assert score.column_score(aims, "reached", {}).items == 0


def test_halves_are_rounded_up():
    eight = sheets.spec([asks(f"q{n}", "scale", scale=LEVELS) for n in range(8)])
    answers = {f"q{n}": 1 for n in range(7)} | {"q7": 2}
    assert score.overall(eight, answers).mean == Decimal("1.13")


@for_all(sheets.filled)
def test_sections_add_up_to_the_whole(case):
    spec, given_answers = case
    answers = validate.save(spec, given_answers).answers
    whole, parts = score.overall(spec, answers), [one.score for one in score.scores(spec, answers)]
    for name in ("items", "answered", "not_observed", "missing", "total", "lowest", "highest"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts)
    assert whole.items == whole.answered + whole.not_observed + whole.missing
    assert whole.lowest <= whole.total <= whole.highest
    assert (whole.mean is None) == (whole.answered == 0)
    scales = [q for q in spec.questions if q.kind in (Kind.SCALE, Kind.FACES)]
    assert whole.items <= len(scales)
