"""The attacker is exact: what brute force finds, subtraction, rates and differences."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import MODENA, crossed, linked, patient

from ponte.engines.disclosure.attack import Attacker, Interval, Rate, exposed
from ponte.engines.disclosure.table import Cell, Printing, Rule, Sum, Table, unsafe

HIDDEN = ("r0.a", "r0.b", "r1.a", "r1.b")


def possible(table: Table, printed: set[str]) -> list[dict[str, int]]:
    """Every inner part of a table of two by two that agrees with what is printed."""
    most = table.counts["total.all"]
    found = []
    for inner in product(range(most + 1), repeat=4):
        one = dict(zip(HIDDEN, inner, strict=True))
        a, b, c, d = inner
        one |= {"r0.all": a + b, "r1.all": c + d, "total.a": a + c, "total.b": b + d}
        if a + b + c + d == most and all(one.get(n, most) == table.counts[n] for n in printed):
            found.append(one)
    return found


@patient
@given(
    st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=2),
    st.sets(st.sampled_from([*HIDDEN, "r0.all", "r1.all", "total.a", "total.b"])),
)
def test_the_limits_are_those_that_brute_force_finds(values, printed):
    table = crossed(values)
    printed |= {"total.all"}
    attacker = Attacker(table, printed)
    tables = possible(table, printed)
    for name in HIDDEN:
        seen = [one[name] for one in tables]
        assert attacker.interval(name) == Interval(min(seen), max(seen))


def test_a_count_that_nothing_limits_has_no_most():
    table = Table((Cell("a", 3), Cell("b", 7)), ())
    assert Attacker(table, {"b"}).interval("a") == Interval(0, None)


def test_a_total_less_its_other_parts_gives_a_count_away():
    table = Table(
        (Cell("all", 30), Cell("a", 3), Cell("b", 27)),
        (Sum("all", ("a", "b")),),
    )
    assert exposed(table, {"all", "b"}, Rule()) == ("a",)


def test_a_difference_gives_away_those_left_over():
    table = linked({"A": (14, 14, 11), "B": (30, 30, 12)})
    assert "A.involved-hired" in exposed(table, set(table.counts) - unsafe(table, Rule()), Rule())
    assert "A.involved-hired" not in exposed(table, {"total.involved"}, Rule())


def test_a_printed_rate_gives_away_the_count_it_was_made_from():
    cells = (Cell("involved", 8), Cell("hired", 3), Cell("not hired", 5, Printing.NEVER))
    table = Table(cells, (Sum("involved", ("hired", "not hired")),))
    assert exposed(table, {"involved"}, Rule()) == ()
    rate = Rate("hired", "involved", 375)
    assert Attacker(table, {"involved"}, [rate]).interval("hired") == Interval(3, 3)
    assert exposed(table, {"involved"}, Rule(), [rate]) == ("hired",)


def test_knowing_nearly_is_knowing():
    table = Table(
        (Cell("all", 30), Cell("a", 3), Cell("b", 1), Cell("c", 26)),
        (Sum("all", ("a", "b", "c")),),
    )
    assert Attacker(table, {"all", "c"}).interval("a") == Interval(0, 4)
    assert exposed(table, {"all", "c"}, Rule()) == ("a", "b")


@pytest.mark.parametrize("kind", MODENA)
def test_hiding_only_the_small_counts_of_modena_is_not_enough(kind):
    table = linked(MODENA)
    assert any(name.startswith(kind) for name in exposed(table, _only_primary(table), Rule()))


def _only_primary(table: Table) -> set[str]:
    return set(table.named(Printing.IF_SAFE) - unsafe(table, Rule()))
