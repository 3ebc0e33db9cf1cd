"""One table of every address: who asks, how, and what is answered.

`addresses.yaml` names each address once, with what GET and POST answer to each role. An
address that is not listed fails, and so does a line whose address is gone. Answers are a
status, `sign-in` (sent to the sign-in page) or `away` (sent anywhere else). POST sends an
empty form. GET writes nothing, nor does a POST that is refused, on either connection to the
database; `writes` names exceptions, and `BESIDE` what any request may leave beside its transaction.
"""

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
import yaml
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.house.routes import addresses
from tests.house.town import ROLES, build

pytestmark = pytest.mark.django_db(databases=["default", "aside"])

TABLE = yaml.safe_load(Path(__file__).with_name("addresses.yaml").read_text(encoding="utf-8"))
FORM = {"sent": "1"}  # nothing that any form asks for
DATABASES = ("default", "aside")
# Denials, readings of what is special, and what any page may be made of again.
KEPT = ("journal_entry", "audit_reading", "audit_link", "ponte_cache")
BESIDE = {("aside", table) for table in KEPT}
REFUSALS = {"sign-in", 400, 403, 404, 405}
NAMED = re.compile(rb'<[a-z][^>]*?\sid="([^"]+)"')


ADDRESSES = addresses()
LISTED = sorted(set(TABLE) & set(ADDRESSES))
SOME = [LISTED[at : at + 12] for at in range(0, len(LISTED), 12)]


@pytest.fixture
def town(rows):
    """The town, and the cookies of each who signed in there."""
    made = build()
    cookies = {}
    for role, person in made.people.items():
        client = Client()
        if person is not None:
            client.force_login(person)
        cookies[role] = {name: one.value for name, one in client.cookies.items()}
    return made, cookies


def ask(town, name: str, role: str, method: str):
    """Send one request; return the answer as the table says it, and what is wrong beside it:
    tables written, ids that two elements share (a label would then speak of the other)."""
    made, cookies = town
    client = Client()
    client.cookies.load(cookies[role])
    given = {arg: made.things[thing] for arg, thing in (TABLE[name].get("with") or {}).items()}
    with translation.override("en"):
        path = TABLE[name].get("path") or reverse(name, kwargs=given)
    with transaction.atomic(), transaction.atomic(using="aside"):
        before = written()
        answer = client.post(path, FORM) if method == "post" else client.get(path)
        if answer.streaming:
            b"".join(answer.streaming_content)
        after = written()
        for alias in DATABASES:
            transaction.set_rollback(True, using=alias)
    tables = {table for at, table in after - before if (at, table) not in BESIDE}
    return said(answer), tables, shared_ids(answer)


def shared_ids(answer) -> list[str]:
    if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    found = Counter(NAMED.findall(answer.content))
    return [name.decode() for name, times in found.items() if times > 1]


def said(answer) -> str | int:
    if answer.status_code not in (301, 302):
        return answer.status_code
    return "sign-in" if "/accounts/login/" in answer.headers["Location"] else "away"


def written() -> Counter[tuple[str, str]]:
    """Rows inserted, changed or removed so far by either connection, by table."""
    counted: Counter[tuple[str, str]] = Counter()
    for alias in DATABASES:
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            )
            counted.update({(alias, table): rows for table, rows in cursor.fetchall()})
    return counted


def expected(name: str, method: str) -> dict[str, str | int]:
    answers = TABLE[name][method]
    if not isinstance(answers, list):
        answers = [answers] * len(ROLES)
    return dict(zip(ROLES, answers, strict=True))


def test_every_address_is_listed():
    assert sorted(set(ADDRESSES) - set(TABLE)) == []


def test_every_listed_address_exists():
    assert sorted(set(TABLE) - set(ADDRESSES)) == []


@pytest.mark.parametrize("names", SOME, ids=lambda names: names[0])
def test_addresses_answer_each_role_as_listed(town, names):
    wrong = []
    for name, role, method in product(names, ROLES, ("get", "post")):
        answer, tables, shared = ask(town, name, role, method)
        if shared:
            wrong.append(f"{name}: {method} by {role} has twice the id {', '.join(shared)}")
        wanted = expected(name, method)[role]
        if answer != wanted:
            wrong.append(f"{name}: {method} by {role} answers {answer}, not {wanted}")
        tables -= set(TABLE[name].get("writes", ()))
        if tables and (method == "get" or answer in REFUSALS):
            wrong.append(f"{name}: {method} by {role} writes {sorted(tables)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(name for name in TABLE if TABLE[name].get("with")))
def test_a_stranger_changes_nothing_of_others(town, name):
    """Either refused, or the address is one that serves whoever comes, and says why."""
    answer = expected(name, "post")["stranger"]
    assert answer in REFUSALS or TABLE[name].get("open"), "a stranger's POST is not refused"
