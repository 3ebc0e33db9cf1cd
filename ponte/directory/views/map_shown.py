"""The map of a search: the municipalities of a province, or the provinces of a larger place.

A place with results is a link; those without are one outline together, so that the page of the
largest province stays as light as any other. A region by its municipalities would not be.
"""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ponte.directory.queries import search as searching
from ponte.directory.queries.search import Answer
from ponte.directory.rules.asked import Asked, View, canonical
from ponte.kit.templatetags.amounts import number
from ponte.territory.public import (
    Drawing,
    Place,
    drawing_of,
    drawing_of_italy,
    drawing_of_province,
    drawing_of_provinces,
    places_by_code,
)

BANDS = 4
MOST_TOWNS = 320  # the largest province has 312 municipalities


def map_of(answer: Answer) -> dict | None:
    """Return what `directory/_map.html` needs; nothing where no result gives an address."""
    counts = searching.counts_by_place(answer, get_language(), timezone.now())
    drawing, level = _drawing(answer.place)
    if drawing is None:
        return None
    here = {code: counts.get(code, 0) for code in drawing.paths}
    if not any(here.values()):
        return None
    names = {place.code: place.name for place in places_by_code(drawing.paths)}
    steps = _steps(max(here.values(), default=0))
    shapes = [
        {
            "path": path,
            "name": names.get(code, code),
            "count": here[code],
            "url": _address(answer.asked, code),
            "band": _band(here[code], steps),
        }
        for code, path in drawing.paths.items()
        if here[code]
    ]
    placed = sum(here.values())
    return {
        "shapes": shapes,
        "empty": "".join(path for code, path in drawing.paths.items() if not here[code]),
        "view_box": f"0 0 {drawing.width} {drawing.height}",
        "legend": _legend(steps),
        "unplaced": max(0, answer.total - placed),
        "level": level,
    }


def _address(asked: Asked, code: str) -> str:
    return "?" + canonical(asked.changed(place=code, view=View.MAP))


def _drawing(place: Place | None) -> tuple[Drawing | None, str]:
    """A town's or province's municipalities, an area's, a region's provinces, or the country."""
    if place is None or place.kind == "country":
        return drawing_of_italy(), "province"
    if place.kind in ("area", "region"):
        return _drawing_of_many(searching.members_of(place), by_province=place.kind == "region")
    province = next(code for code in sorted(place.covered_by) if code[0] == "P")
    return drawing_of_province(province[1:]), "municipality"


def _drawing_of_many(towns: list[str], *, by_province: bool) -> tuple[Drawing | None, str]:
    """By province where that says something, and where the municipalities would be too many."""
    provinces = {"P" + code[:3] for code in towns}
    if len(provinces) > 1 and (by_province or len(towns) > MOST_TOWNS):
        return drawing_of_provinces(provinces), "province"
    return drawing_of(towns), "municipality"


def _steps(most: int) -> list[int]:
    """The least counts of each band, each some times the one before."""
    steps, least = [1], 1
    while len(steps) < BANDS and least * 4 <= max(most, 1):
        least *= 4
        steps.append(least)
    return steps


def _band(count: int, steps: list[int]) -> int:
    return sum(1 for least in steps if count >= least)


def _legend(steps: list[int]) -> list[dict]:
    found = []
    for place, least in enumerate(steps, start=1):
        text = _("%(least)s or more") % {"least": number(least)}
        found.append({"band": place, "text": text})
    return found
