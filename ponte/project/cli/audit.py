"""The audit log of readings and deletions: export its heads, hold it to them, list readings.

`verify` walks every chain, recomputes every hash and names the first break of each. Without
--against it takes the newest heads that were exported on this machine; keep copies elsewhere, and
give one of those where you do not trust the machine. A back-up carries heads too. `readings`
writes for an auditor who read what of which case, in what part and for which purpose.
"""

import argparse
from datetime import date
from pathlib import Path

from ponte.project.cli import environment
from ponte.project.supervisor.say import Trouble, plain

NAME = "audit"
HELP = "the log of who read special data: verify, export, readings"
BROKEN = 1
COLUMNS = (
    *("id", "at", "actor_kind", "actor_id", "actor_name", "role", "purposes", "data", "shown"),
    *("interface", "many", "subject_type", "subject_id", "about_id", "organization_id"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    one = verbs.add_parser("verify", help="walk the chains and name the first break of each")
    one.add_argument("--against", type=Path, metavar="FILE", help="exported heads, or a back-up")
    two = verbs.add_parser("export", help="write the heads of all chains into a signed file")
    two.add_argument("--to", type=Path, metavar="FOLDER", help="another folder than the usual one")
    three = verbs.add_parser("readings", help="write the readings into a CSV file, oldest first")
    three.add_argument("file", type=Path, metavar="FILE", help="made new, for its owner alone")
    three.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="from this day on")


def run(chosen: argparse.Namespace) -> int:
    with environment.database("DATABASE_URL"):
        environment.start_django()
        if chosen.what == "readings":
            return readings(chosen.file, chosen.since)
        return verify(chosen.against) if chosen.what == "verify" else export(chosen.to)


def readings(file: Path, since: date | None) -> int:
    """In a started application; lists in a cell are joined by commas."""
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor
    from ponte.kit.audit.models import Reading
    from ponte.kit.spreadsheets import CsvLines

    try:
        file.touch(mode=0o600, exist_ok=False)
    except FileExistsError as there:
        raise Trouble(f"{file} is there already: name another.") from there
    with acting(Actor.job("console")), file.open("wb") as out:
        found = Reading.objects.order_by("at", "id")
        rows = found.filter(at__date__gte=since) if since else found
        told = (
            [",".join(one) if isinstance(one, list) else one for one in row]
            for row in rows.values_list(*COLUMNS).iterator()
        )
        out.writelines(CsvLines(COLUMNS, told))
        plain(f"{rows.count()} reading(s) in {file}")
    return 0


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
