"""Gives a verb its database: the supervisor's, the environment's, or our own server started."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from ponte.project.supervisor.addresses import VARIABLES
from ponte.project.supervisor.installation import (
    Installation,
    installation,
    mode,
    reachable,
    settings_module,
)
from ponte.project.supervisor.processes import MARK
from ponte.project.supervisor.say import Trouble


@contextmanager
def database(*variables: str) -> Iterator[None]:
    """Inside, these addresses are in the environment and the server answers."""
    if MARK in os.environ:  # a child of the supervisor was given what it needs
        _require(variables)
        yield
        return
    with reachable(installation()) as one:
        adopt(one, *variables)
        _require(variables)
        yield


def adopt(one: Installation, *variables: str) -> None:
    """This process takes the installation's environment, with these addresses and no others."""
    fresh = one.environment(*variables)
    del fresh[MARK]
    for name in VARIABLES.values():
        os.environ.pop(name, None)
    os.environ.update(fresh)


def _require(variables: tuple[str, ...]) -> None:
    missing = [name for name in variables if not os.environ.get(name)]
    if missing:
        raise Trouble(
            f"{' and '.join(missing)} must be set for this: "
            "`ponte database prepare` prints the addresses and the SQL that makes their roles."
        )


def start_django() -> None:
    """Load the application, without the time limits that protect the web process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    import django
    from django.db import connections

    django.setup()
    for alias in connections:
        connections[alias].settings_dict["OPTIONS"]["options"] = "-c jit=off"


def become_owner() -> None:
    """From here on this process speaks to the database as the owner of its tables."""
    from django.db import connections

    from ponte.project.settings.environment import database as parsed

    owner = parsed(os.environ["DATABASE_OWNER_URL"])
    for alias in connections:
        kept = connections[alias].settings_dict
        kept.update({name: owner[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
        kept["OPTIONS"].pop("pool", None)


def require_demo() -> None:
    """Demonstration data never meet a real installation."""
    if mode() != "demo":
        raise Trouble("PONTE_MODE is production: the demonstration is not for a real server.")
