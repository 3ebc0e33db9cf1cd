"""The same item at the start, in the middle and at the end; a gap says why it is one."""

from ponte.engines.questionnaires.series import Filled, Gap, series
from tests.engines.questionnaires import sheets
from tests.engines.questionnaires.sheets import LEVELS, asks

GRID = sheets.spec(asks("pace", "scale", not_observed=True), asks("notes"), asks("mood", "faces"))


def points(found, code):
    one = next(item for item in found if item.code == code)
    return [(point.moment, point.value, point.gap) for point in one.points], one.change


def test_values_by_moment_and_the_change_over_all():
    found = series(
        [
            Filled("start", GRID, {"pace": 1, "mood": 2}),
            Filled("middle", GRID, {"pace": "not_observed"}),
            Filled("end", GRID, {"pace": 3, "mood": 2, "notes": "well"}),
        ]
    )
    assert [(one.code, one.section) for one in found] == [("pace", "part_1"), ("mood", "part_3")]
    assert found[0].label == GRID.question("pace").label
    assert found[0].levels == GRID.question("pace").levels
    assert points(found, "pace") == (
        [("start", 1, None), ("middle", None, Gap.NOT_OBSERVED), ("end", 3, None)],
        2,
    )
    assert points(found, "mood") == (
        [("start", 2, None), ("middle", None, Gap.UNANSWERED), ("end", 2, None)],
        0,
    )


def test_one_value_is_no_change_and_none_is_no_series():
    assert points(series([Filled("start", GRID, {"pace": 2})]), "pace")[1] is None
    assert series([]) == ()
    assert series([Filled("start", sheets.spec(asks("notes")), {})]) == ()


def test_versions_differ_without_false_comparisons():
    older = sheets.spec(
        asks("pace", "scale", scale=LEVELS[:3]), asks("zeal", "scale"), asks("mood")
    )
    found = series(
        [
            Filled("start", older, {"pace": 2, "zeal": 4, "mood": "fine"}),
            Filled("end", GRID, {"pace": 2, "mood": True}),
        ]
    )
    assert [one.code for one in found] == ["pace", "mood", "zeal"]
    assert points(found, "pace")[0][0] == ("start", None, Gap.OTHER_SCALE)
    assert points(found, "mood")[0] == [
        ("start", None, Gap.NOT_ASKED),
        ("end", None, Gap.UNANSWERED),
    ]
    assert points(found, "zeal")[0][1] == ("end", None, Gap.NOT_ASKED)


def test_an_item_not_asked_this_time_is_a_gap():
    grid = sheets.spec(
        asks("late", "yes_no"), asks("why", "scale", show_if={"question": "late", "is": True})
    )
    found = series([Filled("start", grid, {"late": False, "why": 3})])
    assert points(found, "why")[0] == [("start", None, Gap.NOT_ASKED)]
