"""Texts fall into words with positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.engines.text import stems, tokens
from ponte.engines.text.normalise import fold

languages = st.sampled_from(stems.LANGUAGES)


def surfaces(text, language="it"):
    return [token.surface for token in tokens.tokens(text, language)]


@pytest.mark.parametrize(
    "language, text, words",
    [
        ("it", "L’aiuto dell'anziano all'aperto", ["aiuto", "anziano", "aperto"]),
        ("fr", "l’aide à l'enfance, jusqu’au soir", ["aide", "enfance", "soir"]),
        ("en", "The people's kitchen doesn't close", ["people", "kitchen", "doesn", "close"]),
        ("it", "socio-sanitario", ["socio", "sanitario", "sociosanitario"]),
        ("it", "socio - sanitario", ["socio", "sanitario"]),
        ("it", "covid-19 h24", ["covid", "19", "h24"]),
        ("it", "1.000 ore, 24/7, 1.000.000", ["1000", "ore", "24", "7", "1000000"]),
        ("it", "88.10.00", ["88", "10", "00"]),
        ("it", "snake_case", ["snake", "case"]),
        ("pl", "Opieka nad dziećmi w Łodzi", ["opieka", "dziecmi", "lodzi"]),
        ("it", "", []),
    ],
)  # fmt: skip
def test_words_of(language, text, words):
    assert surfaces(text, language) == words


def test_stop_words_hold_their_place():
    assert [t.position for t in tokens.tokens("la cura e il riposo", "it")] == [2, 5]
    with_stops = tokens.tokens("la cura", "it", stop_words=True)
    assert with_stops[0] == tokens.Token("la", "", 1)


def test_an_endless_word_is_cut():
    assert surfaces("a" * 5_000) == ["a" * tokens.LONGEST_WORD]


def test_a_full_memory_starts_again(monkeypatch):
    monkeypatch.setattr(tokens, "_REMEMBERED", 2)
    text = "uno-due tre quattro cinque uno-due"
    assert surfaces(text, "sl") == ["uno", "due", "unodue", *text.split()[1:4], "uno", "due",
                                    "unodue"]  # fmt: skip


@given(st.text(), languages)
def test_a_text_without_its_accents_has_the_same_tokens(text, language):
    assert tokens.tokens(fold(text), language) == tokens.tokens(text, language)


@given(st.text(), languages)
def test_words_are_letters_and_digits_only_and_positions_never_fall(text, language):
    found = tokens.tokens(text, language, stop_words=True)
    assert all(token.surface.isalnum() and len(token.surface) <= 64 for token in found)
    assert all(token.stem.isalnum() for token in found if token.stem)
    starts = [place for place, _ in tokens.chunks(text, language)]
    assert starts == sorted(set(starts))


def test_stems_of_a_text_leave_its_stop_words_out():
    assert list(tokens.stems_of("La cura dell'anziano e la cura", "it")) == ["cur", "anzian", "cur"]
