# run by hand
"""The search engine over a nation: 1,000,000 listings, a vocabulary of 250,000 words and more.

Builds everything from nothing (documents by the directory's own function, rows, indexes), then
asks it: words with type, radius and facets; one broad word; prefixes; misspelt words. Takes
some gigabytes of disk and about ten minutes: `python -m bench.search_engine [listings]`. The
database server has the memory that an installation gives it on this machine.
"""

import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter

from bench import _generate, _table, text_typos

LISTINGS, CHUNK, QUERIES, VOCABULARY = 1_000_000, 5_000, 100, 250_000
INDEXES = (
    "search_document_by_all", "search_document_by_listing", "directory_searchdocument_pkey",
)  # fmt: skip
_made: dict = {}


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else LISTINGS
    _generate.own_server()
    _generate.begin()
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor

    with acting(Actor.job("bench")):
        _generate.territory()
    prepare()
    facts = build(number)
    with acting(Actor.anonymous()):
        rows = [measure(*one) for one in classes()]
    rows += words()
    _table.show("Search engine", rows, listings=number, **facts)
    _table.keep("search_engine", rows, listings=number, **facts)


def prepare() -> None:
    """What every process needs to make listings: words, towns, codes."""
    from django.db import connections

    from ponte.directory.rules import catalogues
    from ponte.territory.queries.places import gazetteer

    chance = random.Random(_generate.SEED)
    towns = [p for p in gazetteer().by_code.values() if p.kind == "municipality"]
    _made["language"] = _generate.Language(chance)
    _made["towns"] = towns
    _made["people"] = [max(town.population, 1) for town in towns]
    _made["types"] = [f"type{n}" for n in range(8)]
    _made["products"] = list(catalogues.terms(catalogues.PRODUCT_CATEGORIES))[:20]
    connections.close_all()


def chunk(start: int) -> tuple[bytes, Counter]:
    """The rows of some listings as COPY reads them, and how often they use each word."""
    from ponte.directory.actions.index import is_learnt, lexemes_of, stored_line
    from ponte.directory.rules.document import compose

    chance = random.Random(_generate.SEED + start)
    _made["language"].chance = chance
    lines, used = [], Counter()
    for place in range(start, start + CHUNK):
        [document] = compose(listing(place, chance), ["it"], _generate.TODAY)
        lines.append("\t".join(map(_field, stored_line(document))))
        used.update(set(filter(is_learnt, lexemes_of(document))))
    return ("\n".join(lines) + "\n").encode(), used


def _field(value) -> str:
    if value is None:
        return "\\N"
    return str(value).replace("\\", "\\\\").replace("\t", " ").replace("\n", " ")


def listing(place: int, chance: random.Random):
    """A listing of three words in its name and fourteen in its text."""
    from uuid import UUID

    from ponte.directory.rules.document import Source, Spot
    from ponte.directory.rules.numbers import Group

    language = _made["language"]
    town = chance.choices(_made["towns"], cum_weights=_steps(), k=1)[0]
    near = (chance.uniform(-0.03, 0.03), chance.uniform(-0.03, 0.03))
    spot = Spot(town.latitude + near[0], town.longitude + near[1], town.label,
                tuple(town.covered_by))  # fmt: skip
    served = {0: ("IT",), 1: (town.code,)}.get(chance.randrange(30), ())
    return Source(
        id=str(UUID(int=place + 1)), kind=chance.choice(("service", "enterprise")), language="it",
        slug=f"listing-{place}", name=language.text(3), origin="provider",
        organization="", summary="", description=language.text(14),
        facets={
            Group.PRODUCT: (chance.choice(_made["products"]),),
            Group.TYPE: (chance.choice(_made["types"]),),
            Group.MISSION: (chance.choice(("housing", "migration", "disability")),),
            Group.LANGUAGE: ("it",),
        },
        spots=(spot,), served=served, verified_on=_generate.TODAY, said=5, asked=9,
    )  # fmt: skip


def _steps() -> list[int]:
    if "steps" not in _made:
        from itertools import accumulate

        _made["steps"] = list(accumulate(_made["people"]))
    return _made["steps"]


def build(number: int) -> dict:
    """Rows by COPY from two processes, then indexes, then the words."""
    import psycopg

    from ponte.directory.actions.index import COLUMNS

    begun = perf_counter()
    used: Counter = Counter()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as link:
        link.execute("SET maintenance_work_mem = '512MB'")
        definitions = [_without(link, name) for name in INDEXES]
        copy = f"COPY directory_searchdocument ({', '.join(COLUMNS)}) FROM STDIN"
        with link.cursor().copy(copy) as rows:
            for lines, words_ in chunks(number):
                rows.write(lines)
                used.update(words_)
        copied = perf_counter() - begun
        for definition in definitions:
            link.execute(definition)
        link.execute("VACUUM ANALYZE directory_searchdocument")
        indexed = perf_counter() - begun - copied
        learn(link, used)
        [buffers] = link.execute("SHOW shared_buffers").fetchone()
        server = _table.computed(link.info.backend_pid) / 1000
        size = "SELECT pg_table_size('{0}'), pg_relation_size('{0}'), pg_indexes_size('{0}')"
        whole, heap, indexes = link.execute(size.format("directory_searchdocument")).fetchone()
    spent = os.times()
    own = spent.user + spent.system + spent.children_user + spent.children_system
    return {
        "load_average_after_build": round(os.getloadavg()[0], 1),
        "build_cpu_seconds": round(own, 1), "build_database_cpu_seconds": round(server, 1),
        "build_seconds": round(perf_counter() - begun, 1), "copy_seconds": round(copied, 1),
        "index_seconds": round(indexed, 1), "table_MB": whole >> 20, "heap_MB": heap >> 20,
        "indexes_MB": indexes >> 20, "shared_buffers": buffers,
    }  # fmt: skip


def _without(link, name: str) -> str:
    if name.endswith("_pkey"):
        link.execute(f"ALTER TABLE directory_searchdocument DROP CONSTRAINT {name}")
        return f"ALTER TABLE directory_searchdocument ADD CONSTRAINT {name} PRIMARY KEY (id)"
    found = link.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name]).fetchone()
    link.execute(f"DROP INDEX {name}")
    return found[0]


def chunks(number: int) -> Iterator[tuple[bytes, Counter]]:
    """Chunks in order, never many ahead of the writing."""
    starts = list(range(0, number, CHUNK))
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        ahead = [pool.submit(chunk, start) for start in starts[:6]]
        for place in range(len(starts)):
            if place + 6 < len(starts):
                ahead.append(pool.submit(chunk, starts[place + 6]))
            yield ahead[place].result()
            ahead[place] = None


def learn(link, used: Counter) -> None:
    """The vocabulary: the words of the texts, and rare ones up to the size of a language."""
    from ponte.directory.actions.index import TOPS
    from ponte.engines.text.typos import deletion_keys

    wanted = text_typos.made_words(random.Random(_generate.SEED), VOCABULARY)
    for word, weight in text_typos.weighed(wanted).items():
        used.setdefault(word, int(weight))
    _made["weights"] = {word: used[word] for word in wanted}
    keys = link.execute(
        "SELECT indexdef FROM pg_indexes WHERE indexname = 'search_word_by_keys'"
    ).fetchone()[0]
    link.execute("DROP INDEX search_word_by_keys")
    copy = "COPY directory_searchword (word, spelt, weight, keys) FROM STDIN"
    with link.cursor().copy(copy) as rows:
        for word, weight in used.items():
            if 3 <= len(word) <= 64:
                numbers = ",".join(map(str, deletion_keys(word)))
                rows.write(f"{word}\t{word}\t{weight}\t{{{numbers}}}\n")
    link.execute(keys)
    link.execute(TOPS)
    link.execute("VACUUM ANALYZE directory_searchword")


Ask = Callable[[random.Random], dict]


def classes() -> list[tuple[str, Ask, tuple[int, int], float]]:
    """Kinds of search: how one is made, which numbers of hits count, and the limit."""
    common = _made["language"].words

    def place(chance: random.Random) -> str:
        return chance.choices(_made["towns"], cum_weights=_steps(), k=1)[0].code

    return [
        ("two words + type + radius + facets",
         lambda c: {"q": " ".join(c.sample(common[5:80], 2)), "place": place(c), "radius": 50,
                    "type": c.choice(_made["types"])}, (20, 2_000), 40.0),
        ("two words", lambda c: {"q": " ".join(c.sample(common[20:150], 2))}, (20, 20_000), 40.0),
        ("one broad word + facets", lambda c: {"q": c.choice(common[35:180])},
         (5_000, 60_000), 200.0),
        ("town 20 km, no words", lambda c: {"place": place(c), "radius": 20}, (20, 10**6), None),
    ]  # fmt: skip


def measure(name: str, make: Ask, between: tuple[int, int], limit: float | None) -> dict:
    from django.utils import timezone

    from ponte.directory.queries.search import ENGINE, resolve_place, wanted_of
    from ponte.directory.rules.asked import Asked, Sort
    from ponte.directory.rules.numbers import Group

    chance, times = random.Random(7), []
    for attempt in range(QUERIES * 20):
        made = make(chance)
        chosen = {Group.TYPE: (made["type"],)} if "type" in made else {}
        asked = Asked(words=made.get("q", ""), radius=made.get("radius", 20), chosen=chosen,
                      place=made.get("place", ""), sort=Sort.BEST)  # fmt: skip
        place, _same = resolve_place(asked.place)
        wanted = wanted_of(asked, place, "it", timezone.now())
        one = _table.with_backend(lambda w=wanted: ENGINE.find(w).total)
        if attempt >= 10 and between[0] <= one[2] <= between[1]:
            times.append(one)
        if len(times) == QUERIES:
            break
    if not times:
        raise SystemExit(f"{name}: no search had {between} hits; there are too few listings.")
    return _table.line(name, times, limit)


def words() -> list[dict]:
    """Prefixes as typed, and misspelt words with how often the right one is among five."""
    from ponte.directory.queries.suggest import likely, words_beginning

    chance = random.Random(11)
    weights = _made["weights"]
    prefixes = [w[: chance.randint(1, 5)] for w in chance.choices(list(weights), k=300)]
    begun = [_table.with_backend(lambda p=one: len(words_beginning(p))) for one in prefixes]
    pairs = text_typos.typed_pairs(chance, weights)[:1_000]
    for typed, _meant in pairs[:20]:
        likely(typed)
    found = []
    times = [
        _table.with_backend(lambda t=typed: len(found.append(likely(t)) or found[-1]))
        for typed, _meant in pairs
    ]
    right = sum(meant in some for (_t, meant), some in zip(pairs, found, strict=True))
    typo = _table.line(f"typo in {len(weights):,} words", times, 10.0)
    typo["recall_at_5"] = round(right / len(pairs), 4)
    prefix = _table.line("prefix", begun, 10.0)
    prefix["recall_at_5"] = ""
    return [prefix, typo]


if __name__ == "__main__":
    main()
    sys.stdout.write(json.dumps({"done": True}) + "\n")
