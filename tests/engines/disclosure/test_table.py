"""What is unsafe to print, and tables that are refused."""

import pytest

from ponte.engines.disclosure.table import (
    HEALTH_AND_JUSTICE,
    Cell,
    Printing,
    Rule,
    Sum,
    Table,
    unsafe,
)


def of(**counts: int) -> tuple[Cell, ...]:
    return tuple(Cell(name, count) for name, count in counts.items())


@pytest.mark.parametrize(
    "count, rule, risky",
    [
        (0, Rule(), False),
        (1, Rule(), True),
        (4, Rule(), True),
        (5, Rule(), False),
        (9, HEALTH_AND_JUSTICE, True),
        (10, HEALTH_AND_JUSTICE, False),
    ],
)
def test_few_persons_are_unsafe_and_nobody_is_not(count, rule, risky):
    assert bool(unsafe(Table(of(a=count), ()), rule)) is risky


def test_a_difference_nobody_prints_is_unsafe_like_a_count():
    cells = (*of(involved=14, hired=11), Cell("not hired", 3, Printing.NEVER))
    table = Table(cells, (Sum("involved", ("hired", "not hired")),))
    assert unsafe(table, Rule()) == {"not hired"}


def test_a_group_wholly_of_one_kind_is_unsafe_where_the_kind_says_something():
    cells = of(all=20, physical=20, psychic=0)
    silent, telling = (
        Table(cells, (Sum("all", ("physical", "psychic"), kinds=kinds),)) for kinds in (False, True)
    )
    assert unsafe(silent, Rule()) == set()
    assert unsafe(telling, Rule()) == {"physical", "psychic"}


@pytest.mark.parametrize(
    "cells, sums, why",
    [
        (of(all=3, a=1, b=1), (Sum("all", ("a", "b")),), "not the sum"),
        (of(a=-1), (), "below zero"),
        ((Cell("a", 1), Cell("a", 2)), (), "one name"),
    ],
)
def test_a_table_that_is_wrong_is_refused(cells, sums, why):
    with pytest.raises(ValueError, match=why):
        Table(cells, sums)
