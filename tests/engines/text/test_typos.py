"""Misspelt words find the word meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from ponte.engines.text import typos

few_letters = st.text("abch", max_size=10)
letters = st.text("abcdefghilmnopqrstuvz", min_size=1, max_size=14)

FIELD = {
    "assistenza": 900, "assistente": 300, "esistenza": 20, "cooperativa": 800, "operativa": 60,
    "anziani": 700, "lavanderia": 90, "pulizie": 150, "psicologo": 80, "giardinaggio": 60,
    "chiesa": 30, "trasporto": 120, "accompagnamento": 90, "casa": 500, "cassa": 90,
    "disabili": 300, "comunita": 400, "asilo": 120, "nido": 100, "mensa": 110, "scuola": 300,
}  # fmt: skip


@given(few_letters, few_letters)
def test_distance_is_that_of_the_peer_library(typed, meant):
    whole = OSA.distance(typed, meant)
    for limit in (0, 1, 2):
        assert typos.distance(typed, meant, limit) == (whole if whole <= limit else None)


@given(letters, letters)
def test_distance_and_effort_of_words_do_not_depend_on_who_is_first(one, other):
    assert typos.distance(one, other) == typos.distance(other, one)
    assert typos.effort(one, other) == pytest.approx(typos.effort(other, one))


@given(letters)
def test_a_word_takes_no_effort_to_reach_itself(word):
    assert typos.effort(word, word) == 0


@given(st.text("abcdh", min_size=3, max_size=12), st.data())
def test_words_within_two_edits_share_a_deletion(meant, data):
    typed = meant
    for _ in range(2):
        place = data.draw(st.integers(0, len(typed) - 1))
        left_out = data.draw(st.integers(0, 1))
        put_in = data.draw(st.text("abcdh", min_size=1 - left_out, max_size=1))
        typed = typed[:place] + put_in + typed[place + left_out :]
    assert typos.distance(typed, meant) is not None
    assert typos.deletions(typed) & typos.deletions(meant)


@given(letters, st.integers(0, 12))
def test_a_swap_of_neighbours_shares_a_deletion(meant, place):
    typed = meant[:place] + meant[place : place + 2][::-1] + meant[place + 2 :]
    assert typos.deletions(typed) & typos.deletions(meant)


@given(letters)
def test_keys_fit_a_signed_32_bit_column(word):
    keys = typos.deletion_keys(word)
    assert keys == sorted(set(keys))
    assert all(-(2**31) <= key < 2**31 for key in keys)


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("assitenza", "assistenza"),
        ("asistenza", "assistenza"),
        ("assistneza", "assistenza"),
        ("coperativa", "cooperativa"),
        ("cooperativva", "cooperativa"),
        ("coopertaiva", "cooperativa"),
        ("anzinai", "anziani"),
        ("lavaneria", "lavanderia"),
        ("pulize", "pulizie"),
        ("psicolgo", "psicologo"),
        ("giardinagio", "giardinaggio"),
        ("ciesa", "chiesa"),
        ("acompagnameno", "accompagnamento"),
        ("csa", "casa"),
    ],
)
def test_a_common_slip_finds_the_word_first(typed, meant):
    assert typos.vocabulary(FIELD).suggestions(typed)[0] == meant


def test_nothing_is_suggested_for_a_word_unlike_any():
    assert typos.vocabulary(FIELD).suggestions("xyzxyzxyz") == []


def test_a_key_shared_by_chance_is_rejected_by_the_ranking():
    assert typos.rank("asilo", [("giardinaggio", 99), ("asilo", 1)]) == ["asilo"]


def test_no_more_than_asked_are_suggested():
    known = [(f"cas{letter}", 1) for letter in "abcdefgh"]
    assert len(typos.rank("casx", known, 3)) == 3


def test_the_more_used_word_comes_first_when_slips_are_alike():
    assert typos.rank("caza", [("cara", 1), ("cava", 900)])[0] == "cava"
