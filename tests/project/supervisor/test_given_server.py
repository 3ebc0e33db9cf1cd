"""`DATABASE_URL` names a server of one's own: Ponte runs on it and starts none beside it."""

import os
import urllib.request

import psycopg
import pytest

from ponte.project.supervisor import homes, throwaway
from ponte.project.supervisor.addresses import with_database
from ponte.project.supervisor.ports import free_after
from tests.project.living import Running

pytestmark = pytest.mark.processes
ADMIN = "DATABASE_ADMIN_URL"
GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL")
TEMPLATES = "SELECT datname FROM pg_database WHERE datname LIKE 'ponte\\_template\\_%'"


@pytest.fixture
def somebodys_database():
    """A database on a server that is not this home's, with Ponte's roles, as `prepare` makes."""
    admin, name = os.environ[ADMIN], f"ponte_test_given_{os.getpid()}"
    with psycopg.connect(with_database(admin, "postgres")) as link:
        template = link.execute(TEMPLATES).fetchone()[0]
    throwaway.make_copy(admin, template, name)
    yield name
    throwaway.drop(admin, name)


@pytest.fixture
def on_it(folder, somebodys_database):
    more = {name: with_database(os.environ[name], somebodys_database) for name in GIVEN}
    one = Running(home=folder, port=free_after(25000 + os.getpid() % 20000), more=more)
    yield one
    if one.process and one.process.poll() is None:
        one.stop()


def test_a_server_of_ones_own_is_used_and_no_other_is_started(on_it, somebodys_database):
    on_it.start()
    assert on_it.healthy()
    assert set(on_it.state()["children"]) == {"web", "worker"}
    home = homes.open_home(on_it.home)
    assert not home.data.exists() and "PostgreSQL" not in on_it.said()
    with urllib.request.urlopen(f"http://127.0.0.1:{on_it.port}/en/search/?q=casa") as page:
        assert page.status == 200
    with psycopg.connect(with_database(os.environ[ADMIN], somebodys_database)) as link:
        assert _sessions(link, somebodys_database) > 0
    assert on_it.stop() == 0
    assert "Everything is stopped" in on_it.said()
    with psycopg.connect(with_database(os.environ[ADMIN], somebodys_database)) as link:
        assert link.execute("SELECT 1").fetchone() == (1,), "the server is not ours to stop"


def _sessions(link, name: str) -> int:
    """How many of Ponte's own role are in that database."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND usename = 'ponte_app'"
    return link.execute(query, [name]).fetchone()[0]
