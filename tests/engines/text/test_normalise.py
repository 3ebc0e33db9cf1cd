"""One written form for what people spell in many ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.engines.text import normalise
from ponte.engines.text.stems import LANGUAGES


@pytest.mark.parametrize(
    "written, folded",
    [
        ("Attività", "attivita"),
        ("ATTIVITA'", "attivita'"),
        ("Łódź", "lodz"),
        ("Đakovo", "dakovo"),
        ("Ærø", "aero"),
        ("Straße", "strasse"),
        ("cœur", "coeur"),
        ("İstanbul", "istanbul"),
        ("dell’anziano", "dell'anziano"),
        ("socio‑sanitario", "socio-sanitario"),
        ("ﬁducia", "fiducia"),
        ("Ｐｏｎｔｅ", "ponte"),
        ("cafe\u0301", "cafe"),
    ],
)
def test_spellings_fold_to_one(written, folded):
    assert normalise.fold(written) == folded


@given(st.text())
def test_a_text_folds_as_its_words_do(text):
    assert normalise.fold(text) == " ".join(map(normalise.fold, text.split(" ")))


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert normalise.fold(normalise.fold(text)) == normalise.fold(text)


@pytest.mark.parametrize(
    "language, in_order",
    [
        ("it", ["Alba", "Èlite", "elite 2", "élite 10", "Zeta"]),
        ("it", ["L'Aquila", "La Casa", "Làmpada"]),
        ("hr", ["cvijet", "čaj", "ćup", "dom", "đak", "sunce", "šuma", "zec", "žaba"]),
        ("sl", ["cvet", "čaj", "dom", "sonce", "šola", "zajec", "žaba"]),
        ("pl", ["arka", "ąb", "lz", "łan", "oz", "ósmy", "zz", "źrebię", "żaba"]),
    ],
)
def test_keys_sort_by_bytes_as_a_reader_expects(language, in_order):
    def as_in_a_c_collation(text):
        return normalise.sort_key(text, language).encode()

    assert sorted(reversed(in_order), key=as_in_a_c_collation) == in_order


@given(st.text(), st.sampled_from(LANGUAGES))
def test_a_sort_key_does_not_see_case_outer_space_or_punctuation(text, language):
    key = normalise.sort_key(text, language)
    assert normalise.sort_key(f"  «{text}» ! ", language) == key
    assert "\x00" not in key


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_sort_by_size(one, other):
    keys = [normalise.sort_key(f"sala {number}") for number in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


@given(st.text(), st.integers(1, 40))
def test_a_slug_is_safe_in_an_address(text, limit):
    slug = normalise.slugify(text, limit=limit, otherwise="x")
    assert 1 <= len(slug) <= limit
    assert all(part.isascii() and part.isalnum() for part in slug.split("-"))
    assert slug == slug.lower()


def test_a_long_slug_is_cut_between_words_where_it_can_be():
    assert normalise.slugify("uno due tre", limit=8) == "uno-due"
    assert normalise.slugify("unoduetre", limit=4) == "unod"
