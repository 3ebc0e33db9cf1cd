"""Tax identifiers: one written form, check digits, and whose they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.kit.errors import RuleBroken
from ponte.organizations.rules.identifiers import (
    check_identified,
    check_tax_code,
    check_vat_number,
    normalised,
)
from tests.organizations.factories import tax_code, with_check_digit


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("00893140400", "00893140400"),
        (" 0089.314 0400 ", "00893140400"),
        ("IT00893140400", "00893140400"),
        ("it 00893140400", "00893140400"),
        ("００８９３１４０４００", "00893140400"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_tax_code_has_one_written_form(typed, kept):
    assert check_tax_code(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "00893140401",
        "0089314040",
        "008931404000",
        "00000000000",
        "ABCDEFGHILM",
        "٠٠٨٩٣١٤٠٤٠٠x",
        "<script>",
        "'; DROP TABLE organizations_organization; --",
        "²³¹²³¹²³¹²³",
    ],
)
def test_a_wrong_tax_code_is_told_beside_its_field(typed):
    with pytest.raises(RuleBroken) as broken:
        check_tax_code(typed)
    assert broken.value.field == "tax_code"


def test_a_persons_tax_code_is_never_kept_as_an_organizations():
    with pytest.raises(RuleBroken, match="sole trader"):
        check_tax_code("RCCMNL83S18D969H")


@pytest.mark.parametrize("typed, kept", [("IT 00743110157", "00743110157"), ("", "")])
def test_a_vat_number_has_one_written_form(typed, kept):
    assert check_vat_number(typed) == kept


@pytest.mark.parametrize("typed", ["00743110158", "12345", "RCCMNL83S18D969H"])
def test_a_wrong_vat_number_is_told_beside_its_field(typed):
    with pytest.raises(RuleBroken) as broken:
        check_vat_number(typed)
    assert broken.value.field == "vat_number"


def test_a_vat_number_comes_from_an_office_that_exists():
    with pytest.raises(RuleBroken, match="No office"):
        check_vat_number(with_check_digit("1234567555"))


def test_one_identifier_is_enough_and_none_is_too_few():
    check_identified("00893140400", "")
    check_identified("", "00743110157")
    with pytest.raises(RuleBroken):
        check_identified("", "")


@given(st.integers(min_value=1, max_value=9_999_999))
def test_every_code_with_its_check_digit_passes_and_keeps_its_zeros(number):
    code = tax_code(number)
    assert check_tax_code(code) == code
    assert len(code) == 11


@given(st.integers(min_value=1, max_value=9_999_999), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_never_passes(number, place, shift):
    code = tax_code(number)
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    with pytest.raises(RuleBroken):
        check_tax_code(wrong)


@given(st.text(max_size=40))
def test_any_text_is_kept_whole_or_refused_in_words(text):
    try:
        kept = check_tax_code(text)
    except RuleBroken as broken:
        assert str(broken)
    else:
        assert kept == "" or (len(kept) == 11 and kept.isascii() and kept.isdigit())


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing_more_for_digits(text):
    once = normalised(text)
    if once.isdigit():
        assert normalised(once) == once
