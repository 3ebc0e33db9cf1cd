"""The tests' own guard: rows that nobody ordered never come as they were written."""

import pytest
from django.db import transaction

from ponte.kit.limits.models import Tries

pytestmark = pytest.mark.django_db
WRITTEN = ["a", "b", "c", "d"]


@pytest.fixture
def written():
    """Four rows, one after the other."""
    for window, key in enumerate(WRITTEN):
        Tries.objects.create(key=key, window=window)


def keys(rows) -> list[str]:
    return list(rows.values_list("key", flat=True))


def test_rows_without_an_order_come_otherwise_than_they_were_written(written, monkeypatch):
    every = Tries.objects.all()
    assert keys(every) == WRITTEN[::-1]
    assert keys(every[:2]) == ["d", "c"]
    assert [one.key for one in every.iterator()] == WRITTEN[::-1]
    with transaction.atomic():
        assert [one.key for one in every.select_for_update()] == WRITTEN[::-1]
    monkeypatch.setenv("PONTE_SHUFFLE", "7")
    once = keys(every)
    assert sorted(once) == WRITTEN
    assert keys(every) == once


def test_grouped_and_distinct_and_combined_rows_are_turned_too(written):
    plain = Tries.objects.values_list("key", flat=True)
    either = plain.filter(key="a").union(plain.filter(key="b"), all=True)
    assert list(either) == ["b", "a"]
    assert sorted(plain.distinct()) == WRITTEN


def test_rows_that_somebody_ordered_come_as_asked(written):
    assert keys(Tries.objects.order_by("key")) == WRITTEN
    assert Tries.objects.order_by("-key").first().key == "d"
    assert Tries.objects.first().pk == min(Tries.objects.values_list("pk", flat=True))
    assert Tries.objects.count() == 4 and Tries.objects.filter(key="a").exists()
