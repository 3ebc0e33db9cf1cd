"""The ledger of hours and the pages of the diary: what cannot have happened is refused."""

from dataclasses import replace
from datetime import date

import pytest

from ponte.pathways.rules.hours import Entry, Ledger, counts, is_beyond_plan, lacking_for_entry
from ponte.pathways.rules.logbook import lacking_in_page
from ponte.pathways.states import HoursKind, PathwayState

TODAY = date(2026, 5, 20)
WORK = Entry(date(2026, 5, 11), 240, HoursKind.WORK)
RUNNING = {
    "state": PathwayState.IN_SECONDMENT,
    "starts_on": date(2026, 5, 4),
    "ended_on": None,
    "today": TODAY,
}


def codes(entry=WORK, ledger=None, **changed) -> list[str]:
    ledger = ledger or Ledger(planned_hours=300)
    return [one.code for one in lacking_for_entry(entry, ledger, **{**RUNNING, **changed})]


def test_hours_are_written_while_a_secondment_runs():
    assert codes() == []
    assert codes(state=PathwayState.AGREEMENT_DRAFT) == ["not_running"]
    assert codes(starts_on=None) == ["not_running"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "holiday"}, "kind"),
        ({"day": date(2026, 5, 3)}, "day"),
        ({"day": date(2026, 5, 21)}, "day"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 24 * 60 + 1}, "minutes"),
    ],
)
def test_what_cannot_have_happened_is_refused(changed, code):
    assert codes(replace(WORK, **changed)) == [code]


def test_nothing_is_written_after_the_last_day_nor_beyond_the_hours_of_a_day():
    assert codes(ended_on=date(2026, 5, 10)) == ["day"]
    assert codes(ledger=Ledger(planned_hours=300, on_the_day=24 * 60 - 239)) == ["minutes"]


def test_beyond_what_was_agreed_the_next_hours_wait_for_an_amendment_but_absence_does_not():
    beyond = Ledger(planned_hours=300, done=300 * 60 + 1)
    assert codes(ledger=beyond) == ["amendment"]
    assert codes(replace(WORK, kind=HoursKind.ABSENCE), ledger=beyond) == []
    assert codes(ledger=replace(beyond, is_amending=True)) == []
    assert codes(ledger=replace(beyond, extra_hours=1)) == []


def test_only_work_and_training_take_the_ledger_beyond_the_plan():
    full = Ledger(planned_hours=300, done=300 * 60)
    assert is_beyond_plan(WORK, full)
    assert not is_beyond_plan(replace(WORK, kind=HoursKind.ABSENCE), full)
    assert counts(HoursKind.TRAINING)


def test_a_ledger_knows_what_is_enough_and_what_is_still_open():
    ledger = Ledger(planned_hours=300, done=260 * 60, confirmed=255 * 60)
    assert (ledger.is_enough, ledger.is_enough_for_early_end) == (False, True)
    assert ledger.open_minutes == 300
    assert ledger.is_confirmed(early=True) and not ledger.is_confirmed(early=False)


def page(**told) -> list[str]:
    return [one.code for one in lacking_in_page(told, TODAY, TODAY)]


def test_a_face_or_a_word_is_a_page():
    assert page(feeling=4) == page(did="Welded") == []
    assert page(feeling=9) == ["face"]
    assert page(did="  ", need=None) == ["empty"]
