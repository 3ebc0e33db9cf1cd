"""Numbers of public registers: checked, written one way, shown, searched, not lost in passing."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from ponte.kit.errors import RuleBroken
from ponte.organizations import actions
from ponte.organizations.models import Organization
from ponte.organizations.queries.search_facts import search_facts
from ponte.organizations.rules.facts import OrganizationFacts
from ponte.organizations.rules.identifiers import check_rea_number, check_runts_number
from ponte.organizations.rules.vocabulary import legal_forms
from tests.organizations import factories as make

pytestmark = [
    pytest.mark.usefixtures("rows"),
    pytest.mark.django_db(databases=["default", "aside"]),
]


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("", ""),
        ("12345", "12345"),
        ("0012345", "12345"),
        ("Rep. n. 12345", "12345"),
        ("RUNTS 12345", "12345"),
        ("repertorio n° 7", "7"),
    ],
)
def test_a_runts_number_is_written_one_way(typed, kept):
    assert check_runts_number(typed) == kept


@pytest.mark.parametrize("typed", ["0", "CN-1", "12345678", "12 a", "<b>1</b>", "x" * 9000])
def test_what_is_no_runts_number_is_refused_beside_its_field(typed):
    with pytest.raises(RuleBroken) as refused:
        check_runts_number(typed)
    assert refused.value.field == "runts_number"


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("", ""),
        ("CN-123456", "CN-123456"),
        ("cn 0123456", "CN-123456"),
        ("REA: BG/99", "BG-99"),
        ("rea n. TO 1", "TO-1"),
    ],
)
def test_a_rea_number_is_written_one_way(typed, kept):
    assert check_rea_number(typed) == kept


@pytest.mark.parametrize("typed", ["123456", "CN", "CN-0", "CNX-1", "CN-12345678", "CN-1; DROP"])
def test_what_is_no_rea_number_is_refused_beside_its_field(typed):
    with pytest.raises(RuleBroken) as refused:
        check_rea_number(typed)
    assert refused.value.field == "rea_number"


@given(st.integers(1, 9_999_999), st.sampled_from(["CN", "BG", "RM"]))
def test_the_written_form_is_kept_as_it_is(number, chamber):
    assert check_runts_number(str(number)) == str(number)
    assert check_rea_number(f"{chamber}-{number}") == f"{chamber}-{number}"


@pytest.mark.parametrize(
    "name, fields",
    [
        ("organization_runts_number_is_digits", {"runts_number": "012"}),
        ("organization_rea_number_has_a_chamber", {"rea_number": "123456"}),
    ],
)
def test_the_database_refuses_another_form(name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make.organization("Aquilone", **fields)


def test_they_are_typed_in_the_form_shown_on_the_page_and_searched(client):
    coop = make.organization("Aquilone", claimed=True, tax_code=make.tax_code(7))
    client.force_login(make.member(coop))
    edit = reverse("organizations:organization-edit", args=[coop.slug])
    typed = {"name": "Aquilone", "tax_code": coop.tax_code, "rea_number": "123"}
    answer = client.post(edit, typed)
    assert answer.status_code == 422 and "CN-123456" in answer.content.decode()
    typed |= {"rea_number": "cn 123456", "runts_number": "Rep. 777"}
    assert client.post(edit, typed).status_code == 302
    page = client.get(reverse("organizations:organization-public", args=[coop.slug]))
    assert "CN-123456" in page.content.decode() and ">777<" in page.content.decode()
    assert search_facts([coop.pk])[coop.pk].numbers == ("777", "CN-123456")


def test_what_was_verified_of_lets_a_member_say_a_register_but_not_change_it():
    coop = make.organization("Aquilone", claimed=True, tax_code=make.tax_code(7))
    make.qualification(
        coop, standing="from_register", source="Albo", stated_on=timezone.localdate()
    )
    facts = OrganizationFacts(id=coop.pk, name="Aquilone", tax_code=coop.tax_code)
    with make.acting_as(make.member(coop)) as by:
        said = replace(facts, rea_number="CN-1")
        actions.edit_organization(organization=coop, facts=said, by=by)
        for other in ("CN-2", ""):
            with pytest.raises(RuleBroken):
                actions.edit_organization(
                    organization=coop, facts=replace(facts, rea_number=other), by=by
                )
    assert Organization.objects.get(pk=coop.pk).rea_number == "CN-1"


def test_the_forms_of_the_territory_are_in_the_list():
    wanted = {"cooperative_federation", "employment_service", "contracting_authority"}
    assert wanted | {"province_or_region", "mutual_aid_society"} <= set(legal_forms())
