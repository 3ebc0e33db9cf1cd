"""What was signed once is checked anew for ever: neither clauses nor their making may change.

Other clauses are another file with its own date. A digest that fails here would void signatures.
"""

import hashlib
from datetime import date

import pytest

from ponte.pathways.rules.agreements import TEMPLATES, agreement_text, text_hash
from ponte.pathways.rules.binding import concerns, part_hashes

SIGNED = {
    "2026-01-01": (
        "8e073cff23f628bdc1f2fa99ae92f683e6ef6e1bbbc639fc32cdf8e097eebb93",
        "906bc93791650946d3190ea0820b28c84f6c587c882b22a1eebda8c15f4a9b4a",
    ),
    "2026-11-22": (
        "757c0c82434e62930e334984b31f8d2cc04e020692a4341da5a1e2121ff2c2df",
        "de878a6cc57189bf3d334121a8db940b05038230f213eb651a2d4c44a9d68ac2",
    ),
    "2026-11-23": (
        "24c926e687ecdbd1a143342b5e21e6e3a0fd7e14970f325ec843a4277c0d98f8",
        "12901ec2e6f8296c1eb8f5a63497004d315df7881dd527b348e878a7bb756340",
    ),
}


def made(template: date, words: dict[str, str]) -> tuple[str, str]:
    """Digests of the text and of the parties' parts."""
    parts = sorted(part_hashes(template, words).items())
    return text_hash(agreement_text(template, words)), hashlib.sha256(
        repr(parts).encode()
    ).hexdigest()


def test_every_dated_text_is_pinned():
    assert {path.stem for path in TEMPLATES.glob("*.txt")} == set(SIGNED)


@pytest.mark.parametrize("day", SIGNED)
def test_a_text_of_then_is_made_the_same_today(day):
    template = date.fromisoformat(day)
    words = {name: f"{name} di allora, è così" for name in concerns(template)}
    assert made(template, words) == SIGNED[day]


@pytest.mark.parametrize("day", SIGNED)
def test_words_left_empty_then_stay_empty(day):
    template = date.fromisoformat(day)
    words = dict.fromkeys(concerns(template), "")
    assert "da definire" not in agreement_text(template, words)
