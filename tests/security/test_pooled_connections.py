"""A connection that died, or was given back, in mid-request carries nobody's rows to the next.

A pool of one connection, as in production: whoever asks next gets the one that was given back.
"""

import os
from contextlib import contextmanager, suppress

import psycopg
import pytest
from django.db import Error, InterfaceError, OperationalError, connection, connections
from django.test import Client

from ponte.kit.acting import KEYS, acting
from ponte.kit.actor import Actor
from tests.pathways import factories as make
from tests.pathways import rows as row

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "aside"])
BODIES = ("office", "cooperative", "company")


@pytest.fixture
def one():
    with acting(Actor.job("test")):
        made = make.cast()
        row.whole_case(made.office, made.cooperative, made.company, made.tutor)
    return made


@pytest.fixture
def pooled(one):
    """This thread's connection comes from a pool that holds one."""
    before, options = connections["default"], connections.settings["default"]["OPTIONS"]
    options["pool"] = {"min_size": 1, "max_size": 1, "timeout": 10}
    made = connections.create_connection("default")
    connections["default"] = made
    yield made
    made.close()
    made.close_pool()
    del options["pool"]
    connections["default"] = before


@pytest.fixture
def admin():
    with psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True) as link:
        yield link


def asked(sql: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def pid() -> int:
    return asked("SELECT pg_backend_pid()")[0]


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relname LIKE 'pathways\\_%'"
        )
        return [name for (name,) in cursor.fetchall()]


def carried() -> dict[str, object]:
    """What the connection that comes out of the pool now still says or shows, to nobody."""
    said = {key: asked("SELECT current_setting(%s, true)", key)[0] for key in KEYS}
    found = {key: text for key, text in said.items() if text}
    for table in tables():
        count = asked(f'SELECT count(*) FROM "{table}"')[0]
        if count:
            found[table] = count
    return found


def kill(admin, backend: int) -> None:
    assert admin.execute("SELECT pg_terminate_backend(%s, 5000)", [backend]).fetchone()[0]


@contextmanager
def in_the_middle(one, who: str):
    """Somebody of the case reads, in a transaction that does not come to its end."""
    bodies = [getattr(one, body).pk for body in BODIES]
    with suppress(Error), acting(Actor.of_person(getattr(one, who)), organizations=bodies):
        assert asked("SELECT count(*) FROM pathways_pathway")[0], "or the test proves nothing"
        yield
        connection.needs_rollback = True


INSIDERS = ("officer", "tutor", "manager")


@pytest.mark.parametrize("who", INSIDERS)
def test_killed_in_mid_transaction(one, pooled, admin, who):
    backend = pid()
    with in_the_middle(one, who):
        assert pid() == backend
        kill(admin, backend)
        with pytest.raises((OperationalError, InterfaceError)):
            asked("SELECT count(*) FROM pathways_worker")
    connection.close()
    assert pid() != backend, "the dead one was thrown away"
    assert carried() == {}


@pytest.mark.parametrize("who", INSIDERS)
def test_killed_with_the_connection_given_back_before_anybody_noticed(one, pooled, admin, who):
    backend = pid()
    with in_the_middle(one, who):
        kill(admin, backend)
        pooled.close_if_unusable_or_obsolete()
    connection.close()
    assert carried() == {}


@pytest.mark.parametrize("who", INSIDERS)
def test_given_back_alive_in_mid_transaction_it_is_the_same_and_says_nothing(one, pooled, who):
    backend = pid()
    with in_the_middle(one, who):
        pooled.pool.putconn(pooled.connection)
        pooled.connection = None
        pooled.closed_in_transaction = True
    connection.close()
    assert pid() == backend
    assert carried() == {}


@pytest.mark.parametrize("who", INSIDERS)
def test_a_statement_broken_off(one, pooled, who):
    backend = pid()
    with in_the_middle(one, who):
        asked("SELECT set_config('statement_timeout', '20', true)")
        with pytest.raises(OperationalError, match="statement timeout"):
            asked("SELECT pg_sleep(5)")
    connection.close()
    assert pid() == backend
    assert carried() == {}


@pytest.mark.parametrize("who", INSIDERS)
def test_a_request_whose_connection_is_killed(one, pooled, admin, who):
    """The whole of a page: it fails, shows no row, and the next reader is nobody."""
    browser, killed = Client(raise_request_exception=False), []
    browser.force_login(getattr(one, who))
    case = asked_as_job("SELECT id, code FROM pathways_pathway")

    def killing(execute, sql, params, many, context):
        if not killed and 'FROM "pathways_transition"' in sql:
            killed.append(context["connection"].connection.info.backend_pid)
            kill(admin, killed[0])
        return execute(sql, params, many, context)

    with pooled.execute_wrapper(killing):
        answer = browser.get(f"/it/pathways/{case[0]}/")
    assert killed, "the page never asked"
    assert answer.status_code == 500
    assert case[1] not in answer.content.decode()
    connection.close()
    assert carried() == {}
    assert Client().get(f"/it/pathways/{case[0]}/").status_code == 302
    assert pid() not in killed
    again = Client()
    again.force_login(make.person())
    assert again.get(f"/it/pathways/{case[0]}/").status_code == 404


def asked_as_job(sql: str):
    with acting(Actor.job("test")):
        return asked(sql)
