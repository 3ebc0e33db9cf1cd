"""Look at everything that can be wrong, and say how to mend it. Status 1 if something is."""

import argparse
import json

from ponte.project.cli import environment
from ponte.project.doctor import application, database, machine
from ponte.project.doctor.finding import Finding, wrong
from ponte.project.supervisor.addresses import VARIABLES
from ponte.project.supervisor.installation import installation
from ponte.project.supervisor.say import plain

NAME = "doctor"
HELP = "what is wrong and how to mend it"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for monitoring programs")


def run(chosen: argparse.Namespace) -> int:
    found = examine()
    if chosen.json:
        content = {"good": all(one.good for one in found), "checks": [f.as_dict() for f in found]}
        plain(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        show(found)
    return 0 if all(one.good for one in found) else 1


def examine() -> list[Finding]:
    """Every check, in order; what needs the database waits for it to answer."""
    one = installation()
    found = machine.look(one) + database.look(one)
    if not any(check.name == "database" and check.good for check in found):
        return found
    names = [name for role, name in VARIABLES.items() if role != "ponte_admin"]
    environment.adopt(one, *names)
    try:
        environment.start_django()
        return found + application.look()
    except Exception as broken:  # noqa: BLE001 - whatever stops the application is a finding
        told = f"does not start: {type(broken).__name__}: {broken}"
        return [*found, wrong("application", told, "See the error; reinstall with `make run`.")]


def show(found: list[Finding]) -> None:
    for one in found:
        plain(f"{'good ' if one.good else 'WRONG'}  {one.name}: {one.detail}")
        if not one.good:
            plain(f"       mend: {one.mend}")
    count = sum(not one.good for one in found)
    plain()
    plain("All is well." if count == 0 else f"{count} thing(s) to mend.")
