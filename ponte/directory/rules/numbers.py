"""Numbers that stand for facets and places in the search index.

Small integers keep the index's rows narrow: counting the facets of a broad word then reads few
pages. A number depends on its code alone, so adding to a catalogue never renumbers the rest.
"""

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from math import asin, cos, floor, radians, sin, sqrt
from zlib import crc32

EARTH_KM = 6371.0088
KM_PER_DEGREE = 111.195
CELLS_PER_DEGREE = 10


class Group(IntEnum):
    """What a reader may narrow a search by.

    The groups that listings of every kind have come first: a row keeps its numbers in order,
    so the search that names no kind counts the beginning of each row and no more.
    """

    KIND = 1
    LANGUAGE = 2
    ORIGIN = 3
    CATEGORY = 4
    TARGET = 5
    DELIVERY = 6
    FEE = 7
    ACCESSIBILITY = 8
    MONTH = 9
    PRODUCT = 10
    TYPE = 11
    MISSION = 12
    OFFER = 13
    STANDING = 14
    ART14 = 15


_CODE_BITS = 20
LAST_COMMON = Group.ORIGIN


@lru_cache(maxsize=1 << 12)
def facet_number(group: Group, code: str) -> int:
    """Return the number of one option of a group.

    >>> facet_number(Group.KIND, "service") >> 20
    1
    """
    return group << _CODE_BITS | crc32(code.encode()) & (1 << _CODE_BITS) - 1


def numbers_between(first: Group, last: Group) -> tuple[int, int]:
    """Return bounds: the numbers of these groups are above the one and not above the other.

    >>> low, high = numbers_between(Group.KIND, Group.KIND)
    >>> low < facet_number(Group.KIND, "service") <= high < facet_number(Group.LANGUAGE, "it")
    True
    """
    return (first << _CODE_BITS) - 1, ((last + 1) << _CODE_BITS) - 1


class At(IntEnum):
    """How a listing belongs to a place."""

    LOCATED = 0  # it receives people in the place
    SERVES = 1  # it says that it serves the place
    TOUCHES = 2  # it serves something within the place


_MODE = 500_000_000
_AREA, _AREAS = 100_000_000, 300_000_000
_CELL = 10_000_000


@lru_cache(maxsize=1 << 16)
def place_number(code: str, at: At = At.LOCATED) -> int:
    """Return the number of a place code: IT, R01, P004, M004078, A<slug>.

    >>> place_number("M004078"), place_number("P004", At.SERVES)
    (1004078, 500010004)
    """
    level, rest = code[:1], code[1:]
    if code == "IT":
        number = 1
    elif level == "A":
        number = _AREA + crc32(rest.encode()) % _AREAS
    else:
        number = {"R": 1_000, "P": 10_000, "M": 1_000_000}[level] + int(rest)
    return at * _MODE + number


def municipality_code(number: int) -> str | None:
    """Return the code of a municipality in which a listing is located, for any such number."""
    return f"M{number - 1_000_000:06d}" if 1_000_000 < number < 2_000_000 else None


def province_code(number: int) -> str | None:
    """Return the code of a province in which a listing is located, for any such number."""
    return f"P{number - 10_000:03d}" if 10_000 < number < 11_000 else None


def cell_number(latitude: float, longitude: float) -> int:
    """Return the number of the grid cell, a tenth of a degree wide, around a point."""
    return _cell(floor(latitude * CELLS_PER_DEGREE), floor(longitude * CELLS_PER_DEGREE))


def _cell(row: int, column: int) -> int:
    return _CELL + (row + 900) * 10_000 + column + 1_800


def cells_within(latitude: float, longitude: float, km: float) -> list[int]:
    """Return the cells that a circle touches, and a few more in its corners."""
    tall = km / KM_PER_DEGREE
    wide = tall / max(0.1, cos(radians(latitude)))
    low, high = (floor((latitude + step) * CELLS_PER_DEGREE) for step in (-tall, tall))
    west, east = (floor((longitude + step) * CELLS_PER_DEGREE) for step in (-wide, wide))
    return [_cell(row, column) for row in range(low, high + 1) for column in range(west, east + 1)]


def distance_km(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Return the length of the great circle between two (latitude, longitude) points.

    >>> round(distance_km((44.39, 7.55), (45.07, 7.69)))
    76
    """
    (lat1, lon1), (lat2, lon2) = here, there
    up, across = radians(lat2 - lat1), radians(lon2 - lon1)
    part = sin(up / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(part)))


def word_numbers(words: Iterable[str]) -> list[int]:
    """Return stems as signed 32-bit numbers, for counting how many are in a name."""
    return sorted({crc32(word.encode()) - 2**31 for word in words})
