"""Gather style sheets, scripts and pictures where the web process serves them."""

import argparse
import hashlib
import os
from pathlib import Path

from ponte.project.cli import environment
from ponte.project.supervisor.installation import installation
from ponte.project.supervisor.processes import MARK
from ponte.project.supervisor.say import say

NAME = "static"
HELP = "gather static files; does nothing when they have not changed"
STAMP = ".gathered"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="gather even if nothing changed")


def run(chosen: argparse.Namespace) -> int:
    if MARK not in os.environ:
        environment.adopt(installation(), "DATABASE_URL")
    environment.start_django()
    gather(force=chosen.force)
    return 0


def gather(*, force: bool = False) -> None:
    """In a started application."""
    from django.conf import settings
    from django.core.management import call_command

    stamp, now = Path(settings.STATIC_ROOT) / STAMP, fingerprint()
    if not force and stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now, encoding="ascii")
    say(f"Static files are in {settings.STATIC_ROOT}")


def fingerprint() -> str:
    """Changes when any source file does, by path, size and time."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
