"""Homes and runs of their own for tests that start and kill real processes."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from ponte.project.supervisor import binaries, homes, keys, processes, state
from ponte.project.supervisor.children import tail
from ponte.project.supervisor.installation import Installation
from ponte.project.supervisor.postgres import Postgres
from ponte.project.supervisor.processes import Process
from ponte.project.supervisor.run import healthy

CLI = (sys.executable, "-m", "ponte.project.cli")
FIRST_START = 900.0


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """What a person's shell would hold: nothing of the test run."""
    hidden = ("DATABASE_", "PONTE_", "DJANGO_", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    if binaries := os.environ.get("PONTE_POSTGRES_BINARIES"):
        kept["PONTE_POSTGRES_BINARIES"] = binaries
    return {**kept, "PONTE_HOME": str(home), **more}


@contextlib.contextmanager
def fresh_folder():
    """A short path that the database's account can walk to, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp(prefix="ponte-t-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        home = homes.open_home(folder)
        Postgres(home=home, password="").stop_orphan()
        processes.stop_all(processes.marked(homes.short_digest(str(folder))))
        shutil.rmtree(folder, ignore_errors=True)


def installed(folder: Path, programs: binaries.Binaries | None = None) -> Installation:
    """An installation in a folder; its server is not started."""
    home = homes.open_home(folder)
    secrets = keys.load_or_make(home.secrets)
    postgres = Postgres(home=home, password=secrets["passwords"]["ponte_admin"], durable=False)
    if programs:
        shelf = home.postgres / "programs"
        postgres._programs = binaries.readable(programs, home.account, shelf)
    urls = postgres.server.urls(secrets["passwords"], "ponte")
    return Installation(home=home, secrets=secrets, postgres=postgres, urls=urls)


@dataclass
class Running:
    """`ponte serve` in a process of its own."""

    home: Path
    port: int
    more: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    output: Path = field(init=False)

    def __post_init__(self):
        self.output = self.home / "output.txt"

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        self.launch()
        self.wait_ready()

    def wait_ready(self) -> None:
        """All tables are made first, which takes minutes beside other tests; or it is killed."""
        try:
            self.wait_for(lambda: "Ready:" in self.said(), FIRST_START)
        except AssertionError:
            self.process.kill()
            self.process.wait()
            raise

    def launch(self, *through: str) -> subprocess.Popen:
        """Start it, perhaps through another program, without waiting."""
        with self.output.open("w") as out:
            self.process = subprocess.Popen(
                [*through, *CLI, "serve", "--listen", f"127.0.0.1:{self.port}"],
                env=clean_environment(self.home, **self.more),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self.process

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def logs(self) -> str:
        """What it said, and the ends of what its processes wrote."""
        logs = sorted((self.home / "logs").glob("*.log"))
        return "\n".join([self.said(), *(f"{log.name}:\n{tail(log)}" for log in logs)])

    def state(self) -> dict:
        return state.read(self.home / "state.json")

    def child(self, name: str) -> Process | None:
        return Process.read(self.state().get("children", {}).get(name))

    def healthy(self) -> bool:
        return healthy(self.port)

    def wait_for(self, truth, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while not truth():
            ended = self.process.poll()
            assert ended is None, f"ended with {ended}:\n{self.logs()}"
            assert time.monotonic() < deadline, f"not within {seconds} s:\n{self.logs()}"
            time.sleep(0.1)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)
