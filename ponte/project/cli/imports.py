"""Import a file of enterprises or services: shown as a difference first, applied as one."""

import argparse
from pathlib import Path

from ponte.project.cli import environment
from ponte.project.supervisor.say import Trouble, plain, say

NAME = "import"
HELP = "a CSV, XLSX or ODS file, previewed and then applied as one"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--kind", default="enterprises", help="what the lines are")
    parser.add_argument("--mapping", default="", metavar="NAME", help="a saved column mapping")
    parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="who imports")
    parser.add_argument("--apply", action="store_true", help="write; without it only the preview")


def run(chosen: argparse.Namespace) -> int:
    if not chosen.file.is_file():
        raise Trouble(f"There is no file {chosen.file}.")
    with environment.database("DATABASE_URL"):
        environment.start_django()
        from ponte.exchange import public

        if not hasattr(public, "import_file"):
            raise Trouble("This version imports files through the pages only: sign in, Import.")
        summary = public.import_file(
            path=chosen.file,
            kind=chosen.kind,
            mapping=chosen.mapping,
            email=chosen.email,
            apply=chosen.apply,
            progress=say,
        )
    plain(str(summary))
    return 0
