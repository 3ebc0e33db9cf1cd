"""One person is one address in lower case."""

import pytest
from django.db import IntegrityError, transaction

from ponte.accounts.models import Person

pytestmark = pytest.mark.usefixtures("rows")


def test_addresses_are_kept_in_lower_case():
    person = Person.objects.create_user("Ada@Example.org", name="Ada")
    assert person.email == "ada@example.org"
    with pytest.raises(IntegrityError, match="person_email_lower_case"), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(email="Ada@example.org")
