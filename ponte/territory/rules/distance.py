"""How far two points are, without a geographic database."""

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

EARTH_KM = 6371.0088
KM_A_DEGREE = 111.195


class Point(Protocol):
    """Anything that lies somewhere."""

    @property
    def latitude(self) -> float: ...

    @property
    def longitude(self) -> float: ...


def distance_km(a: Point, b: Point) -> float:
    """Kilometres between two points as the crow flies (haversine).

    >>> from types import SimpleNamespace as At
    >>> round(distance_km(At(latitude=44.39, longitude=7.55), At(latitude=45.07, longitude=7.69)))
    76
    """
    north, south = radians(a.latitude), radians(b.latitude)
    east = radians(b.longitude - a.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def box_around(point: Point, km: float) -> tuple[float, float, float, float]:
    """South, west, north and east of a box that holds every point within `km`."""
    tall = km / KM_A_DEGREE
    wide = tall / max(cos(radians(abs(point.latitude) + tall)), 0.01)
    return (
        point.latitude - tall,
        point.longitude - wide,
        point.latitude + tall,
        point.longitude + wide,
    )
