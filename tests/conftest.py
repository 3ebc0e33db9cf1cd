"""What every test runs under: the app's database role, no network, no leftovers.

Each process works in a database of its own, made and migrated by the owner before settings
are read (see `ponte.project.settings.test`).
"""

import ipaddress
import os
import socket

import pytest
from django.core.cache import cache
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck, settings

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from tests import undefined, unordered

# A busy machine is no fault of the code: benchmarks tell speed, tests tell rules.
CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("calm", **CALM)
# The long run: ten times the examples, unless a test says its own number.
settings.register_profile("soak", max_examples=1_000, **CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "calm"))

REACHING = ("connect", "connect_ex", "sendto", "sendmsg")


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


@pytest.fixture
def no_tries():
    """Begin without tries counted before: they outlive a test, as its transaction does not."""
    cache.clear()
    with connections["aside"].cursor() as cursor:
        cursor.execute("DELETE FROM limits_tries")


@pytest.fixture(autouse=True)
def no_jobs_left(request, django_db_blocker):
    """A test that commits leaves an empty queue: nobody else empties tables that are not ours."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")


def pytest_report_header():
    """Say what a failure may depend on."""
    return f"rows of queries without an order come {unordered.told()}"


@pytest.fixture(autouse=True, scope="session")
def no_accidental_order():
    """Rows that nobody ordered come as nobody expects them."""
    with pytest.MonkeyPatch.context() as patch:
        unordered.install(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_undefined_name():
    """A template that asks for what nobody gave fails the test."""
    with pytest.MonkeyPatch.context() as patch:
        undefined.install(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Let tests, and what they set up once for many, reach this machine only."""
    with pytest.MonkeyPatch.context() as patch:
        for name in REACHING:
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


def _guarded(reach):
    """The same, for addresses of this machine; the address is always the last argument."""

    def guarded(self, *arguments):
        address = arguments[-1] if arguments else None
        if isinstance(address, tuple) and not _here(address[0]):
            raise AssertionError(f"A test tried to reach {address[0]}")
        return reach(self, *arguments)

    return guarded


def _here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
