"""What is printed hides what it must, hides no more than needed, and is always the same."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import MODENA, any_table, linked, patient

from ponte.engines.disclosure.attack import Attacker, exposed
from ponte.engines.disclosure.suppress import CannotProtect, protect
from ponte.engines.disclosure.table import (
    HEALTH_AND_JUSTICE,
    Cell,
    Printing,
    Rule,
    Sum,
    Table,
    unsafe,
)

RULE = Rule()


def interval(attacker: Attacker, name: str) -> tuple[int, float]:
    found = attacker.interval(name)
    return found.least, float("inf") if found.most is None else found.most


@patient
@given(any_table)
def test_no_hidden_count_is_known_nor_nearly_known(table):
    made = protect(table, RULE)
    attacker = Attacker(table, made.printed)
    for name in unsafe(table, RULE) | made.hidden:
        least, most = interval(attacker, name)
        assert least < most
        assert not (least >= table.counts[name] - 2 and most <= table.counts[name] + 2)


@patient
@given(any_table)
def test_no_unsafe_count_is_known_to_be_small(table):
    made = protect(table, RULE)
    attacker = Attacker(table, made.printed)
    for name in unsafe(table, RULE):
        least, most = interval(attacker, name)
        assert least == 0 or most >= RULE.at_least


@patient
@given(any_table)
def test_no_count_from_one_to_four_is_printed_and_printed_counts_are_true(table):
    made = protect(table, RULE)
    assert not any(0 < count < 5 for count in made.printed.values())
    assert all(table.counts[name] == count for name, count in made.printed.items())
    assert made.printed.keys() | made.hidden == table.named(Printing.IF_SAFE)


@patient
@given(any_table, st.randoms(use_true_random=False))
def test_the_same_table_in_another_order_hides_the_same(table, chance: Random):
    cells, sums = list(table.cells), list(table.sums)
    chance.shuffle(cells)
    chance.shuffle(sums)
    assert protect(Table(tuple(cells), tuple(sums)), RULE) == protect(table, RULE)


@patient
@given(any_table)
def test_nothing_is_hidden_that_could_be_printed_beside_the_rest(table):
    made = protect(table, RULE)
    for name in made.hidden - unsafe(table, RULE):
        assert exposed(table, {*made.printed, name}, RULE)


def test_nothing_is_hidden_when_nobody_is_few():
    table = linked({"A": (30, 20, 10), "B": (60, 50, 40)})
    assert protect(table, RULE).hidden == set()


def test_modena_keeps_its_totals_and_hides_what_they_would_give_away():
    made = protect(linked(MODENA), RULE)
    assert made.printed == {
        "total.involved": 39,
        "total.concluded": 29,
        "total.hired": 24,
        "PSYCHIC.hired": 9,
        "PSYCHIC.involved": 14,
        "PHYSICAL.involved": 8,
        "SOCIAL_ADDICTION.involved": 10,
    }


def test_health_and_justice_are_hidden_up_to_nine():
    made = protect(linked(MODENA), HEALTH_AND_JUSTICE)
    assert min(made.printed.values()) >= 10


def test_what_was_printed_before_and_gives_a_count_away_is_refused():
    cells = (
        Cell("all", 30, Printing.ALREADY),
        Cell("a", 27, Printing.ALREADY),
        Cell("b", 3),
    )
    with pytest.raises(CannotProtect, match="b"):
        protect(Table(cells, (Sum("all", ("a", "b")),)), RULE)
