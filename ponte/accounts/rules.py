"""Numbers of a card: how long they are, how often they may be tried, which PIN is too easy."""

import re

CODE_DIGITS, PIN_DIGITS, NUMBER_DIGITS = 8, 6, 8
ACTIVATE_WITHIN_DAYS = 30
IDLE_MINUTES = 30  # after which a shared phone forgets who used it
SESSION_KEY = "ponte_card"  # in the session of who came with one

# What is counted, how often, in how many seconds.
TRIES_OF_CARD = ("card", 5, 15 * 60)
TRIES_OF_CARD_A_DAY = ("card-day", 20, 24 * 3600)
TRIES_OF_ADDRESS = ("card-address", 40, 15 * 60)


def digits(text: str) -> str:
    """Return the digits of what was typed, however it was grouped.

    >>> digits(" 1234-56 78 ")
    '12345678'
    """
    return re.sub(r"[^0-9]", "", text)


def grouped(code: str) -> str:
    """Return a number as it is printed, in groups of four.

    >>> grouped("12345678")
    '1234 5678'
    """
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def is_easy(pin: str, code: str) -> bool:
    """Say whether somebody who finds the card would guess the PIN.

    >>> [is_easy(one, "12345678") for one in ("111111", "345678", "654321", "703914", "121212")]
    [True, True, True, False, True]
    """
    steps = {int(b) - int(a) for a, b in zip(pin, pin[1:], strict=False)}
    return len(set(pin)) < 3 or steps in ({1}, {-1}) or pin in code
