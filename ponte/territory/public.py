"""The door of `territory`: what other flats may call."""

from ponte.territory.actions.own_areas import AreasLoaded, load_own_areas
from ponte.territory.actions.reference import LOAD_PLACES, load_areas, load_places
from ponte.territory.queries.places import (
    areas_of,
    codes_covering,
    find_places,
    municipality_by_code,
    municipality_codes,
    names_by_code,
    place_by_code,
    places_by_code,
    places_within,
)
from ponte.territory.queries.towns import above, held_by, municipality_ids, towns, towns_in
from ponte.territory.rules.classifications import Entry, ateco, cpv
from ponte.territory.rules.distance import box_around, distance_km
from ponte.territory.rules.gazetteer import Place
from ponte.territory.rules.shapes import (
    Drawing,
    drawing_of,
    drawing_of_italy,
    drawing_of_province,
    drawing_of_provinces,
)

__all__ = [
    "LOAD_PLACES",
    "AreasLoaded",
    "Drawing",
    "Entry",
    "Place",
    "above",
    "areas_of",
    "ateco",
    "box_around",
    "codes_covering",
    "cpv",
    "distance_km",
    "drawing_of",
    "drawing_of_italy",
    "drawing_of_province",
    "drawing_of_provinces",
    "find_places",
    "held_by",
    "load_areas",
    "load_own_areas",
    "load_places",
    "municipality_by_code",
    "municipality_codes",
    "municipality_ids",
    "names_by_code",
    "place_by_code",
    "places_by_code",
    "places_within",
    "towns",
    "towns_in",
]
