"""The map of a search: municipalities, or provinces of the whole country, drawn as links."""

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
    places_by_code,
)

BANDS = 4


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
    ]
    placed = sum(here.values())
    return {
        "shapes": shapes,
        "view_box": f"0 0 {drawing.width} {drawing.height}",
        "legend": _legend(steps),
        "unplaced": max(0, answer.total - placed),
        "rows": sorted((s for s in shapes if s["count"]), key=lambda s: (-s["count"], s["name"])),
        "level": level,
    }


def _address(asked: Asked, code: str) -> str:
    return "?" + canonical(asked.changed(place=code, view=View.MAP))


def _drawing(place: Place | None) -> tuple[Drawing | None, str]:
    """A town's or province's municipalities, an area's, a region's provinces, or the country."""
    if place is None or place.kind == "country":
        return drawing_of_italy(), "province"
    if place.kind == "area":
        return drawing_of(searching.members_of(place)), "municipality"
    if place.kind == "region":
        return drawing_of(searching.members_of(place)), "municipality"
    province = next(code for code in sorted(place.covered_by) if code[0] == "P")
    return drawing_of_province(province[1:]), "municipality"


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
