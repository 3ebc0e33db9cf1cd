"""What a statement is worth on a day, and who it makes an organization."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.kit.errors import RuleBroken
from ponte.organizations.rules.qualifications import (
    check_statement,
    months_after,
    stands_until,
    types_of_enterprise,
    worth_of,
)
from ponte.organizations.rules.vocabulary import (
    check_kind,
    check_legal_form,
    families,
    kinds,
    legal_forms,
)

STATED = date(2026, 3, 1)


def stands(kind, on, *, stated_on=STATED, valid_until=None, document_year=None):
    return worth_of(
        kinds()[kind],
        stated_on=stated_on,
        valid_until=valid_until,
        document_year=document_year,
        on=on,
    ).stands


@pytest.mark.parametrize(
    "kind, on, extra, stand",
    [
        ("social_cooperative_b", date(2026, 11, 1), {}, True),
        ("social_cooperative_b", date(2027, 3, 1), {}, True),
        ("social_cooperative_b", date(2027, 3, 2), {}, False),
        ("social_cooperative_a", date(2028, 3, 1), {}, True),
        ("social_cooperative_a", date(2028, 3, 2), {}, False),
        ("social_cooperative_b", date(2026, 6, 30), {"valid_until": date(2026, 6, 30)}, True),
        ("social_cooperative_b", date(2026, 7, 1), {"valid_until": date(2026, 6, 30)}, False),
        ("benefit_company", date(2026, 7, 31), {}, False),
        ("benefit_company", date(2026, 7, 31), {"document_year": 2024}, True),
        ("benefit_company", date(2026, 8, 1), {"document_year": 2024}, False),
        ("benefit_company", date(2026, 8, 1), {"document_year": 2025}, True),
        ("siavs", date(2026, 8, 1), {"document_year": 2024}, False),
        ("siavs", date(2026, 8, 1), {"document_year": 2025}, True),
        ("siavs", date(2027, 3, 2), {"document_year": 2025}, False),
    ],
)
def test_a_statement_stands_until_it_must_be_looked_at_again(kind, on, extra, stand):
    assert stands(kind, on, **extra) is stand


def test_a_benefit_company_without_its_yearly_report_says_which_is_missing():
    worth = worth_of(
        kinds()["benefit_company"],
        stated_on=STATED,
        valid_until=None,
        document_year=2024,
        on=date(2026, 11, 1),
    )
    assert not worth.stands
    assert "2025" in worth.reason


@given(
    st.sampled_from(sorted(kinds())),
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.none() | st.dates(date(2015, 1, 1), date(2035, 1, 1)),
    st.none() | st.integers(2012, 2032),
    st.dates(date(2015, 1, 1), date(2036, 1, 1)),
)
def test_the_last_day_and_the_daily_judgement_agree(kind, stated_on, until, year, on):
    if year is None and kinds()[kind].yearly:
        year = 2012
    last = stands_until(kinds()[kind], stated_on=stated_on, valid_until=until, document_year=year)
    assert stands(kind, on, stated_on=stated_on, valid_until=until, document_year=year) is (
        on <= last
    )


@pytest.mark.parametrize(
    "day, months, then",
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_end_where_the_month_ends(day, months, then):
    assert months_after(day, months) == then


def test_types_of_enterprise_come_from_qualifications():
    assert types_of_enterprise(["social_cooperative_b", "benefit_company"]) == (
        "benefit",
        "social",
    )
    assert types_of_enterprise(["unknown"]) == ()


@pytest.mark.parametrize(
    "change, field",
    [
        ({"standing": "from_register", "source": " "}, "source"),
        ({"stated_on": date(2026, 11, 23)}, "stated_on"),
        ({"valid_until": date(2026, 2, 28)}, "valid_until"),
        ({"document_year": 1999}, "document_year"),
        ({"document_year": 2027}, "document_year"),
    ],
)
def test_a_statement_that_cannot_be_true_is_refused_beside_its_field(change, field):
    given = {
        "standing": "declared",
        "source": "",
        "stated_on": STATED,
        "valid_until": None,
        "document_year": None,
        "today": date(2026, 11, 22),
    }
    check_statement(**given)
    with pytest.raises(RuleBroken) as broken:
        check_statement(**{**given, **change})
    assert broken.value.field == field


def test_codes_come_from_the_lists():
    assert check_legal_form("") == ""
    assert check_legal_form("consortium") == "consortium"
    assert check_kind("siavs").family == "siavs"
    with pytest.raises(RuleBroken):
        check_legal_form("guild")
    with pytest.raises(RuleBroken):
        check_kind("guild")


def test_every_term_has_both_languages_and_a_known_family():
    for term in [*legal_forms().values(), *kinds().values(), *families().values()]:
        assert term.title and term.it and term.label
    assert {kind.family for kind in kinds().values()} <= set(families())
