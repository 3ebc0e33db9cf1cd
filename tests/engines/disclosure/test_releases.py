"""Two releases: what readers kept of the first gives nobody of the second away."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tables import MODENA, counts, linked, patient

from ponte.engines.disclosure.attack import Attacker, exposed
from ponte.engines.disclosure.releases import BEFORE, NOW, SINCE, joined, protect_next
from ponte.engines.disclosure.suppress import protect
from ponte.engines.disclosure.table import Rule, unsafe

RULE = Rule()
STEPS = st.lists(st.tuples(counts, counts, counts), min_size=3, max_size=3)


def rows(steps):
    """Counts that hold one another: hired among the concluded, concluded among the involved."""
    return {k: (a + b + c, a + b, a) for k, (a, b, c) in zip("ABC", steps, strict=True)}


def test_one_more_person_is_found_by_subtraction_when_both_tables_are_printed_alone():
    before, now = linked(MODENA), linked({**MODENA, "PSYCHIC": (15, 11, 10)})
    first, second = protect(before, RULE), protect(now, RULE)
    both = {BEFORE + n for n in first.printed} | {NOW + n for n in second.printed}
    assert SINCE + "total.involved" in exposed(joined(before, first.printed, now), both, RULE)


def test_one_more_person_is_not_found_in_what_is_printed_next():
    before, now = linked(MODENA), linked({**MODENA, "PSYCHIC": (15, 11, 10)})
    first = protect(before, RULE)
    second = protect_next(before, first.printed, now, RULE)
    assert "total.involved" in second.hidden
    assert not any(0 < n < 5 for n in second.printed.values())


def test_nothing_new_is_printed_as_it_was():
    before = linked(MODENA)
    first = protect(before, RULE)
    assert protect_next(before, first.printed, before, RULE).printed == first.printed


@settings(parent=patient, max_examples=patient.max_examples // 2)
@given(STEPS, STEPS)
def test_two_releases_together_give_no_count_away(steps, more):
    before = linked(rows(steps))
    grown = [tuple(map(sum, zip(*pair, strict=True))) for pair in zip(steps, more, strict=True)]
    now = linked(rows(grown))
    first = protect(before, RULE)
    second = protect_next(before, first.printed, now, RULE)
    both = {BEFORE + n for n in first.printed} | {NOW + n for n in second.printed}
    table = joined(before, first.printed, now)
    attacker = Attacker(table, both)
    for name in unsafe(table, RULE):
        found = attacker.interval(name)
        assert found.most is None or found.most - found.least >= 5
