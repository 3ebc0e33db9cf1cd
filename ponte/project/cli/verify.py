"""Read a backup again and hold every byte against its digests; nothing is restored."""

import argparse
from pathlib import Path

from ponte.project.archive import check
from ponte.project.supervisor.say import plain

NAME = "verify"
HELP = "read a backup and check every digest"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path, help="the file that `ponte backup` wrote")


def run(chosen: argparse.Namespace) -> int:
    manifest = check.require_whole(chosen.archive)
    tables = manifest["database"]["tables"]
    rows = sum(table["rows"] for table in tables.values())
    files = sum(name.startswith("files/") for name in manifest["members"])
    plain(f"{chosen.archive} is whole: made {manifest['made_at']} from PostgreSQL")
    plain(f"{manifest['postgres']}, {len(tables)} tables, {rows:,} rows, {files} file(s).")
    return 0
