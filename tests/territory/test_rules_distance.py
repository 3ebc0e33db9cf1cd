"""Distances without a geographic database."""

import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.territory.rules.distance import box_around, distance_km


@dataclass(frozen=True)
class At:
    latitude: float
    longitude: float


in_italy = st.builds(At, st.floats(35, 48), st.floats(6, 19))


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        (At(45.4642, 9.19), At(41.9028, 12.4964), 477),
        (At(45.0703, 7.6869), At(44.3845, 7.5427), 77),
        (At(45.0, 9.0), At(45.0, 9.0), 0),
    ],
)
def test_known_distances(a, b, km):
    assert distance_km(a, b) == pytest.approx(km, abs=1)


@given(in_italy, in_italy)
def test_a_distance_is_the_same_both_ways_and_never_negative(a, b):
    assert distance_km(a, b) == pytest.approx(distance_km(b, a))
    assert distance_km(a, b) >= 0


@given(in_italy, in_italy, st.floats(0.1, 200))
def test_the_box_holds_every_point_within_reach(centre, point, km):
    south, west, north, east = box_around(centre, km)
    if distance_km(centre, point) <= km * 0.999:
        assert south <= point.latitude <= north
        assert west <= point.longitude <= east


@given(in_italy, st.floats(0.1, 200))
def test_the_box_is_not_much_larger_than_the_reach(centre, km):
    south, _west, north, _east = box_around(centre, km)
    assert math.isclose((north - south) * 111.195 / 2, km, rel_tol=0.01)
