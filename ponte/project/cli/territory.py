"""The places of the territory: municipalities with their old codes, and the free areas."""

import argparse
from pathlib import Path

from ponte.project.cli import environment
from ponte.project.supervisor.say import Trouble, plain, say

NAME = "territory"
HELP = "load the municipalities and areas that ship with Ponte, and areas of your own"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    verbs.add_parser("load", help="write or bring up to date; again changes nothing")
    areas = verbs.add_parser(
        "areas", help="areas of your own from a CSV file, all or nothing; again changes nothing"
    )
    areas.add_argument("file", type=Path, metavar="FILE")
    areas.add_argument("--check", action="store_true", help="only say what it would change")
    areas.add_argument(
        "--replace", action="store_true", help="write over areas of the same name and kind"
    )


def run(chosen: argparse.Namespace) -> int:
    if chosen.what == "areas" and not chosen.file.is_file():
        raise Trouble(f"There is no file {chosen.file}.")
    with environment.database("DATABASE_URL"):
        environment.start_django()
        if chosen.what == "areas":
            return own_areas(chosen)
        return shipped()


def shipped() -> int:
    """In a started application: municipalities and the areas of the release."""
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor
    from ponte.territory.public import load_areas, load_places

    by = Actor.job("console")
    with acting(by):
        counts = load_places(by=by)
        areas = load_areas(by=by)
    say(f"{counts['municipalities']} municipalities, {areas} areas")
    return 0


def own_areas(chosen: argparse.Namespace) -> int:
    """In a started application; status 1 when a line is at fault and nothing was written."""
    from ponte.directory.public import reindex
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor
    from ponte.kit.errors import RuleBroken
    from ponte.territory.public import load_own_areas

    by = Actor.job("console")
    try:
        with acting(by):
            loaded = load_own_areas(
                file=chosen.file, by=by, replace=chosen.replace, check=chosen.check
            )
    except RuleBroken as broken:
        raise Trouble(str(broken)) from broken
    for one in (*loaded.notes, *loaded.changes):
        plain(str(one))
    if loaded.faults:
        for one in loaded.faults:
            plain(str(one))
        raise Trouble("Nothing was written: mend the lines above.")
    if loaded.written:
        say(f"written; {reindex()} entries of the search follow")
    elif loaded.changes:
        say("nothing was written: this was a check")
    else:
        say(f"nothing to change; areas that are as the file says: {loaded.unchanged}")
    return 0
