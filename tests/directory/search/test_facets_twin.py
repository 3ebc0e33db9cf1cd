"""Counts of facets equal those of a slow, obvious twin, on random listings and filters."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ponte.directory.actions.index import _store
from ponte.directory.models import SearchDocument
from ponte.directory.queries.search_postgres import PostgresEngine
from ponte.directory.rules.document import Source, Spot, compose
from ponte.directory.rules.numbers import LAST_COMMON, Group, distance_km, facet_number
from ponte.kit.ids import uuid7
from tests.directory.search import world

GROUPS = {
    Group.KIND: ("service", "enterprise"),
    Group.LANGUAGE: ("it", "ar"),
    Group.CATEGORY: ("nurseries", "home_care", "care_homes"),
    Group.FEE: ("free", "paid"),
    Group.TARGET: ("children", "elderly", "everyone"),
}
TOWNS = {
    code: (latitude, longitude) for code, (_n, latitude, longitude, *_r) in world.TOWNS.items()
}
REGION = {"004": "01", "001": "01", "016": "03"}
WORDS = ("biliardo", "sartoria", "ponte")  # in the name of no category


def codes_of(town: str) -> tuple[str, ...]:
    return (f"M{town}", f"P{town[:3]}", f"R{REGION[town[:3]]}", "IT")


def some(values, least: int = 0):
    return st.lists(st.sampled_from(values), min_size=least, max_size=2, unique=True).map(tuple)


@st.composite
def listings(draw):
    towns = draw(some(sorted(TOWNS)))
    served = draw(some(["IT", "R01", "P004", "P016", "M004078", "M001272"]))
    above = {"R01": (), "P004": ("R01",), "P016": ("R03",), "M004078": ("P004", "R01"),
             "M001272": ("P001", "R01"), "IT": ()}  # fmt: skip
    return Source(
        id=str(uuid7()),
        kind=draw(st.sampled_from(GROUPS[Group.KIND])),
        language="it",
        slug="x",
        name=draw(st.sampled_from(WORDS)),
        origin="provider",
        description=draw(st.sampled_from(WORDS)),
        facets={group: draw(some(codes)) for group, codes in GROUPS.items() if group != Group.KIND},
        spots=tuple(Spot(*TOWNS[town], town, codes_of(town)) for town in towns),
        served=served,
        touched=tuple({code for one in served for code in above[one]}),
    )


@st.composite
def searches(draw):
    chosen = {group: draw(some(codes)) for group, codes in GROUPS.items()}
    told = {
        "q": draw(st.sampled_from(["", *WORDS])),
        "place": draw(st.sampled_from(["", "M004078", "M016024", "P004", "R01"])),
        "radius": draw(st.sampled_from([5, 20, 100])),
        "kind": list(chosen[Group.KIND]),
        "language": list(chosen[Group.LANGUAGE]),
        "category": list(chosen[Group.CATEGORY]),
        "fee": list(chosen[Group.FEE]),
        "target": list(chosen[Group.TARGET]),
    }
    return {name: value for name, value in told.items() if value}


def is_there(source: Source, place: str, radius: int) -> bool:
    """Stands within the radius, or serves it, something in it, or what holds it."""
    if not place:
        return True
    above = (
        set(codes_of(place[1:]))
        if place[0] == "M"
        else {"P004": {"P004", "R01", "IT"}, "R01": {"R01", "IT"}}[place]
    )
    stands = {code for spot in source.spots for code in spot.codes}
    near = place[0] == "M" and any(
        distance_km(TOWNS[place[1:]], (spot.latitude, spot.longitude)) <= radius
        for spot in source.spots
    )
    serves = set(source.served) & above or place in source.touched
    return place in stands or near or bool(serves)


def twin(sources, asked, question: str):
    """Count each option by looking at every listing, its own group's choice left out.

    Only the groups that a page shows: what all kinds have, and the rest once a kind is chosen.
    """

    def has(source, group):
        codes = (source.kind,) if group == Group.KIND else source.facets.get(group, ())
        return set(codes) & set(asked.chosen.get(group, ())) or group not in asked.chosen

    met = [
        one
        for one in sources
        if (not question or question in (one.name, one.description))
        and is_there(one, asked.place, asked.radius)
    ]
    counts = {}
    shown = [g for g in GROUPS if g <= LAST_COMMON or Group.KIND in asked.chosen]
    for group, codes in ((group, GROUPS[group]) for group in shown):
        others = [g for g in GROUPS if g != group]
        for code in codes:
            counts[facet_number(group, code)] = sum(
                all(has(one, g) for g in others)
                and code in ((one.kind,) if group == Group.KIND else one.facets[group])
                for one in met
            )
    total = sum(all(has(one, group) for group in GROUPS) for one in met)
    return total, counts


@pytest.mark.django_db
@settings(max_examples=settings().max_examples * 2 // 5, suppress_health_check=list(HealthCheck))
@given(st.lists(listings(), max_size=12), st.lists(searches(), min_size=1, max_size=4))
def test_counts_equal_a_slow_obvious_twin(rows, sources, wanted):
    from ponte.directory.queries.search import resolve_place, wanted_of
    from ponte.territory.models import Municipality

    if not Municipality.objects.exists():
        world.places()
    SearchDocument.objects.all().delete()
    _store([one for source in sources for one in compose(source, ["it"], world.TODAY)])
    engine = PostgresEngine()
    for parameters in wanted:
        asked = world.asked(**parameters)
        place, _others = resolve_place(asked.place)
        found = engine.find(wanted_of(asked, place, "it", world.NOW))
        total, counts = twin(sources, asked, asked.words)
        assert (found.total, len(found.hits)) == (total, min(total, 20)), parameters
        shown = {number: found.counts.get(number, 0) for number in counts}
        assert shown == counts, parameters
