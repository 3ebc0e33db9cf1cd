"""A sample is as little as makes a sheet complete, whatever the sheet asks."""

from datetime import date

import pytest

from ponte.engines.questionnaires import validate
from ponte.engines.questionnaires.sample import sample
from tests.engines.questionnaires import sheets
from tests.engines.questionnaires.sheets import asks, column

TODAY = date(2026, 3, 2)
EVERY = (
    asks("words", required=True, at_most=4),
    asks("long", "long_text", required=True),
    asks("whole", "number", required=True, at_least=3),
    asks("parts", "number", required=True, decimals=2),
    asks("day", "date", required=True),
    asks("to_come", "date", required=True, day="future"),
    asks("sure", "yes_no", required=True),
    asks("colour", "one", required=True),
    asks("colours", "many", required=True, at_least=2),
    asks("step", "scale", required=True),
    asks("mood", "faces", required=True),
    asks("paper", "file", required=True),
    asks("table", "rows", required=True, at_least=2),
    asks("kept", "rows", required=True, columns=[column("what", required=True)]),
    asks("then", required=True, show_if={"question": "sure", "is": True}),
    asks("never", required=True, show_if={"question": "sure", "is": False}),
    asks("left"),
)


def test_a_sample_is_complete_and_no_more():
    spec = sheets.spec(*EVERY)
    found = sample(spec, "Sample", today=TODAY)
    assert validate.complete(spec, found, today=TODAY).problems == ()
    assert found.keys() == {one["code"] for one in EVERY} - {"never", "left"}
    assert (found["words"], found["parts"], found["to_come"]) == ("Samp", "1.00", "2026-03-03")


def test_a_sample_may_be_kept_to_some_questions():
    spec = sheets.spec(*EVERY)
    assert sample(spec, "Sample", today=TODAY, only=["words", "left"]) == {"words": "Samp"}


@pytest.mark.parametrize("kind", ["yes_no", "one", "many"])
def test_what_a_consent_asks_is_left_out(kind):
    spec = sheets.spec(asks("yes", kind, required=True, consent=True))
    assert sample(spec, "Sample", today=TODAY) == {}
