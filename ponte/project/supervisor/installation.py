"""Which database server this installation uses, and the environment that says so."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from ponte.project.supervisor import keys, prepare
from ponte.project.supervisor.addresses import (
    VARIABLES,
    database_of,
    server_of,
    without_password,
)
from ponte.project.supervisor.homes import Home, open_home, short_digest
from ponte.project.supervisor.postgres import Postgres
from ponte.project.supervisor.processes import MARK
from ponte.project.supervisor.say import Trouble, say

DATABASE = "ponte"
WEB = ("DATABASE_URL", "DATABASE_STATISTICS_URL")


@dataclass(slots=True)
class Installation:
    """Home, secrets and addresses; `postgres` is None when the server is somebody else's."""

    home: Home
    secrets: dict
    postgres: Postgres | None
    urls: dict[str, str]
    admin: str = ""

    @property
    def mark(self) -> str:
        """What our processes carry in their environment."""
        return short_digest(str(self.home.root))

    @property
    def database(self) -> str:
        return database_of(self.urls["DATABASE_URL"])

    def environment(self, *variables: str) -> dict[str, str]:
        """The environment of a child: only the addresses it is named, never more."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in VARIABLES.values() and name != "PONTE_SECRET_FILE"
        }
        given = {name: self.urls[name] for name in variables if name in self.urls}
        ours = {
            "PONTE_HOME": str(self.home.root),
            "PONTE_SECRET_FILE": str(self.home.secrets),
            "DJANGO_SETTINGS_MODULE": settings_module(),
            "PYTHONUNBUFFERED": "1",
            MARK: self.mark,
        }
        return kept | given | ours

    def prepare(self) -> None:
        """Roles, database, extensions: where we are the administrator."""
        if self.postgres is not None:
            prepare.prepare(self.postgres.admin_url(), self.secrets["passwords"], self.database)
        elif self.admin:
            prepare.prepare(self.admin, self.secrets["passwords"], self.database)


def mode() -> str:
    """demo or production."""
    chosen = os.environ.get("PONTE_MODE", "demo")
    if chosen not in ("demo", "production"):
        raise Trouble(f"PONTE_MODE is '{chosen}': it must be demo or production.")
    return chosen


def settings_module() -> str:
    """The settings that go with the mode, unless the environment names others."""
    default = "prod" if mode() == "production" else "dev"
    return os.environ.get("DJANGO_SETTINGS_MODULE") or f"ponte.project.settings.{default}"


def installation() -> Installation:
    """Read the environment: our own server, or the one that DATABASE_URL names."""
    home = open_home()
    given = {name: os.environ[name] for name in VARIABLES.values() if os.environ.get(name)}
    if "DATABASE_URL" not in given and "DATABASE_ADMIN_URL" not in given:
        if mode() == "production":
            raise Trouble("In production DATABASE_URL must be set: see docs/operating/install.md.")
        return _own(home)
    if "DATABASE_URL" in given and "DATABASE_ADMIN_URL" not in given:
        return _given(home, given)
    return _administered(home, given["DATABASE_ADMIN_URL"], given)


def _own(home: Home) -> Installation:
    secrets = keys.load_or_make(home.secrets)
    postgres = Postgres(home=home, password=secrets["passwords"]["ponte_admin"])
    urls = postgres.server.urls(secrets["passwords"], DATABASE)
    urls.pop("DATABASE_ADMIN_URL")
    return Installation(home=home, secrets=secrets, postgres=postgres, urls=urls)


def _given(home: Home, given: dict[str, str]) -> Installation:
    """Addresses given one by one; a lone superuser's address is taken as the administrator's."""
    if mode() == "demo" and "DATABASE_OWNER_URL" not in given:
        url = given["DATABASE_URL"]
        if not _superuser(url):
            raise Trouble(
                "DATABASE_URL names an ordinary role, so the tables cannot be made with it. "
                "Give DATABASE_OWNER_URL too (`ponte database prepare` prints the SQL that makes "
                "both roles), or the address of a superuser in DATABASE_ADMIN_URL."
            )
        say("DATABASE_URL is a superuser's: Ponte makes its own roles there and uses those.")
        return _administered(home, url, {})
    return Installation(
        home=home, secrets=keys.load_or_make(home.secrets), postgres=None, urls=given
    )


def _administered(home: Home, admin: str, given: dict[str, str]) -> Installation:
    secrets = keys.load_or_make(home.secrets)
    named = database_of(given.get("DATABASE_URL") or admin)
    database = DATABASE if named in ("", "postgres", "template1") else named
    passwords = {role: secrets["passwords"][role] for role in prepare.ROLES}
    urls = server_of(admin).urls(passwords, database)
    if "DATABASE_OWNER_URL" in given:
        urls |= {name: url for name, url in given.items() if name != "DATABASE_ADMIN_URL"}
        admin = ""
    return Installation(home=home, secrets=secrets, postgres=None, urls=urls, admin=admin)


def _superuser(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=10) as link:
            query = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
            return bool(link.execute(query).fetchone()[0])
    except psycopg.OperationalError as refused:
        raise Trouble(
            f"The database server does not answer at {without_password(url)}: {refused}"
        ) from refused


@contextmanager
def reachable(one: Installation) -> Iterator[Installation]:
    """The database answers inside; our own server is started if it is down, and stopped after."""
    postgres = one.postgres
    if postgres is None or (postgres.orphan() is not None and postgres.answers()):
        yield one
        return
    postgres.initialise()
    try:
        postgres.start()
        one.prepare()
        yield one
    finally:
        postgres.stop()
