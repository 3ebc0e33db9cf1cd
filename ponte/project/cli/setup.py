"""Tables, static files and the demonstration in one go; the application is loaded once."""

import argparse
import os
from collections.abc import Callable

from ponte.project.cli import database, demo, environment, static
from ponte.project.supervisor.say import Trouble, step

NAME = "setup"
HELP = "tables and static files, with --demo the demonstration too"
ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="load the demonstration territory")


def run(chosen: argparse.Namespace) -> int:
    if chosen.demo:
        environment.require_demo()
    with environment.database(*ADDRESSES):
        environment.start_django()
        gathering = begin(static.gather)
        with step("Tables"):
            end(begin(database.apply), "Migrating")
        if chosen.demo:
            with step("Demonstration territory"):
                demo.fill()
        end(gathering, "Gathering static files")
    return 0


def begin(work: Callable[[], None]) -> int:
    """Do some work in a copy of this process: roles and connections stay apart."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    except Exception as broken:  # noqa: BLE001 - told here, counted by the parent
        os.write(2, f"ponte: {type(broken).__name__}: {broken}\n".encode())
    finally:
        os._exit(status)


def end(child: int, what: str) -> None:
    """Wait for it; a failure is ours too."""
    _, status = os.waitpid(child, 0)
    if status:
        raise Trouble(f"{what} failed; see above.")
