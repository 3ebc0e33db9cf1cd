"""The whole search page in process: 10,000 enterprises with 30,000 offers, seven kinds of search.

Asked through every middleware by Django's test client, on a database of the bench's own.
"""

import os
import random
import re
from time import perf_counter

from bench import _generate, _table

TOTAL = re.compile(r'<h2 id="found-title"[^>]*>([^<]*)<')
ENTERPRISES, REPEATS, LIMIT = 10_000, 60, 50.0


def main() -> None:
    _generate.begin()
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor

    chance = random.Random(_generate.SEED)
    language = _generate.Language(chance)
    with acting(Actor.job("bench")):
        _generate.territory()
        started = perf_counter()
        _generate.enterprises(ENTERPRISES, language)
        made = perf_counter() - started
        seconds = index()
        classes = searches(chance, language)
    settle()
    rows = [measure(name, queries) for name, queries in classes.items()]
    facts = {"enterprises": ENTERPRISES, "offers": 3 * ENTERPRISES,
             "seconds_to_write": round(made, 1), "seconds_to_index": round(seconds, 1)}  # fmt: skip
    _table.show("Search page, in process", rows, **facts)
    _table.keep("search_page", rows, **facts)


def index() -> float:
    from ponte.directory.actions.index import reindex

    started = perf_counter()
    reindex(today=_generate.TODAY)
    return perf_counter() - started


def settle() -> None:
    """What autovacuum would have done by the time somebody searches."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as link:
        for table in ("searchdocument", "searchword"):
            link.execute(f"VACUUM ANALYZE directory_{table}")


def searches(chance: random.Random, language) -> dict[str, list[dict]]:
    """Seven kinds of search, each as many different ones as it is repeated."""
    from ponte.directory.rules import catalogues
    from ponte.organizations.public import kinds

    territory = _generate.Territory(chance)
    products = list(catalogues.terms(catalogues.PRODUCT_CATEGORIES))
    common, some = language.words[:60], language.words[60:1_500]
    types = list(kinds())

    def town() -> str:
        return f"M{territory.town().istat_code}"

    def one(group: list[str]) -> str:
        return chance.choice(group)

    made = {
        "no filter": lambda: {},
        "one category": lambda: {"product": [one(products)]},
        "three categories + town": lambda: {
            "product": chance.sample(products, 3), "place": [town()],
        },
        "town 20 km": lambda: {"place": [town()]},
        "province": lambda: {"place": [f"P{territory.town().province.code}"]},
        "name words": lambda: {"q": [f"cooperativa {one(some)}"]},
        "words + type + category": lambda: {
            "q": [f"{one(common[:12])} {one(common[:12])}"], "type": [one(types)],
            "product": [one(products)],
        },
    }  # fmt: skip
    return {name: [make() for _ in range(REPEATS)] for name, make in made.items()}


def measure(name: str, asked: list[dict]) -> dict:
    from django.db import connections
    from django.test import Client

    from ponte.directory.rules.asked import canonical, parse

    client = Client()
    addresses = ["/it/search/?" + canonical(parse(query)) for query in asked]

    def ask(address: str, number: int) -> int:
        # Another reader each time, as the limit of searches is one reader's.
        response = client.get(address.rstrip("?"), REMOTE_ADDR=f"192.0.2.{number % 250}")
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        said = TOTAL.search(response.content.decode()).group(1)
        return int("".join(sign for sign in said if sign.isdigit()) or 0)

    queries = 0

    def counted(execute, *rest):
        nonlocal queries
        queries += 1
        return execute(*rest)

    with (
        connections["default"].execute_wrapper(counted),
        connections["aside"].execute_wrapper(counted),
    ):
        ask(addresses[0], 0)
    for number, address in enumerate(addresses[:5]):
        ask(address, number)
    times = [
        _table.timed(lambda a=address, n=number: ask(a, n))
        for number, address in enumerate(addresses)
    ]
    return {**_table.line(name, times, LIMIT), "queries": queries}


if __name__ == "__main__":
    main()
