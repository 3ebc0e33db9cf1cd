"""What has been kept long enough: count it, or let it go by rule with a certificate.

The worker does so each night by itself. With --dry-run nothing is changed.
"""

import argparse

from ponte.project.cli import environment
from ponte.project.supervisor.say import plain

NAME = "retention"
HELP = "let go of what has been kept long enough"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would go")


def run(chosen: argparse.Namespace) -> int:
    with environment.database("DATABASE_URL"):
        environment.start_django()
        return apply(only_say=chosen.dry_run)


def apply(*, only_say: bool) -> int:
    """In a started application."""
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor
    from ponte.pathways.actions.retention import let_go
    from ponte.pathways.queries.retention import due_now
    from ponte.pathways.rules.retention import beside, rules

    if only_say:
        with acting(Actor.job("retention")):
            found = due_now()
    else:
        found = let_go(by=Actor.job("retention"))
    for code, rule in {**rules(), **beside()}.items():
        plain(f"  {found[code]:>6}  {rule.said('en')} ({rule.months} months, {rule.how})")
    plain("Nothing was changed." if only_say else "Done; each deletion has its certificate.")
    return 0
