"""The places of the territory: municipalities with their old codes, and the free areas."""

import argparse

from ponte.project.cli import environment
from ponte.project.supervisor.say import say

NAME = "territory"
HELP = "load the municipalities and areas that ship with Ponte"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    verbs.add_parser("load", help="write or bring up to date; again changes nothing")


def run(chosen: argparse.Namespace) -> int:
    with environment.database("DATABASE_URL"):
        environment.start_django()
        from ponte.kit.acting import acting
        from ponte.kit.actor import Actor
        from ponte.territory.public import load_areas, load_places

        by = Actor.job("console")
        with acting(by):
            counts = load_places(by=by)
            areas = load_areas(by=by)
    say(f"{counts['municipalities']} municipalities, {areas} areas")
    return 0
