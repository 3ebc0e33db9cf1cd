"""Our own PostgreSQL server: made, started, recognised, stopped.

The file postmaster.pid is the server's: it is read here and never removed.
"""

import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg

from ponte.project.supervisor import binaries as programs
from ponte.project.supervisor import processes
from ponte.project.supervisor.accounts import drop_to, own
from ponte.project.supervisor.addresses import Server
from ponte.project.supervisor.children import Child, tail
from ponte.project.supervisor.homes import Home, make_postgres_folders
from ponte.project.supervisor.say import Trouble

ADMIN = "ponte_admin"
START_WITHIN = 60.0  # after kill -9 an orphan backend may hold the data for 5 to 9 seconds
RECOVER_WITHIN = 600.0
NOT_YET = ("lock file", "shared memory block", "is another postmaster", "could not bind")


@dataclass(slots=True)
class Postgres:
    """A server over one data folder."""

    home: Home
    password: str
    environment: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    durable: bool = True
    child: Child | None = None
    _programs: programs.Binaries | None = None

    @property
    def binaries(self) -> programs.Binaries:
        """The programs, where the server's account can run them."""
        if self._programs is None:
            make_postgres_folders(self.home)
            shelf = self.home.postgres / "programs"
            self._programs = programs.readable(programs.chosen(), self.home.account, shelf)
        return self._programs

    @property
    def server(self) -> Server:
        return Server(socket=self.home.socket)

    def admin_url(self, database: str = "postgres") -> str:
        """The bootstrap superuser's address; never given to the web process."""
        return self.server.url(ADMIN, self.password, database)

    def initialise(self) -> bool:
        """Make the data folder if there is none; True if it was made now."""
        make_postgres_folders(self.home)
        version = self.home.data / "PG_VERSION"
        if version.exists():
            kept = version.read_text(encoding="ascii").strip()
            if kept != str(self.binaries.major):
                raise Trouble(
                    f"The data in {self.home.data} were written by PostgreSQL {kept}, but the "
                    f"programs here are {self.binaries.version}. Back up with the old ones and "
                    "restore with the new ones: see docs/operating/upgrade.md."
                )
            return False
        self._initdb()
        return True

    def _initdb(self) -> None:
        draft = self.home.data.with_name("data.draft")
        if draft.exists():
            subprocess.run(["rm", "-rf", "--", str(draft)], check=True)
        with tempfile.NamedTemporaryFile("w", dir=self.home.postgres, prefix=".pw-") as secret:
            secret.write(self.password)
            secret.flush()
            own(Path(secret.name), self.home.account)
            command = [
                self.binaries.program("initdb"),
                *("-D", str(draft), "-U", ADMIN, f"--pwfile={secret.name}"),
                *("--encoding=UTF8", *_locale(self.binaries.major), "--data-checksums"),
                *("--auth-local=scram-sha-256", "--auth-host=scram-sha-256"),
                *(() if self.durable else ("--no-sync",)),
            ]
            done = self._run(command)
        if done.returncode != 0:
            raise Trouble(f"PostgreSQL could not make its data folder:\n{done.stderr.strip()}")
        draft.rename(self.home.data)

    def _run(self, command: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=self.home.postgres,
            env=_environment(),
            check=False,
            **drop_to(self.home.account),
        )

    def orphan(self) -> processes.Process | None:
        """A running postmaster of this very data folder, whoever started it."""
        try:
            lines = (self.home.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            pid = int(lines[0])
            same = Path(lines[1]).resolve() == self.home.data.resolve()
        except (OSError, ValueError, IndexError):
            return None
        process = processes.Process.of(pid)
        if process is None or not same or not self._works_here(pid):
            return None
        return process

    def _works_here(self, pid: int) -> bool:
        """A postmaster's working folder is its data folder: a recycled pid has another."""
        try:
            return Path(psutil.Process(pid).cwd()).resolve() == self.home.data.resolve()
        except (psutil.Error, OSError):
            return False

    def stop_orphan(self) -> bool:
        """Stop a postmaster that lost its supervisor: fast, else at once; never by KILL."""
        found = self.orphan()
        if found is None:
            return False
        found.send(signal.SIGINT)
        if not found.wait(30):
            found.send(signal.SIGQUIT)
            if not found.wait(30):
                raise Trouble(f"The PostgreSQL server {found.pid} does not stop; see its log.")
        return True

    def start(self) -> None:
        """Start and wait until it answers; try again while an old backend still holds the data."""
        deadline = time.monotonic() + START_WITHIN
        self.child = self._child()
        while True:
            mark = self.child.log.stat().st_size if self.child.log.exists() else 0
            self.child.start()
            if self._answers_or_ends():
                return
            said = _said_since(self.child.log, mark)
            held = any(text in said for text in NOT_YET)
            if not held or time.monotonic() > deadline:
                raise Trouble(f"PostgreSQL does not start. The end of its log:\n{said[-3000:]}")
            time.sleep(0.5)

    def _child(self) -> Child:
        settings = {**_settings(self.home, self.durable), **self.settings}
        options = [part for pair in settings.items() for part in ("-c", "=".join(pair))]
        return Child(
            name="postgres",
            command=[self.binaries.program("postgres"), "-D", str(self.home.data), *options],
            environment={**_environment(), **self.environment},
            log=self.home.logs / "postgres.log",
            account=self.home.account,
            folder=self.home.postgres,
            stop_signal=signal.SIGINT,
            patience=60,
        )

    def _answers_or_ends(self) -> bool:
        deadline = time.monotonic() + RECOVER_WITHIN
        while self.child.alive():
            if self.answers():
                return True
            if time.monotonic() > deadline:
                self.child.stop()
                return False
            time.sleep(0.05)
        return False

    def answers(self) -> bool:
        """Does it let the administrator in?"""
        try:
            psycopg.connect(self.admin_url(), connect_timeout=5).close()
        except psycopg.OperationalError as refused:
            if "authentication failed" in str(refused):
                raise Trouble(
                    f"The password in {self.home.secrets} is not that of the data in "
                    f"{self.home.data}: restore the file that belongs to them."
                ) from refused
            return False
        return True

    def stop(self) -> None:
        """Stop it in its own manner, waiting for its checkpoint."""
        if self.child is not None:
            self.child.stop()


def _environment() -> dict[str, str]:
    path = os.environ.get("PATH", "/usr/bin:/bin")
    return {"PATH": path, "LC_ALL": "C", "TZ": "UTC"}


def _locale(major: int) -> tuple[str, ...]:
    """C.UTF-8 everywhere; beyond Linux only the built-in provider knows it."""
    if os.uname().sysname != "Linux" and major >= 17:
        return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return ("--locale=C.UTF-8",)


def _settings(home: Home, durable: bool) -> dict[str, str]:
    megabytes = psutil.virtual_memory().total // 2**20
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(home.socket),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": f"{max(64, min(512, megabytes // 10))}MB",
        "effective_cache_size": f"{max(256, megabytes // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "max_wal_size": "2GB",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "shared_preload_libraries": "pg_stat_statements",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return settings


def _said_since(log: Path, mark: int) -> str:
    try:
        with log.open("rb") as source:
            source.seek(mark)
            return source.read(20_000).decode("utf-8", "replace")
    except OSError:
        return tail(log)
