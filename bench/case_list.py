"""The list of cases in process: ten thousand of one office, read by four kinds of people.

Asked through every middleware by Django's test client, on a database of the bench's own, as the
app's role: the row policies are part of every figure.
"""

from contextlib import contextmanager

from bench import _cases, _generate, _table

REPEATS, LIMIT, MOST = 40, 100.0, 12
READERS = ("officer", "manager", "tutor", "company")
ASKED = {
    "first page": "",
    "page 20": "page=20",
    "state": "state=110",
    "tutor": "tutor={tutor}",
    "code": "q=0042",
    "by code": "order=code",
    "longest waiting": "order=waiting&state=110",
}


def main() -> None:
    _generate.begin()
    office = _cases.build()
    tutor = office.people["tutor"].pk
    rows = [
        measure(f"{reader}, {name}", office.people[reader], query.format(tutor=tutor))
        for reader in READERS
        for name, query in ASKED.items()
    ]
    facts = {"cases": _cases.CASES, "a_tutor_has": _cases.TUTOR_HAS, "limit_queries": MOST}
    _table.show("List of cases, in process", rows, **facts)
    _table.keep("case_list", rows, **facts)


def measure(name: str, person, query: str) -> dict:
    from django.test import Client

    client = Client()
    client.force_login(person)
    address = f"/en/pathways/?{query}"

    def ask() -> int:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        return answer.content.count(b'<article class="item">')

    for _warm in range(3):
        ask()
    with counted() as questions:
        ask()
    times = [_table.timed(ask) for _again in range(REPEATS)]
    return {**_table.line(name, times, LIMIT), "queries": len(questions)}


@contextmanager
def counted():
    """The questions asked of rows: neither the row context nor the ends of transactions."""
    from django.db import connections

    found = []

    def note(execute, sql, *rest):
        if "set_config(" not in sql and "SAVEPOINT" not in sql:
            found.append(sql)
        return execute(sql, *rest)

    with (
        connections["default"].execute_wrapper(note),
        connections["aside"].execute_wrapper(note),
    ):
        yield found


if __name__ == "__main__":
    main()
