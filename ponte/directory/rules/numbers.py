"""Numbers that stand for facets and places in the search index.

Small integers keep the index's rows narrow: counting the facets of a broad word then reads few
pages. A number depends on its code alone, so adding to a catalogue never renumbers the rest.
"""

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from math import asin, cos, floor, hypot, radians, sin, sqrt
from zlib import crc32

EARTH_KM = 6371.0088
KM_PER_DEGREE = 111.195
CELLS_PER_DEGREE = 10
SIZES = (4, 2, 1)  # of the cells, in tenths of a degree
FINE_WITHIN = 30  # kilometres; a wider circle has coarser edges
WIDEST = 200  # kilometres; a wider circle is as good as everywhere


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
_CELL = {1: 10_000_000, 2: 30_000_000, 4: 50_000_000}


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


def cell_numbers(latitude: float, longitude: float) -> list[int]:
    """Return the numbers of the grid cells around a point, one of each size."""
    return [
        _cell(size, floor(latitude * CELLS_PER_DEGREE / size),
              floor(longitude * CELLS_PER_DEGREE / size))
        for size in SIZES
    ]  # fmt: skip


def _cell(size: int, row: int, column: int) -> int:
    return _CELL[size] + (row + 900) * 10_000 + column + 1_800


def cells_within(latitude: float, longitude: float, km: float) -> list[int]:
    """Return few cells that cover a circle: large ones within it, small ones along its edge.

    The fewer they are, the sooner an index has put their listings together.
    """
    if km > WIDEST:
        return []
    sizes = SIZES if km <= FINE_WITHIN else SIZES[:-1]
    step = sizes[0] / CELLS_PER_DEGREE
    tall = km / KM_PER_DEGREE
    wide = tall / max(0.1, cos(radians(latitude)))
    rows = range(floor((latitude - tall) / step), floor((latitude + tall) / step) + 1)
    columns = range(floor((longitude - wide) / step), floor((longitude + wide) / step) + 1)
    here = (latitude, longitude)
    return [
        one for row in rows for column in columns for one in _cover(here, km, sizes, row, column)
    ]


def _cover(
    here: tuple[float, float], km: float, sizes: tuple[int, ...], row: int, column: int
) -> list[int]:
    """A cell that lies within the circle, or the smaller ones in it that the circle meets."""
    size, *smaller = sizes
    nearest, farthest = _reach(here, size / CELLS_PER_DEGREE, row, column)
    if nearest > km:
        return []
    if farthest <= km or not smaller:
        return [_cell(size, row, column)]
    times = size // smaller[0]
    return [
        one
        for up in range(times)
        for across in range(times)
        for one in _cover(here, km, tuple(smaller), row * times + up, column * times + across)
    ]


def _reach(here: tuple[float, float], step: float, row: int, column: int) -> tuple[float, float]:
    """How far at least, and at most, a cell's points lie: a little more room than there is."""
    south, west = row * step, column * step
    up, down = south + step - here[0], here[0] - south
    right, left = west + step - here[1], here[1] - west
    narrow = cos(radians(min(85.0, max(abs(south), abs(south + step), abs(here[0])))))
    near = hypot(max(0.0, -up, -down), max(0.0, -right, -left) * narrow)
    far = hypot(max(up, down), max(right, left))
    return near * KM_PER_DEGREE * 0.99, far * KM_PER_DEGREE * 1.01


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
