"""One supervised process: started in a session of its own, bound to us, logged to a file."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ponte.project.supervisor import processes
from ponte.project.supervisor.accounts import Account

TETHER = Path(__file__).with_name("tether.py")
LOG_LIMIT = 5_000_000
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0


@dataclass(slots=True)
class Child:
    """What to run and how to stop it; keeps count of its deaths for the back-off."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    account: Account | None = None
    folder: Path | None = None
    open_files: tuple[int, ...] = ()
    stop_signal: int = signal.SIGTERM
    patience: float = 15.0
    running: subprocess.Popen | None = None
    deaths: int = 0
    begun: float = field(default=0.0)

    def start(self) -> None:
        """Start it now."""
        who = f"{self.account.uid}:{self.account.gid}" if self.account else "-"
        tether = [sys.executable, "-I", "-S", str(TETHER), str(os.getpid())]
        rotate(self.log)
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [*tether, str(int(self.stop_signal)), who, *map(str, self.command)],
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                start_new_session=True,
                pass_fds=self.open_files,
            )
        self.begun = time.monotonic()

    def alive(self) -> bool:
        """Is it running?"""
        return self.running is not None and self.running.poll() is None

    def process(self) -> processes.Process | None:
        """Its identity for the state file."""
        return processes.Process.of(self.running.pid) if self.alive() else None

    def pause(self) -> float:
        """Seconds to wait before the next start; grows with each quick death."""
        if time.monotonic() - self.begun > STEADY_AFTER:
            self.deaths = 0
        self.deaths += 1
        return min(LONGEST_PAUSE, 0.25 * 2 ** (self.deaths - 1))

    def stop(self) -> None:
        """Stop it in its own manner; when it does not listen, its whole session."""
        if self.running is None:
            return
        if self.alive():
            self.running.send_signal(self.stop_signal)
            try:
                self.running.wait(self.patience)
            except subprocess.TimeoutExpired:
                self.running.kill()
                self.running.wait(10)
        self.running = None

    def tail(self, lines: int = 12) -> str:
        """The end of its log, to show when something went wrong."""
        return tail(self.log, lines)


def rotate(log: Path) -> None:
    """Keep one older log when the file has grown."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a file, or nothing."""
    if not log.exists():
        return ""
    with log.open("rb") as source:
        source.seek(max(0, log.stat().st_size - 8000))
        text = source.read().decode("utf-8", "replace")
    return "\n".join(text.splitlines()[-lines:])
