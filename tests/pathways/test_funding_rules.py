"""Money adds up to the cent, whichever way it is added."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from ponte.pathways.rules.funding import Paid, alarm, report, wages_in_cents

KINDS = ("wages", "tutoring", "coordination", "other")
LINES = some.lists(
    some.builds(Paid, some.sampled_from(["P-1", "P-2", "P-3"]), some.sampled_from(KINDS),
                some.integers(1, 10**9)),
    max_size=40,
)  # fmt: skip


@given(LINES, some.integers(0, 10**10))
def test_rows_columns_and_the_whole_are_the_same_money(lines, budget):
    made = report(lines, KINDS, budget)
    assert made.total == sum(line.cents for line in lines)
    assert made.total == sum(made.sums) == sum(total for _case, _cells, total in made.rows)
    assert all(sum(cells) == total for _case, cells, total in made.rows)
    assert made.left + made.total == budget


@given(some.integers(0, 10**6), some.integers(0, 10**5))
def test_wages_are_at_most_half_a_cent_from_the_exact_amount(minutes, hourly):
    exact = Fraction(minutes * hourly, 60)
    assert abs(wages_in_cents(minutes, hourly) - exact) <= Fraction(1, 2)


def test_the_alarm_of_a_report_rings_a_month_before_and_stops_when_it_is_out():
    due = date(2026, 6, 30)
    table = {-31: "", -30: "soon", 0: "soon", 1: "late"}
    assert {days: alarm(due, None, due + timedelta(days=days)) for days in table} == table
    assert alarm(due, due, due + timedelta(days=9)) == ""
