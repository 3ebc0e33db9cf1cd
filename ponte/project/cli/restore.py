"""Restore a backup into an empty database and compare every table with its digest."""

import argparse
import os
from pathlib import Path

from ponte.project.archive import again, check
from ponte.project.archive.unpack import unpack
from ponte.project.cli import environment
from ponte.project.supervisor.homes import open_home
from ponte.project.supervisor.say import say

NAME = "restore"
HELP = "a backup into an empty database"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path, help="the file that `ponte backup` wrote")
    parser.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="CODE",
        help="a case that was held since the backup: the hold is not in it, so name it",
    )


def run(chosen: argparse.Namespace) -> int:
    check.manifest_of(chosen.archive)
    with environment.database("DATABASE_OWNER_URL", "DATABASE_BACKUP_URL"):
        owner, backup = os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_BACKUP_URL"]
        home = open_home()
        manifest = unpack(chosen.archive, home, owner, backup)
        again.note(home, manifest["made_at"], chosen.keep)
    say(
        "Restored. `ponte database migrate` brings an older backup up to this version, and lets "
        "go again of what had reached its time since the backup"
    )
    return 0
