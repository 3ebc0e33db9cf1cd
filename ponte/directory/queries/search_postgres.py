"""The search engine that PostgreSQL is: one statement finds, counts and orders.

A row that misses one chosen group of filters still counts in that group's own options, so the
rows read are those that miss at most one; `missed` is the place of that group, 0 for a result.
A row's facet numbers stand in order, so the options of one group are a slice of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians

from django.db import connection

from ponte.directory.queries.search_words import Question
from ponte.directory.rules.asked import MOST, PAGE, Asked, Sort
from ponte.directory.rules.numbers import (
    EARTH_KM,
    KM_PER_DEGREE,
    LAST_COMMON,
    At,
    Group,
    cells_within,
    facet_number,
    numbers_between,
    place_number,
)
from ponte.territory.public import Place

STALE_COSTS = 300
_NAMED = re.compile(r"%\((\w+)\)s")
_KM = (
    "2 * {earth} * asin(least(1, sqrt(power(sin(radians({lat} - %(lat)s) / 2), 2) + "
    "cos(radians(%(lat)s)) * cos(radians({lat})) * power(sin(radians({lon} - %(lon)s) / 2), 2))))"
)


def _km(latitude: str, longitude: str) -> str:
    return _KM.format(earth=EARTH_KM, lat=latitude, lon=longitude)


KM = (
    f"CASE WHEN more_spots IS NULL THEN {_km('latitude', 'longitude')} ELSE least("
    f"{_km('latitude', 'longitude')}, (SELECT min({_km('more_spots[i]', 'more_spots[i + 1]')}) "
    "FROM generate_series(1, cardinality(more_spots), 2) i)) END"
)
NEAR = (
    "(more_spots IS NOT NULL OR latitude BETWEEN %(south)s AND %(north)s "
    f"AND longitude BETWEEN %(west)s AND %(east)s) AND {KM} <= %(radius)s"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search as an engine takes it: words asked, place known, language by its number."""

    asked: Asked
    question: Question | None
    place: Place | None
    held_by: frozenset[str]  # the codes of the places that hold that one
    language: int
    now: tuple[date, int, str]  # day, weekday, time of day


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: what the index shows of it, and how far it is."""

    listing_id: str
    language: str
    shown: dict
    km: float | None
    stale: bool
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results; `counts` of each group leave out that group's own choice.

    Where no kind of listing is chosen, only the groups that all kinds have are counted.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: dict[int, int]


@dataclass
class _Statement:
    """Conditions and their values, gathered while a search is written as SQL."""

    conditions: list[str]
    values: dict[str, object]
    groups: tuple[Group, ...] = ()
    km: str = "NULL::float8"
    near: str = "false"

    @property
    def where(self) -> str:
        return " AND ".join(self.conditions)


def _statement(wanted: Wanted) -> _Statement:
    day, weekday, clock = wanted.now
    made = _Statement(
        conditions=["(leaves_on IS NULL OR leaves_on > %(today)s)"],
        values={"today": day, "bit": 1 << wanted.language},
    )
    made.conditions.append("(readers & %(bit)s::int2) <> 0")
    if wanted.question is not None:
        made.values["words"] = wanted.question.literal
        for place, part in enumerate(wanted.question.parts):
            made.conditions.append(f"words @@ %(part{place})s::tsquery")
            made.values[f"part{place}"] = part
    if wanted.place is not None:
        _place(made, wanted)
    if wanted.asked.open_now:
        made.conditions.append(
            "listing_id IN (SELECT card_id FROM directory_cardhours WHERE weekday = %(weekday)s "
            "AND opens <= %(clock)s::time AND closes > %(clock)s::time)"
        )
        made.values |= {"weekday": weekday, "clock": clock}
    _groups(made, wanted.asked)
    return made


def is_point(place: Place) -> bool:
    """Say whether distances from the place mean anything: a province has none."""
    return place.kind == "municipality"


def _place(made: _Statement, wanted: Wanted) -> None:
    """A listing is there when it stands within the radius, or says that it serves the place."""
    place, radius = wanted.place, wanted.asked.radius
    serving = [place_number(code, At.SERVES) for code in sorted({place.code, *wanted.held_by})]
    there = [place_number(place.code), *serving, place_number(place.code, At.TOUCHES)]
    if not is_point(place):
        made.values["around"] = there
        made.conditions.append("places && %(around)s::int[]")
        return
    tall = radius / KM_PER_DEGREE
    wide = tall / max(0.1, cos(radians(place.latitude)))
    made.values |= {
        "lat": place.latitude, "lon": place.longitude, "radius": float(radius),
        "south": place.latitude - tall, "north": place.latitude + tall,
        "west": place.longitude - wide, "east": place.longitude + wide,
    }  # fmt: skip
    made.km = KM
    cells = cells_within(place.latitude, place.longitude, radius)
    if cells:
        made.values["around"] = [*there, *cells]
        made.conditions.append("places && %(around)s::int[]")
    made.conditions.append(f"({NEAR} OR {_any_of('places', there)})")


def _any_of(column: str, numbers: Sequence[int]) -> str:
    """One number after the other: many times faster than the overlap of two arrays."""
    return "(" + " OR ".join(f"{number:d} = ANY({column})" for number in numbers) + ")"


def _groups(made: _Statement, asked: Asked) -> None:
    made.groups = tuple(sorted(asked.chosen))
    for place, group in enumerate(made.groups, start=1):
        numbers = [facet_number(group, code) for code in asked.chosen[group]]
        made.values[f"group{place}"] = numbers
    if len(made.groups) > 1:
        # Who misses one group at most has the first or the second: so says the index.
        made.values["either"] = made.values["group1"] + made.values["group2"]
        made.conditions.append("facets && %(either)s::int[]")


def _misses(made: _Statement) -> str:
    """How many chosen groups a row misses, and 100 times the place of each missed one."""
    terms = [
        f"CASE WHEN {_has_one(made, place)} THEN 0 ELSE {100 * place + 1} END"
        for place in range(1, len(made.groups) + 1)
    ]
    return " + ".join(terms) or "0"


def _has_one(made: _Statement, place: int) -> str:
    return _any_of("facets", made.values[f"group{place}"])


COMMON = numbers_between(Group.KIND, LAST_COMMON)


def _counted(made: _Statement) -> str:
    """The numbers that a judged row adds to the counts, and how many rows add the same.

    Few kinds of rows differ in what all kinds of listings have: these are put together first.
    """
    if not made.groups:
        return "facets AS numbers, count(*)::int AS times"
    is_kind_chosen = Group.KIND in made.groups
    found = "facets" if is_kind_chosen else _slice(*COMMON)
    missed = [
        f"WHEN {100 * place + 1} THEN {_slice(*numbers_between(group, group))}"
        for place, group in enumerate(made.groups, start=1)
    ]
    times = "1" if is_kind_chosen else "count(*)::int"
    return f"CASE missed WHEN 0 THEN {found} {' '.join(missed)} END AS numbers, {times} AS times"


def _for_found(made: _Statement, value: str) -> str:
    """A row that is kept although it misses a group needs no score and no distance."""
    if not made.groups or "words" not in made.values:
        return value
    groups = range(1, len(made.groups) + 1)
    return f"CASE WHEN {' AND '.join(_has_one(made, place) for place in groups)} THEN {value} END"


def _slice(low: int, high: int) -> str:
    return f"facets[width_bucket({low}, facets) + 1 : width_bucket({high}, facets)]"


def _none_missed(made: _Statement) -> str:
    """No chosen group missed: the index finds those rows."""
    groups = range(1, len(made.groups) + 1)
    return "".join(f" AND facets && %(group{place})s::int[]" for place in groups)


def _score(wanted: Wanted, made: _Statement) -> str:
    parts = [
        "worth * 2",
        f"CASE WHEN stale_on <= %(today)s THEN {-STALE_COSTS} ELSE 0 END",
    ]
    if wanted.question is not None and wanted.question.names:
        each = 1000 // len(wanted.question.names)
        for numbers in wanted.question.names:
            parts.append(f"{_any_of('name_words', numbers)}::int * {each}")
    if wanted.place is not None and is_point(wanted.place):
        parts.append(f"coalesce(250 * (1 - least({made.km}, 50) / 50), 0)")
    return " + ".join(parts)


ORDERS = {
    Sort.BEST: "score DESC, id",
    Sort.NEAR: "CASE WHEN km <= %(radius)s THEN km ELSE %(radius)s + 1 END, score DESC, id",
    Sort.NAME: "name_key, id",
    Sort.RECENT: "verified_on DESC NULLS LAST, id",
}

# Rows are known by where they lie (`ctid`): nothing moves while a statement reads.
FIND = """
WITH met AS {kept} (
  SELECT id, ctid AS lies, {missed} AS missed, {facets} AS facets, name_key, verified_on,
    {km} AS km, {score} AS score
  FROM directory_searchdocument WHERE {where}
), counted AS (
  SELECT number, sum(times) AS times FROM (
    SELECT unnest(numbers) AS number, times FROM (
      SELECT {counted} FROM (SELECT missed, facets FROM met OFFSET 0) AS judged
      WHERE missed %% 100 <= 1{alike}
    ) AS each_row
  ) AS each_number GROUP BY number
), best AS MATERIALIZED (
  SELECT id, lies, km, score, row_number() OVER (ORDER BY {order}) AS first FROM (
    SELECT id, lies, name_key, verified_on, km, score FROM met WHERE {none_missed}
    ORDER BY {order} LIMIT {most}
  ) AS scored
), ranked AS (
  SELECT lies, km, row_number() OVER (ORDER BY {then}) AS place FROM best
), page AS (
  SELECT * FROM ranked WHERE place > %(offset)s AND place <= %(offset)s + {page}
)
SELECT
  (SELECT json_agg(json_build_array(number, times)) FROM counted),
  (SELECT json_agg(json_build_array(d.listing_id, d.language, d.shown - 'room', page.km,
     coalesce(d.stale_on <= %(today)s, false), d.verified_on) ORDER BY page.place)
   FROM page JOIN directory_searchdocument d ON d.ctid = page.lies)
"""
# The planner takes looking at a row's words for free, while each costs reading the side table.
# Asked for words it must therefore go by their index, and by no other; the rows found so are
# read once and kept, as they lie scattered, while without words they are read where they lie.
BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL work_mem = '64MB'; "
AS_BEFORE = "; SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL work_mem TO DEFAULT"
RERANKED = 100  # the first five pages: beyond them where in a text the words stand is no matter
RERANK = (
    f"first > {RERANKED}, CASE WHEN first > {RERANKED} THEN score ELSE score + 600 * "
    "(SELECT ts_rank('{0.1, 0.3, 0.6, 1}', d.words, %(words)s::tsquery, 1) "
    "FROM directory_searchdocument d WHERE d.ctid = best.lies) END DESC, best.id"
)


class PostgresEngine:
    """The search over `SearchDocument`."""

    def find(self, wanted: Wanted) -> Found:
        """Return one page of results, their number and every facet's counts."""
        sql, made = self.statement(wanted)
        counted, rows = _read(sql, made.values, "words" in made.values)[0]
        return _found(dict(counted or []), rows or [], wanted.asked)

    def statement(self, wanted: Wanted) -> tuple[str, _Statement]:
        """Return the SQL of a search and what it was made of."""
        made = _statement(wanted)
        sort = wanted.asked.sort
        ranks = wanted.question is not None and sort is Sort.BEST
        made.values |= {
            "offset": (wanted.asked.page - 1) * PAGE,
            "radius": made.values.get("radius", 0.0),
        }
        sql = FIND.format(
            km=_for_found(made, made.km),
            score=_for_found(made, _score(wanted, made)),
            kept="MATERIALIZED" if "words" in made.values else "NOT MATERIALIZED",
            missed=_misses(made),
            facets="facets" if made.groups else _slice(*COMMON),
            counted=_counted(made),
            alike="" if Group.KIND in made.groups else " GROUP BY 1",
            where=made.where,
            none_missed="missed = 0" if "words" in made.values else f"true{_none_missed(made)}",
            order=ORDERS[sort],
            then=RERANK if ranks else "first",
            most=MOST,
            page=PAGE,
        )
        return sql, made

    def counts(self, searches: Sequence[Wanted]) -> list[int]:
        """Return how many results each search has, and nothing else, in one turn."""
        parts, values = [], {}
        for place, wanted in enumerate(searches):
            made = _statement(wanted)
            where = _NAMED.sub(rf"%(\1_{place})s", made.where + _none_missed(made))
            parts.append(f"(SELECT count(*) FROM directory_searchdocument WHERE {where})")
            values |= {f"{name}_{place}": value for name, value in made.values.items()}
        by_words = any(wanted.question is not None for wanted in searches)
        return list(_read("SELECT " + ", ".join(parts), values, by_words)[0]) if parts else []

    def towns(self, wanted: Wanted) -> dict[int, int]:
        """Return how many results stand in each place, by the number of the place."""
        made = _statement(wanted)
        where = made.where + _none_missed(made)
        return dict(
            _read(
                "SELECT number, count(*) FROM (SELECT unnest(places) AS number "
                f"FROM directory_searchdocument WHERE {where}) AS each_place "
                "WHERE number < 2000000 GROUP BY number",
                made.values,
                "words" in made.values,
            )
        )


def _read(sql: str, values: dict, by_words: bool) -> list[tuple]:
    """Run a statement; the settings around it travel with it, in one turn."""
    with connection.cursor() as cursor:
        if not by_words:
            cursor.execute(sql, values)
            return cursor.fetchall()
        cursor.execute(BY_INDEX + sql + AS_BEFORE, values)
        for _setting in range(BY_INDEX.count(";")):
            cursor.nextset()
        return cursor.fetchall()


def _found(counts: dict[int, int], rows: Sequence, asked: Asked) -> Found:
    """Every result has one kind: those of the chosen kinds, or of all, are the results."""
    kinds = {facet_number(Group.KIND, code) for code in asked.chosen.get(Group.KIND, ())}
    total = sum(
        times
        for number, times in counts.items()
        if number >> 20 == Group.KIND and (not kinds or number in kinds)
    )
    hits = tuple(
        Hit(pk, language, shown, km, stale, date.fromisoformat(on) if on else None)
        for pk, language, shown, km, stale, on in rows
    )
    return Found(total, hits, counts)
