"""A server for tests: no durability, one per version of PostgreSQL, a database per process.

`provide()` gives the environment of a fresh, migrated database; the application's settings
need nothing else. The server is started at first need by a guardian and goes by itself when
nobody has used it for a while, even when the users were killed.
"""

import atexit
import fcntl
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

from ponte.project.supervisor import binaries, keys, prepare
from ponte.project.supervisor.addresses import Server, server_of, with_database
from ponte.project.supervisor.homes import CHECKOUT, Home, open_home, short_digest
from ponte.project.supervisor.postgres import Postgres
from ponte.project.supervisor.say import Trouble

LINGER = 30.0
GIVEN = "PONTE_TEST_SERVER"  # remembers, for child processes, the server a person gave
SETTINGS = {"max_connections": "200", "shared_buffers": "128MB", "max_wal_size": "1GB"}
DIGESTED = ("ponte/*/migrations/**/*.py", "ponte/*/*/migrations/**/*.py", "ponte/**/data/**/*")
ALSO = (
    "ponte/kit/roles.py",
    "ponte/project/settings/base.py",
    "ponte/project/supervisor/prepare.py",
    "requirements/run.txt",
)


def provide() -> dict[str, str]:
    """Environment variables of a migrated database that nobody else uses."""
    home = open_home(_root())
    _hold(home.root / "in-use")
    with (home.root / "preparing").open("a") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        secrets = keys.load_or_make(home.secrets)
        admin = given_server() or _own_server(home, secrets)
        template = _template(home, admin, secrets)
    name = f"ponte_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    make_copy(admin, template, name)
    atexit.register(drop, admin, name)
    given = {GIVEN: admin} if given_server() else {GIVEN: "none"}
    private = Path(tempfile.mkdtemp(prefix="home-", dir=home.root))
    atexit.register(subprocess.run, ["rm", "-rf", "--", str(private)], check=False)
    return {**given, **_variables(home, secrets, admin, name), "PONTE_HOME": str(private)}


def given_server() -> str:
    """An administrator's address from the environment, or nothing."""
    if GIVEN in os.environ:
        return "" if os.environ[GIVEN] == "none" else os.environ[GIVEN]
    if url := os.environ.get("DATABASE_ADMIN_URL"):
        return url
    url = os.environ.get("DATABASE_URL", "")
    if url and not is_superuser(url):
        raise Trouble(
            "The tests make roles and databases: give DATABASE_ADMIN_URL, or a DATABASE_URL "
            "whose role is a superuser, or neither."
        )
    return url


def is_superuser(url: str) -> bool:
    """May this address make roles and databases?"""
    with psycopg.connect(url) as link:
        found = link.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(found.fetchone()[0])


def make_copy(admin: str, template: str, name: str) -> None:
    """A database like the template, made by copying files."""
    drop(admin, name)
    with psycopg.connect(admin, autocommit=True) as link:
        text = "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"
        link.execute(sql.SQL(text).format(sql.Identifier(name), sql.Identifier(template)))
        for statement in prepare.door_statements(name):
            link.execute(statement)


def drop(admin: str, name: str) -> None:
    """Remove a database, whoever is still connected; a server that has gone is no matter."""
    try:
        with psycopg.connect(admin, autocommit=True) as link:
            text = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
            link.execute("SET client_min_messages = error")
            link.execute(sql.SQL(text).format(sql.Identifier(name)))
    except psycopg.OperationalError:
        return


def _root() -> Path:
    """One folder per version of the programs, under PONTE_HOME or the system's temporary one."""
    if given := os.environ.get("PONTE_TEST_HOME"):
        return Path(given)
    name = f"ponte-tests-{os.geteuid()}-{short_digest(str(CHECKOUT))}"
    above = Path(os.environ.get("PONTE_HOME") or Path(tempfile.gettempdir()) / name)
    if given_server():
        return _remember(above / "tests" / "given")
    found = binaries.chosen()
    label = re.sub(r"[^a-z0-9.]+", "-", f"{found.version}-{found.supplier}".lower()).strip("-")
    return _remember(above / "tests" / label)


def _remember(root: Path) -> Path:
    """Child processes (parallel workers) must arrive at the same folder."""
    os.environ["PONTE_TEST_HOME"] = str(root)
    return root


def _variables(home: Home, secrets: dict, admin: str, name: str) -> dict[str, str]:
    given = server_of(admin)
    server = given if given_server() else Server(socket=home.socket)
    urls = server.urls(secrets["passwords"], name)
    urls["DATABASE_ADMIN_URL"] = with_database(admin, name)
    return {**urls, "PONTE_SECRET_FILE": str(home.secrets)}


def _hold(path: Path) -> None:
    """Say that we use the server until this process ends, however it ends: never closed."""
    fcntl.flock(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), fcntl.LOCK_SH)


def _own_server(home: Home, secrets: dict) -> str:
    server = Postgres(home=home, password=secrets["passwords"]["ponte_admin"])
    deadline = time.monotonic() + 120
    while not (server.orphan() and (home.root / "ready").exists() and server.answers()):
        with (home.logs / "guardian.log").open("ab") as log:
            guardian = subprocess.Popen(
                [sys.executable, "-m", "ponte.project.supervisor.guardian", str(home.root)],
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while guardian.poll() is None and not (home.root / "ready").exists():
            time.sleep(0.05)
        guardian.returncode = 0  # it outlives us on purpose: no warning about that
        if time.monotonic() > deadline:
            text = (home.logs / "guardian.log").read_text(encoding="utf-8")[-3000:]
            raise Trouble(f"The test server does not start:\n{text}")
    return server.admin_url()


def _template(home: Home, admin: str, secrets: dict) -> str:
    """A migrated database to copy, made again when a migration changes."""
    name = f"ponte_template_{migrations_digest()}"
    with psycopg.connect(admin, autocommit=True) as link:
        query = r"SELECT datname FROM pg_database WHERE datname LIKE 'ponte\_template\_%'"
        found = {row[0] for row in link.execute(query)}
    if name in found:
        return name
    for old in found:
        drop(admin, old)
    draft = "ponte_draft"
    drop(admin, draft)
    prepare.prepare(admin, secrets["passwords"], draft)
    _migrate(_variables(home, secrets, admin, draft) | {"PONTE_HOME": str(home.root)})
    with psycopg.connect(with_database(admin, draft), autocommit=True) as link:
        link.execute("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO ponte_app")
    with psycopg.connect(admin, autocommit=True) as link:
        text = "ALTER DATABASE {} RENAME TO {}"
        link.execute(sql.SQL(text).format(sql.Identifier(draft), sql.Identifier(name)))
    return name


def _migrate(variables: dict[str, str]) -> None:
    hidden = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PONTE_MODE")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "ponte.project.cli", "database", "migrate"],
        cwd=CHECKOUT,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Trouble(f"The test database cannot be migrated:\n{done.stdout}{done.stderr}")


def migrations_digest() -> str:
    """Changes when a migration, its data or the grants change."""
    paths = {path for pattern in DIGESTED for path in CHECKOUT.glob(pattern) if path.is_file()}
    paths |= {CHECKOUT / name for name in ALSO if (CHECKOUT / name).exists()}
    digest = hashlib.sha256()
    for path in sorted(paths):
        if "__pycache__" in path.parts:
            continue
        digest.update(str(path.relative_to(CHECKOUT)).encode())
        if path.suffix in (".py", ".txt"):
            digest.update(path.read_bytes())
        else:
            stat = path.stat()
            digest.update(f"{stat.st_size}:{stat.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]
