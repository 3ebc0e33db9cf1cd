"""Places in bulk, for who keeps an index of what lies where."""

from collections.abc import Collection
from functools import reduce
from uuid import UUID

from ponte.territory.models import Municipality
from ponte.territory.queries.places import gazetteer, places_by_code
from ponte.territory.rules.gazetteer import Place


def municipality_ids() -> dict[str, UUID]:
    """Return the identifier of every municipality by its ISTAT code of today."""
    return dict(Municipality.objects.order_by("istat_code").values_list("istat_code", "pk"))


def towns(ids: Collection[UUID]) -> dict[UUID, Place]:
    """Return municipalities as places, by their identifiers."""
    known = gazetteer().by_code
    rows = Municipality.objects.filter(pk__among=ids).values_list("pk", "istat_code")
    return {pk: known[f"M{code}"] for pk, code in rows}


def above(codes: Collection[str]) -> dict[str, frozenset[str]]:
    """Return, for each place code, the codes of the places that wholly hold it."""
    return {place.code: held_by(place) for place in places_by_code(codes)} if codes else {}


def held_by(place: Place) -> frozenset[str]:
    """Return the codes of what holds a place; a free area lies in what holds all of it."""
    if place.kind != "area":
        return place.covered_by - {place.code}
    inside = [p.covered_by for p in gazetteer().by_code.values() if place.code in p.covered_by]
    shared = reduce(frozenset.intersection, (codes for codes in inside if len(codes) > 2))
    return (shared | {"IT"}) - {place.code}


def towns_in(place: Place) -> list[Place]:
    """Return the municipalities that a larger place holds."""
    known = gazetteer().by_code.values()
    return [p for p in known if p.kind == "municipality" and place.code in p.covered_by]
