"""Processes told apart from strangers: by pid and birth, or by the mark in their environment.

A pid alone proves nothing, because the system gives it out again.
"""

import os
import signal
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

MARK = "PONTE_SUPERVISED_BY"


@dataclass(frozen=True, slots=True)
class Process:
    """A process that was alive once, with what makes it this one and no other."""

    pid: int
    birth: str

    @classmethod
    def of(cls, pid: int) -> "Process | None":
        """The living process with this pid, if there is one."""
        birth = _birth(pid)
        return None if birth is None else cls(pid=pid, birth=birth)

    @classmethod
    def read(cls, kept: dict | None) -> "Process | None":
        """From the state file; anything malformed is nobody."""
        try:
            return cls(pid=int(kept["pid"]), birth=str(kept["birth"]))
        except (TypeError, KeyError, ValueError):
            return None

    def kept(self) -> dict:
        """For the state file."""
        return asdict(self)

    def alive(self) -> bool:
        """Does this very process still run (a zombie does not)?"""
        return self.pid > 1 and _birth(self.pid) == self.birth

    def send(self, number: int) -> None:
        """Signal it, and nobody else."""
        if self.alive():
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                return

    def wait(self, seconds: float) -> bool:
        """Wait for its end; True when it has ended."""
        deadline = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True


def _birth(pid: int) -> str | None:
    """Boot and clock tick of the start on Linux; elsewhere the start time."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        fields = text.rpartition(")")[2].split()
        return None if fields[0] in "ZX" else f"{_boot()}:{fields[19]}"
    except (FileNotFoundError, ProcessLookupError):
        if Path("/proc/self/stat").exists():
            return None
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return f"{process.create_time():.2f}"
    except psutil.Error:
        return None


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return str(int(psutil.boot_time()))


def marked(mark: str) -> list[Process]:
    """Every living process that carries our mark, but this one."""
    found = []
    for pid in psutil.pids():
        if pid == os.getpid() or pid <= 1:
            continue
        try:
            carries = psutil.Process(pid).environ().get(MARK) == mark
        except (psutil.Error, OSError):
            continue
        process = Process.of(pid) if carries else None
        if process is not None:
            found.append(process)
    return found


def stop_all(processes: Iterable[Process], patience: float = 10) -> None:
    """Ask them all to end, then make the stubborn end."""
    alive = [process for process in processes if process.alive()]
    for process in alive:
        process.send(signal.SIGTERM)
    deadline = time.monotonic() + patience
    for process in alive:
        if not process.wait(max(0.0, deadline - time.monotonic())):
            process.send(signal.SIGKILL)
    for process in alive:
        process.wait(5)
