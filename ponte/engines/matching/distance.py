"""Straight-line distance between places, in whole metres so that every comparison is exact."""

from math import cos, isqrt, radians, sin

from ponte.engines.matching.profiles import Place

EARTH = 6_371_000  # metres, mean radius


def point(place: Place) -> tuple[int, int, int]:
    """Where a place lies from the middle of the earth, in metres."""
    north, east = radians(place.latitude), radians(place.longitude)
    flat = EARTH * cos(north)
    return round(flat * cos(east)), round(flat * sin(east)), round(EARTH * sin(north))


def squared(one: Place, other: Place) -> int:
    """Square metres of the straight line: a whole number, the same however it is computed."""
    pairs = zip(point(one), point(other), strict=True)
    return sum((a - b) ** 2 for a, b in pairs)


def reach(km: int) -> int:
    """What `squared` may be at most for so many kilometres."""
    return (1000 * km) ** 2


def km(one: Place, other: Place) -> int:
    """Whole kilometres, rounded up: whoever accepts so many gets there.

    >>> km(Place(44.647, 10.925), Place(44.494, 11.343))  # Modena, Bologna
    38
    """
    metres_squared = squared(one, other)
    metres = isqrt(metres_squared)
    metres += metres * metres < metres_squared
    return -(-metres // 1000)
