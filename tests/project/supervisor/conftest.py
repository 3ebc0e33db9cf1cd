"""Homes and servers of their own for each module: these tests kill processes."""

import os

import pytest

from ponte.project.supervisor import homes, keys
from ponte.project.supervisor.ports import free_after
from ponte.project.supervisor.postgres import Postgres
from tests.project.living import Running, fresh_folder


@pytest.fixture(scope="module")
def folder():
    with fresh_folder() as made:
        yield made


@pytest.fixture(scope="module")
def home(folder):
    return homes.open_home(folder)


@pytest.fixture(scope="module")
def postgres(home):
    """A running server of our own making."""
    secrets = keys.load_or_make(home.secrets)
    server = Postgres(home=home, password=secrets["passwords"]["ponte_admin"])
    server.initialise()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def shared_run(folder):
    one = Running(home=folder, port=free_after(20000 + os.getpid() % 20000))
    yield one
    if one.process and one.process.poll() is None:
        one.stop()


@pytest.fixture
def running(shared_run):
    """Everything but the demonstration's data, on a port of its own; up when a test begins."""
    if shared_run.process is None or shared_run.process.poll() is not None:
        shared_run.start()
    return shared_run
