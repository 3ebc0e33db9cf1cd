"""The database: print what an administrator must run once, and make or mend the tables."""

import argparse
import os
import secrets

from ponte.project.archive import again
from ponte.project.cli import environment
from ponte.project.supervisor import prepare
from ponte.project.supervisor.addresses import Server
from ponte.project.supervisor.homes import open_home
from ponte.project.supervisor.say import plain, say

NAME = "database"
HELP = "prepare a server of yours; make or mend the tables"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    one = verbs.add_parser(
        "prepare", help="print the SQL that makes roles, database and extensions on your server"
    )
    one.add_argument("--database", default="ponte", help="its name (default ponte)")
    one.add_argument("--host", default="localhost", help="for the printed addresses")
    one.add_argument("--port", type=int, default=5432, help="for the printed addresses")
    verbs.add_parser("migrate", help="make or mend the tables, as their owner, and the grants")


def run(chosen: argparse.Namespace) -> int:
    if chosen.what == "prepare":
        return show(chosen.database, Server(host=chosen.host, port=chosen.port))
    return migrate()


def show(database: str, server: Server) -> int:
    """The script with fresh passwords, and the addresses that go with them."""
    passwords = {role: secrets.token_urlsafe(24) for role in prepare.ROLES}
    plain(prepare.script(passwords, database))
    plain("-- Keep these for Ponte's environment file (mode 0600); they are shown only now.")
    for name, url in server.urls(passwords, database).items():
        plain(f"-- {name}={url}")
    return 0


def migrate() -> int:
    """Migrate as the owner, then say again who may do what."""
    with environment.database("DATABASE_OWNER_URL"):
        os.environ.setdefault("DATABASE_URL", os.environ["DATABASE_OWNER_URL"])
        environment.start_django()
        apply()
        home = open_home()
        if again.is_due(home):
            again.apply(home)
    return 0


def apply() -> None:
    """In a started application: this process becomes the owner."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from ponte.accounts.public import seal_codes_again
    from ponte.kit import roles
    from ponte.kit.actor import Actor
    from ponte.kit.sealing.waiting import seal_waiting
    from ponte.project.migrating import in_batches

    environment.become_owner()
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    say(f"{len(plan)} migration(s) to apply")
    with in_batches():
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    roles.apply_grants()
    seal_codes_again(by=Actor.job("migrate"))
    say(f"{seal_waiting()} value(s) sealed that had been in the clear")
