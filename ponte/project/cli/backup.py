"""Back up the database, the uploaded files and the keys into one archive with its digests."""

import argparse
import os
from pathlib import Path

from ponte.project.archive.pack import pack
from ponte.project.cli import environment
from ponte.project.supervisor.homes import open_home
from ponte.project.supervisor.say import plain, say

NAME = "backup"
HELP = "database, files and keys into one archive"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="where the archive goes")


def run(chosen: argparse.Namespace) -> int:
    with environment.database("DATABASE_BACKUP_URL"):
        path = pack(open_home(), os.environ["DATABASE_BACKUP_URL"], chosen.folder)
    say("It holds secrets and personal data: keep it where only you can read it")
    plain(str(path))
    return 0
