"""Grid cells cover every circle they are asked for, and few are enough."""

from datetime import date
from importlib import import_module
from math import cos, pi, radians, sin

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from ponte.directory.actions.index import _store
from ponte.directory.models import SearchDocument
from ponte.directory.rules.document import Source, Spot, compose
from ponte.directory.rules.numbers import (
    KM_PER_DEGREE,
    WIDEST,
    cell_numbers,
    cells_within,
    distance_km,
)
from ponte.kit.ids import uuid7

LATITUDES, LONGITUDES = st.floats(-65, 65), st.floats(-170, 170)
RADII = st.sampled_from([5, 10, 20, 30, 50, 100, WIDEST])


@given(LATITUDES, LONGITUDES, RADII, st.floats(0, 1), st.floats(0, 2 * pi))
def test_every_point_of_a_circle_lies_in_a_cell_of_its_cover(latitude, longitude, km, share, turn):
    far = share * km / KM_PER_DEGREE
    there = (
        latitude + far * sin(turn),
        longitude + far * cos(turn) / cos(radians(latitude)),
    )
    if distance_km((latitude, longitude), there) <= km:
        assert set(cell_numbers(*there)) & set(cells_within(latitude, longitude, km))


@given(LATITUDES, LONGITUDES, st.floats(2, 6))
def test_a_point_far_outside_lies_in_none(latitude, longitude, times):
    south = latitude - times * 50 / KM_PER_DEGREE
    cells = set(cells_within(latitude, longitude, 50))
    assert len(cells) < 120
    assert not cells & set(cell_numbers(south, longitude))


def test_cells_of_each_size_have_numbers_of_their_own():
    numbers = cell_numbers(44.3893, 7.5479)
    assert len(set(numbers)) == 3
    assert all(10_000_000 < number < 100_000_000 for number in numbers)


def test_a_circle_as_wide_as_the_country_has_no_cells():
    assert cells_within(44.3893, 7.5479, 2_000) == []


@pytest.mark.django_db
def test_the_larger_cells_of_rows_that_are_there_follow_from_the_small():
    step = import_module("ponte.directory.migrations.0006_one_search_index")
    spots = [Spot(44.3893, 7.5479, "Cuneo", ("M004078",)), Spot(-0.05, -0.05, "", ("M016024",))]
    told = {"id": str(uuid7()), "kind": "service", "language": "it", "origin": "provider"}
    for number, place in enumerate(([], spots[:1], spots)):
        source = Source(**told | {"id": str(uuid7())}, slug="x", name=str(number), spots=(*place,),
                        served=("IT", "M004078"))  # fmt: skip
        _store(compose(source, ["it"], date(2026, 11, 22)))
    rows = SearchDocument.objects.order_by("id")
    written = list(rows.values_list("places", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(step.SMALL_CELLS)
        without = list(rows.values_list("places", flat=True))
        cursor.execute(step.LARGER_CELLS)
    fewer = [len(all_) - len(some) for all_, some in zip(written, without, strict=True)]
    assert sorted(fewer) == [0, 2, 4]
    assert list(rows.values_list("places", flat=True)) == written
