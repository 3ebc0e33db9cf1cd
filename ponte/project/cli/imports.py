"""Import a file of enterprises or services: shown as a difference first, applied as one."""

import argparse
from datetime import date
from pathlib import Path

from ponte.project.cli import environment
from ponte.project.supervisor.say import Trouble, plain, say

NAME = "import"
HELP = "a CSV, XLSX or ODS file, compared first; --apply writes it"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--kind", default="enterprises", help="what the lines are")
    parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="who imports")
    parser.add_argument("--mapping", default="", metavar="NAME", help="saved choices of columns")
    parser.add_argument("--source", default="", help="who made the list (default: the file's name)")
    parser.add_argument("--date", default="", metavar="DATE", help="its date (default: today)")
    parser.add_argument("--complete", action="store_true", help="what is not in it is removed")
    parser.add_argument("--apply", action="store_true", help="write; without it only compare")
    parser.add_argument("--accept", action="store_true", help="write probable duplicates too")
    parser.add_argument("--bad", type=Path, metavar="FILE", help="where the bad lines go")


def run(chosen: argparse.Namespace) -> int:
    if not chosen.file.is_file():
        raise Trouble(f"There is no file {chosen.file}.")
    made = _date(chosen.date)
    with environment.database("DATABASE_URL"):
        environment.start_django()
        return bring_in(chosen, made)


def bring_in(chosen: argparse.Namespace, made: date) -> int:
    """In a started application; status 1 when a line could not be read."""
    from ponte.exchange.public import import_file
    from ponte.kit.errors import Refused, RuleBroken

    try:
        outcome = import_file(
            chosen.file,
            kind=chosen.kind,
            source=chosen.source or chosen.file.name,
            source_date=made,
            email=chosen.email,
            mapping=chosen.mapping,
            is_complete=chosen.complete,
            apply=chosen.apply,
            accept=chosen.accept,
            mend=chosen.bad,
            tell=say,
        )
    except RuleBroken as broken:
        raise Trouble(str(broken)) from broken
    except Refused as refused:
        raise Trouble(f"{chosen.email} may not import here ({refused}).") from refused
    plain(str(outcome))
    return 0 if outcome.is_good else 1


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise Trouble(f"'{text}' is no date: write it as 2026-12-31.") from None
