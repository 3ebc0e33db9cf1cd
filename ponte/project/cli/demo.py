"""The demonstration territory: run it, load it, show its accounts, begin again."""

import argparse
import json
import os
import sys

from ponte.project.cli import environment
from ponte.project.supervisor.installation import installation
from ponte.project.supervisor.ports import port_of
from ponte.project.supervisor.run import Supervisor
from ponte.project.supervisor.say import Trouble, plain, say

NAME = "demo"
HELP = "the demonstration: run, load, modena, accounts, reset"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    one = verbs.add_parser("run", help="start everything on this machine (what `make run` does)")
    one.add_argument("--port", help="default PORT, else 8000")
    verbs.add_parser("load", help="load the demonstration territory; again changes nothing")
    verbs.add_parser("modena", help="drive 39 synthetic pathways; again changes nothing")
    one = verbs.add_parser("accounts", help="the demonstration accounts, one a role")
    one.add_argument("--json", action="store_true", help="for programs")
    one = verbs.add_parser("reset", help="remove all data of the demonstration")
    one.add_argument("--yes", action="store_true", help="do not ask")


def run(chosen: argparse.Namespace) -> int:
    environment.require_demo()
    if chosen.what == "run":
        port = port_of(chosen.port or os.environ.get("PORT") or "8000")
        return Supervisor(installation(), port).run()
    if chosen.what == "load":
        return load()
    if chosen.what == "modena":
        return modena()
    if chosen.what == "accounts":
        return accounts(as_json=chosen.json)
    return reset(sure=chosen.yes)


def load() -> int:
    """Load the territory, with progress."""
    with environment.database("DATABASE_URL"):
        environment.start_django()
        fill()
    return 0


def fill() -> None:
    """In a started application."""
    from ponte.project import demo

    demo.load(progress=say)


def modena() -> int:
    """Drive the synthetic pathways whose table `ponte figures pathways` prints."""
    with environment.database("DATABASE_URL"):
        environment.start_django()
        from ponte.project.demo import modena as cases
        from ponte.project.demo import modena_matching

        driven = cases.load(progress=say)
        modena_matching.load(progress=say)
    say(f"{driven} cases driven; `ponte figures pathways` prints their table")
    return 0


def accounts(*, as_json: bool) -> int:
    """Print role, e-mail and password of each account."""
    with environment.database("DATABASE_URL"):
        environment.start_django()
        from ponte.project import demo

        rows = [dict(row) for row in demo.accounts()]
    if as_json:
        plain(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    columns = ("role", "email", "password")
    widths = {c: max([len(c), *(len(str(row[c])) for row in rows)]) for c in columns}
    for row in [{c: c for c in columns}, *rows]:
        plain("  " + "  ".join(f"{row[c]!s:<{widths[c]}}" for c in columns).rstrip())
    return 0


def reset(*, sure: bool) -> int:
    """Drop the demonstration's tables and files; the next run begins anew."""
    if not sure and not _confirmed():
        raise Trouble("Nothing was removed.")
    with environment.database("DATABASE_OWNER_URL"):
        import psycopg

        url = os.environ["DATABASE_OWNER_URL"]
        with psycopg.connect(url) as owner:
            owner.execute("SET client_min_messages = warning")
            owner.execute("DROP OWNED BY CURRENT_USER CASCADE")
    say("The demonstration is empty; `make run` loads it again")
    return 0


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        raise Trouble("This removes all data of the demonstration: add --yes to confirm.")
    sys.stdout.write("This removes all data of the demonstration. Type 'yes' to go on: ")
    sys.stdout.flush()
    return sys.stdin.readline().strip() == "yes"
