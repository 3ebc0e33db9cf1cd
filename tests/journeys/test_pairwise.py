"""The choice of what is looked at in every run leaves no pair out."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.journeys.pairwise import every, pairwise

factors = st.lists(
    st.integers(1, 5).map(lambda size: [f"v{number}" for number in range(size)]),
    min_size=2,
    max_size=5,
)


def pairs_in(rows) -> set:
    return {pair for row in rows for pair in combinations(enumerate(row), 2)}


@given(factors)
def test_every_pair_of_values_meets(chosen):
    assert pairs_in(pairwise(chosen)) == pairs_in(every(chosen))


@given(factors)
def test_the_same_factors_give_the_same_rows(chosen):
    assert pairwise(chosen) == pairwise(chosen)


def test_no_row_is_one_that_may_not_happen():
    def may(row):
        return not (row.get(0) == "about" and row.get(1, "opened") != "opened")

    rows = pairwise([["about", "form"], ["opened", "errors"], ["it", "en", "pl"]], may)
    assert ("about", "errors") not in {row[:2] for row in rows}
    assert {row[2] for row in rows if row[:2] == ("form", "errors")}
    assert {(row[0], row[2]) for row in rows} == {
        (page, language) for page in ("about", "form") for language in ("it", "en", "pl")
    }


def test_far_fewer_rows_than_all():
    many = [list(range(40)), list(range(7)), list(range(3)), list(range(2))]
    assert len(pairwise(many)) < 320 < len(every(many))
