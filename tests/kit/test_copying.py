"""Rows copied in are the rows that saving them one by one would make."""

import pytest
from django.db import connection

from ponte.directory.models import Enterprise, Offer
from ponte.kit.copying import copy_in, unsaved
from tests.organizations.factories import organization

ODD = ['due "v"', "a, b", "{g}", "c\\d", "", "NULL", "è"]


def stored() -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(t) - 'id' FROM directory_offer t ORDER BY name")
        return [row for (row,) in cursor.fetchall()]


def test_lists_and_texts_arrive_as_they_are(rows):
    owner = Enterprise.objects.create(organization=organization(), slug="uno")
    made = [
        Offer(enterprise=owner, kind="product", name="Uno", category="x", cpv=ODD, ateco=[]),
        Offer(enterprise=owner, kind="service", name="Due\t\n\\N", category="x", description="."),
    ]
    assert copy_in(made) == 2
    copied = stored()
    assert Offer.objects.get(name="Uno").cpv == ODD
    Offer.objects.all().delete()
    for one in made:
        one.save(force_insert=True)
    assert stored() == copied


def test_nothing_is_copied_in_without_a_word(rows):
    assert copy_in([]) == 0


def test_a_row_is_made_as_its_model_would(rows):
    owner = organization()
    said = {"organization_id": owner.pk, "slug": "uno", "served": ["M1"]}
    one, other = unsaved(Enterprise, said), Enterprise(**said)
    names = [field.attname for field in Enterprise._meta.concrete_fields]
    own = {"id", "created_at", "changed_at"}
    assert all(getattr(one, name) == getattr(other, name) for name in names if name not in own)
    assert one._state.adding
    assert one.certifications is not unsaved(Enterprise, said).certifications
    with pytest.raises(TypeError, match="colour"):
        unsaved(Enterprise, {"colour": "red"})
