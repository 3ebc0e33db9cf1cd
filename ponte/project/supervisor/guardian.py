"""Keeps the test server up while somebody uses it, and takes it away afterwards.

Users hold a shared lock on a file; the kernel lets go of it however they end.
"""

import fcntl
import sys
import time
from pathlib import Path

import psycopg

from ponte.project.supervisor import keys, prepare, throwaway
from ponte.project.supervisor.homes import Home, open_home
from ponte.project.supervisor.postgres import Postgres
from ponte.project.supervisor.say import Trouble


def guard(root: Path) -> int:
    """Start the server, say that it is ready, stay until it has been idle for a while."""
    home = open_home(root)
    ready = root / "ready"
    with (root / "guardian.lock").open("a") as mine:
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        ready.unlink(missing_ok=True)
        server = _start(home)
        ready.touch()
        try:
            with _until_idle(server, root / "in-use"):
                ready.unlink(missing_ok=True)
                server.stop()
        finally:
            ready.unlink(missing_ok=True)
            server.stop()
    return 0


def _start(home: Home) -> Postgres:
    secrets = keys.load_or_make(home.secrets)
    password = secrets["passwords"]["ponte_admin"]
    server = Postgres(
        home=home, password=password, durable=False, settings=dict(throwaway.SETTINGS)
    )
    server.stop_orphan()
    try:
        server.initialise()
        server.start()
    except Trouble:  # without durability the data may not survive a power cut: make them anew
        if home.data.exists():
            home.data.rename(home.data.with_name(f"data.broken.{time.time_ns()}"))
        server.initialise()
        server.start()
    _clear(server.admin_url())
    prepare.prepare(server.admin_url(), secrets["passwords"])
    return server


def _clear(admin: str) -> None:
    """Remove the databases that killed test processes left."""
    with psycopg.connect(admin, autocommit=True) as link:
        query = r"SELECT datname FROM pg_database WHERE datname LIKE 'ponte\_test\_%'"
        left = [row[0] for row in link.execute(query)]
    for name in left:
        throwaway.drop(admin, name)


def _until_idle(server: Postgres, path: Path):
    """Return holding the file alone, once nobody has held it for the linger time."""
    used = time.monotonic()
    while server.child.alive():
        time.sleep(0.5)
        handle = path.open("a")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            used = time.monotonic()
        else:
            if time.monotonic() - used > throwaway.LINGER:
                return handle
        handle.close()
    return path.open("a")


if __name__ == "__main__":
    sys.exit(guard(Path(sys.argv[1])))
