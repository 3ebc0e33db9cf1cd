"""One parameter for many values finds what a list of parameters finds."""

import pytest

from ponte.organizations.models import Organization
from tests.organizations.factories import organization, qualification


def test_texts_and_identifiers_are_found_whatever_is_in_them(rows):
    odd = organization('La "Casa", {uno}\\due')
    other = organization("Altra")
    assert list(Organization.objects.filter(name__among=[odd.name, "x" * 400])) == [odd]
    assert set(Organization.objects.filter(pk__among={odd.pk, other.pk})) == {odd, other}
    assert not Organization.objects.filter(pk__among=set()).exists()


def test_rows_of_some_organizations_are_found_by_their_key(rows):
    one = qualification(organization("Una"))
    qualification(organization("Altra"))
    found = type(one).objects.filter(organization_id__among=[one.organization_id])
    assert list(found) == [one]


@pytest.mark.parametrize("count", [1, 5_000])
def test_however_many_values_it_is_one_parameter(count):
    asked = Organization.objects.filter(slug__among=[str(n) for n in range(count)])
    _sql, parameters = asked.query.sql_with_params()
    assert len(parameters) == 1
