"""What every test runs under: the app's database role, no network, no leftovers.

Each process works in a database of its own, made and migrated by the owner before settings
are read (see `ponte.project.settings.test`).
"""

import socket

import pytest
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck, settings

from ponte.kit.acting import acting
from ponte.kit.actor import Actor

# A busy machine is no fault of the code: benchmarks tell speed, tests tell rules.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Assert the role: a superuser would walk through every policy and prove nothing."""
    with django_db_blocker.unblock():
        for alias in ("default", "aside"):
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    "SELECT current_database(), current_user, rolsuper, rolbypassrls "
                    "FROM pg_roles WHERE rolname = current_user"
                )
                database, user, is_super, bypasses = cursor.fetchone()
            assert database.startswith("ponte_test_"), database
            assert (user, is_super, bypasses) == ("ponte_app", False, False)
            connections[alias].close()
    yield
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()


@pytest.fixture
def rows(db):
    """Act as a job, which sees every row, for the length of a test."""
    with acting(Actor.job("test")) as context:
        yield context


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Let tests reach this machine only."""
    connect = socket.socket.connect

    def guarded(self, address):
        outside = isinstance(address, tuple) and address[0] not in LOOPBACK
        if outside:
            raise AssertionError(f"A test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def english():
    """Begin in the language of the code: a request leaves its own language in force after it."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def no_remembered_keys():
    """A data key goes with the rows of the test that made it."""
    yield
    from ponte.kit.sealing import keys

    keys.forget()
