"""Progress lines with elapsed seconds, and the one kind of error meant for people."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

# One clock for a command and the verbs that it calls.
_begun = float(os.environ.setdefault("PONTE_BEGUN", str(time.time())))


class Trouble(Exception):  # noqa: N818 - read aloud, it says what it is
    """Something is wrong outside the program; the message says what and how to mend it."""


def elapsed() -> float:
    """Seconds since this process began to speak."""
    return time.time() - _begun


def say(text: str) -> None:
    """One line for the person in front of the terminal, at once."""
    sys.stdout.write(f"[{elapsed():6.1f} s] {text}\n")
    sys.stdout.flush()


def plain(text: str = "") -> None:
    """A line without the clock: results, tables, JSON."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what begins, and how long it took."""
    say(f"{title} ...")
    begun = time.monotonic()
    yield
    say(f"{title}: done in {time.monotonic() - begun:.1f} s")
