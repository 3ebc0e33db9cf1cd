"""The audit log of readings and deletions: export its heads, hold it to them.

`verify` walks every chain, recomputes every hash and names the first break of each. Without
--against it takes the newest heads that were exported on this machine; keep copies elsewhere, and
give one of those where you do not trust the machine. A back-up carries heads too.
"""

import argparse
from pathlib import Path

from ponte.project.cli import environment
from ponte.project.supervisor.say import Trouble, plain

NAME = "audit"
HELP = "the log of who read special data: verify, export"
BROKEN = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    one = verbs.add_parser("verify", help="walk the chains and name the first break of each")
    one.add_argument("--against", type=Path, metavar="FILE", help="exported heads, or a back-up")
    two = verbs.add_parser("export", help="write the heads of all chains into a signed file")
    two.add_argument("--to", type=Path, metavar="FOLDER", help="another folder than the usual one")


def run(chosen: argparse.Namespace) -> int:
    with environment.database("DATABASE_URL"):
        environment.start_django()
        return verify(chosen.against) if chosen.what == "verify" else export(chosen.to)


def export(folder: Path | None) -> int:
    """In a started application."""
    from django.conf import settings
    from django.db import connection

    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor
    from ponte.kit.audit import heads, tasks

    with acting(Actor.job("console")), connection.cursor() as cursor:
        found = heads.read_heads(cursor)
    plain(str(heads.write(found, folder or tasks.folder(), settings.SECRET_KEY)))
    return 0


def verify(against: Path | None) -> int:
    """In a started application; 1 where a chain is broken."""
    from django.conf import settings
    from django.db import connection

    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor
    from ponte.kit.audit import heads, tasks
    from ponte.kit.audit.verify import breaks

    path = against or heads.newest(tasks.folder())
    try:
        kept = heads.load(path, settings.SECRET_KEY) if path else None
    except heads.NoHeads as broken:
        raise Trouble(f"{path}: {broken}.") from broken
    with acting(Actor.job("console")), connection.cursor() as cursor:
        found = breaks(cursor, kept)
        now = heads.read_heads(cursor)
    for one in found:
        plain(str(one))
    if found:
        return BROKEN
    plain(f"{len(now.chains)} chain(s), {sum(one.number for one in now.chains.values())} link(s)")
    plain(_held_to(path, kept, now))
    return 0


def _held_to(path, kept, now) -> str:
    if kept is None:
        return "whole; held to no exported head: a tail cut off would not show"
    newer = sum(head.number for head in now.chains.values())
    newer -= sum(head.number for head in kept.chains.values())
    return (
        f"whole, as {path} says; {newer} link(s) are newer than its {kept.made_at:%Y-%m-%d %H:%M}"
    )
