"""Small counts of a day are put together over larger areas; none can be worked out of two."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ponte.directory.rules.pooling import LEAST_ASKERS, pooled

WIDER = {
    "M1": ("P1", "R1"),
    "M2": ("P1", "R1"),
    "M3": ("P2", "R1"),
    "M4": ("P3", "R2"),
    "P1": ("P1", "R1"),
    "R2": ("", "R2"),
    "A9": ("", ""),
    "": ("", ""),
}


def asks(*told):
    """Some asks: place, language and the askers by their letters."""
    return [
        ("nido", place, language, letter.encode())
        for place, language, letters in told
        for letter in letters
    ]


def found(*told):
    return pooled(asks(*told), WIDER.__getitem__, LEAST_ASKERS)


def test_five_in_one_place_need_no_pool():
    assert found(("M1", "it", "abcde")) == {}


def test_small_towns_of_a_province_are_put_together_over_languages():
    assert found(("M1", "it", "abc"), ("M2", "en", "de")) == {("nido", "P1", ""): 5}


def test_a_person_who_searched_in_two_towns_counts_once():
    assert found(("M1", "it", "abcd"), ("M2", "it", "abcd")) == {}


def test_what_a_province_cannot_show_goes_to_the_region_then_everywhere():
    assert found(("M1", "it", "ab"), ("M3", "it", "cde")) == {("nido", "R1", ""): 5}
    assert found(("M1", "it", "ab"), ("M4", "it", "cd"), ("", "it", "e")) == {("nido", "", ""): 5}
    assert found(("M1", "it", "ab"), ("A9", "it", "cd")) == {}


def test_what_is_shown_already_is_in_no_pool():
    told = (("M1", "it", "abcde"), ("M2", "it", "fg"))
    assert found(*told) == {}, "a pool of seven would tell that two asked in the other town"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["nido", "pasti"]),
            st.sampled_from(sorted(WIDER)),
            st.sampled_from(["it", "en"]),
            st.sampled_from([bytes([n]) for n in range(12)]),
        ),
        max_size=60,
    )
)
def test_no_pool_is_small_and_no_ask_is_behind_two_of_them(told):
    pools = pooled(told, WIDER.__getitem__, LEAST_ASKERS)
    assert all(number >= LEAST_ASKERS for number in pools.values())
    singles = {key: set() for key in {one[:3] for one in told}}
    for *key, asker in told:
        singles[tuple(key)].add(asker)
    small = {key: askers for key, askers in singles.items() if len(askers) < LEAST_ASKERS}
    behind = Counter()
    for (words, place, _language), number in pools.items():
        mine = [
            key
            for key in small
            if key[0] == words and (place in (key[1], *WIDER[key[1]]) or place == "")
        ]
        assert number <= len(set().union(*(small[key] for key in mine)))
        behind[words] += number
    assert all(
        number <= sum(len(askers) for key, askers in small.items() if key[0] == words)
        for words, number in behind.items()
    )
