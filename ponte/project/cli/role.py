"""Give a role on the whole platform to somebody who has signed up: the first officer."""

import argparse

from ponte.project.cli import environment
from ponte.project.supervisor.say import Trouble, say

NAME = "role"
HELP = "give a person a role on the platform"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    one = verbs.add_parser("give", help="give a role; again changes nothing")
    one.add_argument("email", help="of a person who has signed up")
    one.add_argument("role", nargs="?", default="platform_officer", help="default platform_officer")


def run(chosen: argparse.Namespace) -> int:
    with environment.database("DATABASE_URL"):
        environment.start_django()
        from ponte.accounts.public import person_by_email
        from ponte.kit.acting import acting
        from ponte.kit.actor import Actor
        from ponte.kit.errors import RuleBroken
        from ponte.organizations.actions.mandates import give_mandate

        by = Actor.job("console")
        with acting(by):
            person = person_by_email(chosen.email)
            if person is None:
                raise Trouble(
                    f"Nobody has signed up as {chosen.email}: do that first, on the site."
                )
            try:
                give_mandate(person=person.pk, role=chosen.role, by=by)
            except RuleBroken as broken:
                raise Trouble(str(broken)) from broken
    say(f"{chosen.email} is now {chosen.role}")
    return 0
