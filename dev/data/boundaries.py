"""Shapes for drawing: rings of whole numbers, one file a province and one outline of Italy.

A ring is a flat list x0, y0, dx, dy, dx, dy ... in ten-thousandths of a degree. A municipality
made of merged ones gets the outline of its parts together.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from dev.data.files import read_json, read_table, write_json

SCALE = 10_000
Point = tuple[int, int]
Ring = list[Point]
FINE_IN_THE_PILOT_AREAS = "pilot_areas_municipalities.geojson.gz"


def build(raw: Path, shipped: Path, changes: dict[str, str]) -> None:
    """Write shapes/<province>.json.gz and shapes/italy.json.gz in today's geography."""
    places = read_table(raw / "municipalities" / "municipalities.csv.gz")
    province_of = {row["istat_code"]: row["province_code"] for row in places}
    region_of = {row["province_code"]: row["region_code"] for row in places}
    coarse = _gather(_coarse(raw), changes)
    fine = _gather(_fine(raw), changes)
    for row in places:
        if row["istat_code"] not in coarse:
            _fill_the_hole(row, coarse, province_of, region_of)
            _fill_the_hole(row, fine, province_of, region_of)
    by_province: dict[str, dict[str, list[Ring]]] = defaultdict(dict)
    for code, rings in (coarse | fine).items():
        by_province[province_of[code]][code] = rings
    for province, shapes in sorted(by_province.items()):
        _write(shipped / "shapes" / f"{province}.json.gz", {"municipalities": shapes})
    provinces = _dissolve_by(coarse, province_of)
    _write(
        shipped / "shapes" / "italy.json.gz",
        {"provinces": provinces, "regions": _dissolve_by(provinces, region_of)},
    )


def _coarse(raw: Path) -> Iterable[tuple[str, list[Ring]]]:
    """The whole country out of its TopoJSON: shared lines are stored once."""
    document = read_json(raw / "boundaries" / "italy.topo.json.gz")
    (scale_x, scale_y), (from_x, from_y) = (
        document["transform"]["scale"],
        document["transform"]["translate"],
    )
    arcs: list[Ring] = []
    for arc in document["arcs"]:
        xs = itertools.accumulate(step[0] for step in arc)
        ys = itertools.accumulate(step[1] for step in arc)
        arcs.append(
            [
                (round((x * scale_x + from_x) * SCALE), round((y * scale_y + from_y) * SCALE))
                for x, y in zip(xs, ys, strict=True)
            ]
        )
    for shape in document["objects"]["municipalities"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        yield (
            shape["properties"]["istat"],
            [_follow(ring, arcs) for polygon in polygons for ring in polygon],
        )


def _follow(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    points: Ring = []
    for index in ring:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(line[1:] if points else line)
    return points


def _fine(raw: Path) -> Iterable[tuple[str, list[Ring]]]:
    document = read_json(raw / "boundaries" / FINE_IN_THE_PILOT_AREAS)
    for feature in document["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"]
        if shape["type"] == "Polygon":
            polygons = [polygons]
        yield (
            feature["properties"]["istat"],
            [
                [(round(x * SCALE), round(y * SCALE)) for x, y in ring]
                for polygon in polygons
                for ring in polygon
            ],
        )


def _gather(
    shapes: Iterable[tuple[str, list[Ring]]], changes: dict[str, str]
) -> dict[str, list[Ring]]:
    parts: dict[str, list[list[Ring]]] = defaultdict(list)
    for code, rings in shapes:
        parts[changes.get(code, code)].append([_simple(ring) for ring in rings])
    return {
        code: together[0] if len(together) == 1 else dissolve(itertools.chain(*together))
        for code, together in parts.items()
    }


def _dissolve_by(shapes: dict[str, list[Ring]], group_of: dict[str, str]) -> dict[str, list[Ring]]:
    groups: dict[str, list[Ring]] = defaultdict(list)
    for code, rings in shapes.items():
        groups[group_of[code]].extend(rings)
    return {group: dissolve(rings) for group, rings in sorted(groups.items())}


def _fill_the_hole(
    place: dict[str, str],
    shapes: dict[str, list[Ring]],
    province_of: dict[str, str],
    region_of: dict[str, str],
) -> None:
    """A municipality the source lacks is the hole that its neighbours leave around its town."""
    region = place["region_code"]
    around = (r for code, r in shapes.items() if region_of[province_of[code]] == region)
    town = (float(place["town_lon"]) * SCALE, float(place["town_lat"]) * SCALE)
    holes = [
        ring
        for ring in dissolve(itertools.chain(*around))
        if _contains(ring, town) and len(ring) < 400
    ]
    if holes:
        shapes[place["istat_code"]] = [min(holes, key=len)[::-1]]


def _contains(ring: Ring, point: tuple[float, float]) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def dissolve(rings: Iterable[Ring]) -> list[Ring]:
    """Outline of neighbours together: a line walked in both directions is inside and goes."""
    steps: Counter[tuple[Point, Point]] = Counter()
    for ring in rings:
        for a, b in itertools.pairwise(ring):
            if steps[(b, a)]:
                steps[(b, a)] -= 1
            elif a != b:
                steps[(a, b)] += 1
    onward: dict[Point, list[Point]] = defaultdict(list)
    for (a, b), times in steps.items():
        onward[a].extend([b] * times)
    outlines = []
    for start in list(onward):
        while onward[start]:
            outline = _walk(start, onward)
            if len(outline) > 3:
                outlines.append(outline)
    return outlines


def _walk(start: Point, onward: dict[Point, list[Point]]) -> Ring:
    ring, here = [start], start
    while onward[here]:
        here = onward[here].pop()
        ring.append(here)
        if here == start:
            break
    return ring


def _simple(ring: Ring) -> Ring:
    """Without points that fell on the one before them when rounded."""
    kept = [ring[0]]
    for point in ring[1:]:
        if point != kept[-1]:
            kept.append(point)
    return kept if len(kept) > 3 else ring


def _flat(ring: Ring) -> list[int]:
    numbers = list(ring[0])
    for before, after in itertools.pairwise(ring):
        numbers += [after[0] - before[0], after[1] - before[1]]
    return numbers


def _write(path: Path, layers: dict[str, dict[str, list[Ring]]]) -> None:
    content = {
        layer: {code: [_flat(ring) for ring in rings] for code, rings in sorted(shapes.items())}
        for layer, shapes in layers.items()
    }
    write_json(path, {"scale": SCALE, **content})
