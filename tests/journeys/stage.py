"""The stage of all stories: the demonstration as people get it, on a port of its own.

A database copied from a template that holds the loaded demonstration (made once per version
of what shapes it), gathered static files, the real web server, and the worker when a story
needs one. Talks to the tests over HTTP only.
"""

import copy
import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import psycopg
from psycopg import sql

from ponte.project.supervisor import throwaway
from ponte.project.supervisor.addresses import VARIABLES, with_database
from ponte.project.supervisor.children import Child
from ponte.project.supervisor.homes import CHECKOUT
from ponte.project.supervisor.processes import MARK
from ponte.project.supervisor.run import gunicorn, healthy

SHAPES = (  # what decides the content of the loaded demonstration
    "ponte/project/demo*/**/*.py",
    "ponte/project/demo*.py",
    "ponte/*/actions/**/*.py",
    "ponte/*/actions.py",
    "ponte/*/rules/**/*.py",
    "ponte/engines/**/*.py",
    "tests/journeys/furnish.py",
    "tests/pathways/rows.py",
    "tests/pathways/matched.py",
)
KEEP = "PONTE_STAGE_KEEP"  # any loaded territory will do: for those who only change pages
CLI = (sys.executable, "-m", "ponte.project.cli")
FURNISH = (sys.executable, "-m", "tests.journeys.furnish")
READY_WITHIN = 60
NOTHING: Mapping[str, str] = MappingProxyType({})


class Stage:
    """One running demonstration; `with Stage("name") as stage:` starts and stops it."""

    def __init__(self, name: str):
        self.database = f"ponte_test_stage_{name}_{os.getpid()}"
        self.shared = Path(os.environ["PONTE_TEST_HOME"]) / "stage"
        self.shared.mkdir(parents=True, exist_ok=True)
        self.home = Path(tempfile.mkdtemp(prefix="home-", dir=self.shared))
        shutil.copy(os.environ["PONTE_SECRET_FILE"], self.home / "secrets.json")
        self.children: list[Child] = []
        self.sockets: list[socket.socket] = []
        self._take_a_port()

    def __enter__(self) -> "Stage":
        try:
            self._open()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _open(self) -> None:
        throwaway.make_copy(self._admin, self._template(), self.database)
        self._gather()
        self._serve("web")

    def __exit__(self, *reason) -> None:
        for child in reversed(self.children):
            child.stop()
        for one in self.sockets:
            one.close()
        throwaway.drop(self._admin, self.database)
        shutil.rmtree(self.home, ignore_errors=True)

    # What stories may ask

    @cached_property
    def accounts(self) -> dict[str, dict]:
        """The demonstration's accounts by role."""
        rows = json.loads(self._run(*CLI, "demo", "accounts", "--json"))
        return {row["role"]: row for row in rows}

    @cached_property
    def links(self) -> dict[str, str]:
        """The secrets in the links that letters carry."""
        return json.loads(self._run(*FURNISH, "links"))

    def one(self, query: str, *values) -> str:
        """Read one value from the database."""
        return str(self.rows(query, *values)[0][0])

    def rows(self, query: str, *values) -> list[tuple]:
        """Read the database, to find an object whose page is to be opened."""
        with psycopg.connect(with_database(self._admin, self.database)) as link:
            return link.execute(query, values).fetchall()

    def beside(self, *command: str) -> str:
        """Run a program that does what a story leaves out of its pages."""
        return self._run(*command)

    def work(self) -> None:
        """Start the worker, if it does not run yet: mail leaves and jobs are done."""
        if not any(child.name == "worker" for child in self.children):
            self._start("worker", [*CLI, "serve", "worker"])

    def another(self, name: str, **more: str) -> "Stage":
        """The same served once more, with something else in the environment."""
        beside = copy.copy(self)
        beside._take_a_port()
        beside._serve(name, more)
        return beside

    def letters(self) -> list[str]:
        """Every e-mail that would have been sent, oldest first."""
        folder = self.home / "mail"
        paths = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime_ns)
        return [path.read_text(encoding="utf-8", errors="replace") for path in paths]

    def forget_tries(self) -> None:
        """Every test begins with no try counted against this machine's address."""
        with psycopg.connect(with_database(self._admin, self.database), autocommit=True) as link:
            link.execute("TRUNCATE limits_tries, ponte_cache")

    def log(self) -> str:
        """The end of what the servers said."""
        return "\n".join(child.tail(40) for child in self.children)

    # How it is built

    def _take_a_port(self) -> None:
        self.sockets.append(socket.create_server(("127.0.0.1", 0)))
        self.port = self.sockets[-1].getsockname()[1]
        self.address = f"http://localhost:{self.port}"

    def _serve(self, name: str, more: Mapping[str, str] = NOTHING) -> None:
        number = self.sockets[-1].fileno()
        self._start(name, gunicorn(1, "--bind", f"fd://{number}"), number, more=more)
        deadline = time.monotonic() + READY_WITHIN
        while not healthy(self.port):
            if time.monotonic() > deadline or not self.children[-1].alive():
                raise AssertionError(f"The stage does not answer:\n{self.log()}")
            time.sleep(0.1)

    @property
    def _admin(self) -> str:
        return os.environ["DATABASE_ADMIN_URL"]

    def _environment(self, database: str, home: Path) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "PONTE_MODE"}
        urls = {name: with_database(os.environ[name], database) for name in VARIABLES.values()}
        ours = {
            "DJANGO_SETTINGS_MODULE": "ponte.project.settings.dev",
            "PONTE_HOME": str(home),
            "PONTE_ADDRESS": self.address,
            "PYTHONUNBUFFERED": "1",
        }
        return kept | urls | ours

    def _run(self, *command: str, database: str = "", home: Path | None = None) -> str:
        done = subprocess.run(
            command,
            cwd=CHECKOUT,
            env=self._environment(database or self.database, home or self.home),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _start(
        self, name: str, command: list[str], *numbers: int, more: Mapping[str, str] = NOTHING
    ) -> None:
        environment = {**self._environment(self.database, self.home), **more}
        del environment["DATABASE_ADMIN_URL"], environment["DATABASE_OWNER_URL"]
        environment[MARK] = str(os.getpid())  # the addresses are given: nothing to look for
        log = self.home / f"{name}.log"
        child = Child(name, command, environment, log, folder=CHECKOUT, open_files=numbers)
        child.start()
        self.children.append(child)

    def _template(self) -> str:
        """The name of a database that holds the loaded demonstration."""
        with alone(self.shared / "loading"):
            name = f"ponte_stage_{shape_digest()}"
            found = self._databases("stage")
            if name in found:
                return name
            if found and os.environ.get(KEEP):
                return found[0]
            for old in found:
                throwaway.drop(self._admin, old)
            draft = "ponte_draft_stage"
            throwaway.make_copy(self._admin, self._databases("template")[0], draft)
            self._run(*CLI, "demo", "load", database=draft)
            self._run(*FURNISH, "fill", database=draft)
            with psycopg.connect(self._admin, autocommit=True) as link:
                text = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                link.execute(text.format(sql.Identifier(draft), sql.Identifier(name)))
            return name

    def _databases(self, kind: str) -> list[str]:
        with psycopg.connect(self._admin) as link:
            found = link.execute("SELECT datname FROM pg_database ORDER BY datname")
            return [name for (name,) in found if name.startswith(f"ponte_{kind}_")]

    def _gather(self) -> None:
        """Static files as the demonstration serves them: hashed and compressed, gathered once."""
        with alone(self.shared / "gathering"):
            home = self.shared / f"static-{static_digest()}"
            if not (home / "done").exists():
                for old in self.shared.glob("static-*"):
                    if time.time() - old.stat().st_mtime > 3600:
                        shutil.rmtree(old, ignore_errors=True)
                home.mkdir(exist_ok=True)
                shutil.copy(os.environ["PONTE_SECRET_FILE"], home / "secrets.json")
                self._run(*CLI, "static", home=home)
                (home / "done").touch()
        (self.home / "static").symlink_to(home / "static")


def shape_digest() -> str:
    """Changes with what decides the content of the loaded demonstration."""
    digest = hashlib.sha256(throwaway.migrations_digest().encode())
    for path in sorted({path for pattern in SHAPES for path in CHECKOUT.glob(pattern)}):
        digest.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def static_digest() -> str:
    """Changes with our style sheets, scripts and pictures, and with the libraries' versions."""
    digest = hashlib.sha256((CHECKOUT / "requirements" / "run.txt").read_bytes())
    for path in sorted(CHECKOUT.glob("ponte/**/static/**/*")):
        if path.is_file():
            digest.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One process at a time."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
