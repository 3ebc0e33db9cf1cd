"""Pictures of numbers: every number is in the table too, and none is drawn outside its frame."""

from hypothesis import given
from hypothesis import strategies as some

from ponte.kit.charts import FULL, HEIGHT, WIDTH, bars, lines

LEVELS = [(1, "never"), (4, "always")]


@given(some.lists(some.one_of(some.none(), some.integers(0, 10**6)), max_size=9))
def test_the_longest_bar_is_the_greatest_number(numbers):
    drawn = bars([(str(place), number) for place, number in enumerate(numbers)], hidden="*")
    assert [bar.text == "*" for bar in drawn] == [number is None for number in numbers]
    known = [(number, bar.length) for number, bar in zip(numbers, drawn, strict=True) if number]
    assert all(0 <= length <= FULL for _number, length in known)
    if known:
        assert max(known)[1] == FULL


@given(some.lists(some.one_of(some.none(), some.integers(1, 4)), min_size=1, max_size=6))
def test_lines_stay_inside_and_their_table_says_every_value(values):
    moments = [f"day {place}" for place in range(len(values))]
    drawn = lines(moments, [("pace", values)], levels=LEVELS, missing="-")
    points = drawn.lines[0].points
    assert len(points) == sum(value is not None for value in values)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    said = {None: "-", 1: "never", 4: "always"}
    assert drawn.rows == (("pace", *(said.get(value, str(value)) for value in values)),)
    assert drawn.columns == ("", *moments)


def test_a_higher_level_is_drawn_higher():
    low, high = lines(["a", "b"], [("pace", [1, 4])], levels=LEVELS).lines[0].points
    assert high[1] < low[1] and high[0] > low[0]
