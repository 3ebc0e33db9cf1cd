"""Progress lines with elapsed seconds, before anything is installed."""

import os
import sys
import time

_begun = float(os.environ.setdefault("PONTE_BEGUN", str(time.time())))


class Trouble(Exception):  # noqa: N818 - read aloud, it says what it is
    """Something is wrong outside the program; the message says what and how to mend it."""


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"[{time.time() - _begun:6.1f} s] {text}\n")
    sys.stdout.flush()
