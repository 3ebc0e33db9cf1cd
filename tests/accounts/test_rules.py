"""Numbers of cards as people read and type them, and secrets that are none."""

import pytest

from ponte.accounts import rules


def test_a_number_is_printed_in_groups_and_read_however_it_is_typed():
    assert rules.grouped("12345678") == "1234 5678"
    assert rules.digits(" 1234-5678 ") == "12345678"


@pytest.mark.parametrize("pin", ["111111", "345678", "654321", "121212", "567812"])
def test_a_pin_that_the_finder_of_a_card_would_guess_is_easy(pin):
    assert rules.is_easy(pin, "12345678") is (pin != "567812")
