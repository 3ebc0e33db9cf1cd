"""Counts of facets equal those of a slow, obvious twin in SQL, on random listings and filters.

The twin reads the stored rows by their plain words (codes of options, towns, coordinates), never
by the numbers, cells and orders by which the engine is fast; and it has every group of filters.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from ponte.directory.actions.index import _store
from ponte.directory.models import SearchDocument
from ponte.directory.queries.search_postgres import PostgresEngine
from ponte.directory.rules.document import ENTERPRISES, SERVICES, Source, Spot, compose
from ponte.directory.rules.facets import BY_GROUP
from ponte.directory.rules.numbers import EARTH_KM, LAST_COMMON, Group, facet_number
from ponte.kit.ids import uuid7
from tests.directory.search import world

KINDS = (SERVICES, ENTERPRISES)
SAID_ELSEWHERE = (Group.KIND, Group.ORIGIN, Group.MONTH)  # by a column of their own
OPTIONS = {group: sorted(facet.codes)[:3] for group, facet in BY_GROUP.items()}
TOWNS = {
    code: (latitude, longitude) for code, (_n, latitude, longitude, *_r) in world.TOWNS.items()
}
REGION = {"004": "01", "001": "01", "016": "03"}
WORDS = ("biliardo", "brigantino", "calamaio")  # in the name of no category
SERVED = {"R01": (), "P004": ("R01",), "P016": ("R03",), "M004078": ("P004", "R01"),
          "M001272": ("P001", "R01"), "IT": ()}  # fmt: skip
HOLDING = {
    "M004078": ["M004078", "P004", "R01", "IT"],
    "M016024": ["M016024", "P016", "R03", "IT"],
    "P004": ["P004", "R01", "IT"],
    "R01": ["R01", "IT"],
}
SEASON = (world.TODAY - timedelta(days=200), world.TODAY + timedelta(days=300))
days = st.dates(*SEASON)


def codes_of(town: str) -> tuple[str, ...]:
    return (f"M{town}", f"P{town[:3]}", f"R{REGION[town[:3]]}", "IT")


def some(values, least: int = 0):
    return st.lists(st.sampled_from(values), min_size=least, max_size=2, unique=True).map(tuple)


def groups_of(kind: str) -> list[Group]:
    return [group for group, facet in BY_GROUP.items() if kind in facet.kinds]


@st.composite
def listings(draw):
    kind = draw(st.sampled_from(KINDS))
    towns, served = draw(some(sorted(TOWNS))), draw(some(sorted(SERVED)))
    groups = [group for group in groups_of(kind) if group not in SAID_ELSEWHERE]
    touched = {code for one in served for code in SERVED[one]}
    season = sorted(draw(st.tuples(days, days))) if kind == SERVICES else [None, None]
    season = draw(st.sampled_from([season, [None, None]]))
    return Source(
        id=str(uuid7()),
        kind=kind,
        language="it",
        slug="x",
        name=draw(st.sampled_from(WORDS)),
        origin=draw(st.sampled_from(OPTIONS[Group.ORIGIN])),
        description=draw(st.sampled_from(WORDS)),
        facets={group: draw(some(OPTIONS[group])) for group in groups},
        spots=tuple(Spot(*TOWNS[town], town, codes_of(town)) for town in towns),
        served=served,
        touched=tuple(touched),
        verified_on=draw(st.sampled_from([None, world.TODAY, world.TODAY - timedelta(days=900)])),
        valid_from=season[0],
        valid_to=season[1],
        facts={
            "plain": {
                "stands": [code for town in towns for code in codes_of(town)],
                "spots": [TOWNS[town] for town in towns],
                "serves": served,
                "touches": sorted(touched),
                "from": season[0] and season[0].isoformat(),
                "to": season[1] and season[1].isoformat(),
            }
        },
    )


@st.composite
def searches(draw):
    """Up to four groups of one kind's filters: with all of them nothing would ever be found."""
    groups = draw(st.sampled_from([groups_of(kind) for kind in KINDS]))
    chosen = draw(st.lists(st.sampled_from(groups), max_size=4, unique=True))
    told = {
        "q": draw(st.sampled_from(["", "", *WORDS])),
        "place": draw(st.sampled_from(["", "", *HOLDING])),
        "radius": draw(st.sampled_from([5, 20, 100])),
        **{BY_GROUP[group].name: list(draw(some(OPTIONS[group], 1))) for group in chosen},
    }
    return {name: value for name, value in told.items() if value}


# Each option is counted among those that meet the question and every *other* group's choice.
TWIN = f"""
WITH listing AS (
  SELECT id, shown, shown->'plain' AS plain FROM directory_searchdocument
  WHERE leaves_on IS NULL OR leaves_on > %(today)s
), said AS (
  SELECT id, 'kind' AS name, shown->>'kind' AS code FROM listing
  UNION SELECT id, 'origin', shown->>'origin' FROM listing
  UNION SELECT id, lower(grouped.key), code FROM listing, jsonb_each(shown->'facets') AS grouped,
    jsonb_array_elements_text(grouped.value) AS code
  UNION SELECT id, 'month', extract(month FROM day)::text FROM listing, generate_series(
    (plain->>'from')::date::timestamp, (plain->>'to')::date::timestamp, '1 day') AS day
), chosen AS (
  SELECT key AS name, code FROM jsonb_each(%(chosen)s) AS one,
    jsonb_array_elements_text(one.value) AS code
), met AS (
  SELECT id FROM listing
  WHERE (%(words)s = '' OR %(words)s IN (shown->>'name', shown->>'description'))
    AND (%(place)s = ''
      OR plain->'stands' ? %(place)s
      OR plain->'touches' ? %(place)s
      OR plain->'serves' ?| %(holding)s::text[]
      OR EXISTS (SELECT FROM jsonb_array_elements(plain->'spots') AS spot
        WHERE 2 * {EARTH_KM} * asin(sqrt(
          power(sin(radians((spot->>0)::float8 - %(latitude)s::float8) / 2), 2)
          + cos(radians(%(latitude)s::float8)) * cos(radians((spot->>0)::float8))
          * power(sin(radians((spot->>1)::float8 - %(longitude)s::float8) / 2), 2)
        )) <= %(radius)s))
), unmet AS (
  SELECT met.id, name FROM met CROSS JOIN (SELECT DISTINCT name FROM chosen) AS groups
  WHERE NOT EXISTS (SELECT FROM said JOIN chosen USING (name, code)
    WHERE said.id = met.id AND name = groups.name)
)
SELECT name, code, count(*) FROM met JOIN said USING (id)
WHERE NOT EXISTS (SELECT FROM unmet WHERE unmet.id = met.id AND unmet.name <> said.name)
GROUP BY name, code
UNION ALL
SELECT '', '', count(*) FROM met WHERE NOT EXISTS (SELECT FROM unmet WHERE unmet.id = met.id)
"""


def twin(asked) -> tuple[int, dict[int, int]]:
    """Return the total and the counts of the groups that a page shows.

    These are what all kinds have, and the rest once a kind is chosen.
    """
    latitude, longitude = TOWNS.get(asked.place[1:], (None, None))
    values = {
        "today": timezone.localtime(world.NOW).date(),
        "chosen": Jsonb({group.name.lower(): codes for group, codes in asked.chosen.items()}),
        "words": asked.words,
        "place": asked.place,
        "holding": HOLDING.get(asked.place, []),
        "latitude": latitude,
        "longitude": longitude,
        "radius": asked.radius,
    }
    with connection.cursor() as cursor:
        cursor.execute(TWIN, values)
        told = {(name, code): times for name, code, times in cursor.fetchall()}
    total = told.pop(("", ""))
    counts = {(Group[name.upper()], code): times for (name, code), times in told.items()}
    shown = max(Group) if Group.KIND in asked.chosen else LAST_COMMON
    return total, {facet_number(*one): n for one, n in counts.items() if one[0] <= shown}


def test_the_twin_knows_every_group_of_filters():
    assert set(OPTIONS) == set(Group)
    assert {one for kind in KINDS for one in groups_of(kind)} == set(Group)


@pytest.mark.django_db
@settings(max_examples=settings().max_examples * 2 // 5, suppress_health_check=list(HealthCheck))
@given(st.lists(listings(), max_size=12), st.lists(searches(), min_size=1, max_size=6))
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
        total, counts = twin(asked)
        assert (found.total, len(found.hits)) == (total, min(total, 20)), parameters
        assert {number: n for number, n in found.counts.items() if n} == counts, parameters
