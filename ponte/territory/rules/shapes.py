"""Outlines of municipalities, provinces and regions, ready to draw as SVG.

The shipped files hold rings of whole numbers in ten-thousandths of a degree (see
`dev/data/boundaries.py`). A drawing is flat enough for a province or a country: longitudes
are shortened by the cosine of the middle latitude.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from math import cos, radians
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data" / "shapes"
WIDTH = 1000
COUNTRY_WIDTH = 640  # finer than this only weighs: no screen shows the country larger
MARGIN = 8
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths by code, all in one frame; `across` turns a point of the earth into the frame."""

    width: int
    height: int
    paths: Mapping[str, str]
    west: float
    north: float
    shortened: float
    scale: float

    def across(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Where a point of the earth lies in the frame."""
        x = (longitude - self.west) * self.shortened * self.scale + MARGIN
        y = (self.north - latitude) * self.scale + MARGIN
        return round(x), round(y)


@cache
def _italy() -> Mapping[str, Mapping[str, list[Ring]]]:
    document = _read("italy")
    return {
        layer: {code: _rings(rings, document["scale"]) for code, rings in document[layer].items()}
        for layer in ("provinces", "regions")
    }


@lru_cache(maxsize=16)
def _province(code: str) -> Mapping[str, list[Ring]]:
    document = _read(code)
    return {
        municipality: _rings(rings, document["scale"])
        for municipality, rings in document["municipalities"].items()
    }


def _read(name: str) -> Mapping[str, Any]:
    with gzip.open(DATA / f"{name}.json.gz", "rb") as stream:
        document: Mapping[str, Any] = json.load(stream)
    return document


def _rings(flat_rings: Iterable[list[int]], scale: int) -> list[Ring]:
    rings = []
    for flat in flat_rings:
        x, y = flat[0], flat[1]
        points = [(x / scale, y / scale)]
        for step in range(2, len(flat), 2):
            x, y = x + flat[step], y + flat[step + 1]
            points.append((x / scale, y / scale))
        rings.append(tuple(points))
    return rings


@cache
def provinces_with_shapes() -> frozenset[str]:
    """Codes of the provinces that have a file of municipalities."""
    return frozenset(path.name.split(".")[0] for path in DATA.glob("[0-9]*.json.gz"))


@cache
def drawing_of_italy(layer: str = "provinces") -> Drawing:
    """The country by provinces ("P004" ...) or by regions ("R01" ...)."""
    letter = {"provinces": "P", "regions": "R"}[layer]
    return _draw({letter + code: rings for code, rings in _italy()[layer].items()}, COUNTRY_WIDTH)


def drawing_of_provinces(codes: Iterable[str]) -> Drawing | None:
    """Some provinces ("P004" ...) in a frame of their own, as a region is made of them."""
    known = _italy()["provinces"]
    wanted = sorted({code.removeprefix("P") for code in codes} & known.keys())
    return _draw({"P" + code: known[code] for code in wanted}) if wanted else None


@lru_cache(maxsize=16)
def drawing_of_province(code: str) -> Drawing | None:
    """A province by municipalities ("M004078" ...); None where the code is none."""
    if code not in provinces_with_shapes():
        return None
    return _draw({"M" + municipality: rings for municipality, rings in _province(code).items()})


def drawing_of(municipalities: Iterable[str]) -> Drawing | None:
    """Some municipalities by ISTAT code and province, as a free area is made of them."""
    wanted = set(municipalities)
    shapes = {
        "M" + code: rings
        for province in sorted({code[:3] for code in wanted} & provinces_with_shapes())
        for code, rings in _province(province).items()
        if code in wanted
    }
    return _draw(shapes) if shapes else None


def _draw(shapes: Mapping[str, list[Ring]], width: int = WIDTH) -> Drawing:
    points = [point for rings in shapes.values() for point in chain(*rings)]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    shortened = cos(radians((south + north) / 2))
    scale = (width - 2 * MARGIN) / max((east - west) * shortened, 1e-6)
    height = round((north - south) * scale) + 2 * MARGIN
    frame = Drawing(width, height, {}, west, north, shortened, scale)
    paths = {code: _path(rings, frame) for code, rings in shapes.items()}
    return Drawing(width, height, paths, west, north, shortened, scale)


def _path(rings: Iterable[Ring], frame: Drawing) -> str:
    """SVG path data, relative and without points that fall on the one before."""
    written = []
    for ring in rings:
        here = frame.across(ring[0][1], ring[0][0])
        written.append(f"M{here[0]} {here[1]}")
        for longitude, latitude in ring[1:]:
            there = frame.across(latitude, longitude)
            if there != here:
                written.append(f"l{there[0] - here[0]} {there[1] - here[1]}")
                here = there
        written.append("z")
    return "".join(written)
