"""An old code leads to a successor once."""

import pytest
from django.db import IntegrityError, transaction

from ponte.territory.models import CodeChange
from tests.organizations.factories import municipality

pytestmark = pytest.mark.usefixtures("rows")


def test_an_old_code_names_a_successor_once():
    change = {"old_code": "016999", "old_name": "Esempio", "kind": "merger"}
    CodeChange.objects.create(municipality=municipality(), **change)
    with (
        pytest.raises(IntegrityError, match="code_change_once_per_successor"),
        transaction.atomic(),
    ):
        CodeChange.objects.create(municipality=municipality(), **change)
