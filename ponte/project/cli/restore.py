"""Restore a backup into an empty database and compare every table with its digest."""

import argparse
import os
from pathlib import Path

from ponte.project.archive import check
from ponte.project.archive.unpack import unpack
from ponte.project.cli import environment
from ponte.project.supervisor.homes import open_home
from ponte.project.supervisor.say import say

NAME = "restore"
HELP = "a backup into an empty database"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path, help="the file that `ponte backup` wrote")


def run(chosen: argparse.Namespace) -> int:
    check.manifest_of(chosen.archive)
    with environment.database("DATABASE_OWNER_URL", "DATABASE_BACKUP_URL"):
        owner, backup = os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_BACKUP_URL"]
        unpack(chosen.archive, open_home(), owner, backup)
    say("Restored. `ponte database migrate` brings an older backup up to this version")
    return 0
