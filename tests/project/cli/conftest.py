"""A home of their own for the verbs, and one migrated server to copy from."""

import subprocess

import pytest

from ponte.project.supervisor import homes
from tests.project.living import CLI, clean_environment, fresh_folder


@pytest.fixture(scope="module")
def folder():
    with fresh_folder() as made:
        yield made


@pytest.fixture(scope="module")
def home(folder):
    return homes.open_home(folder)


@pytest.fixture
def ponte(folder):
    """Run a verb in that home as a person would."""

    def run(*arguments, **environment):
        return subprocess.run(
            [*CLI, *map(str, arguments)],
            env=clean_environment(environment.pop("home", folder), **environment),
            capture_output=True,
            text=True,
        )

    return run
