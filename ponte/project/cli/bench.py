"""Run the benchmarks of the folder bench/: they print figures and judge nothing."""

import argparse
import subprocess
import sys
from pathlib import Path

from ponte.project.cli import environment
from ponte.project.supervisor.homes import CHECKOUT
from ponte.project.supervisor.say import Trouble, plain, say

NAME = "bench"
HELP = "run the benchmarks, or name the ones to run"
FOLDER = CHECKOUT / "bench"
LONG = "# run by hand"  # a first comment that keeps a benchmark out of the default round


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", help="default: all but the ones to be run by hand")
    parser.add_argument("--list", action="store_true", help="only say which there are")


def run(chosen: argparse.Namespace) -> int:
    found = benchmarks()
    if chosen.list:
        for name, path in found.items():
            plain(f"{name:<24} {'by hand' if by_hand(path) else ''}".rstrip())
        return 0
    unknown = [name for name in chosen.names if name not in found]
    if unknown:
        raise Trouble(f"No benchmark {', '.join(unknown)}; there are: {', '.join(found)}.")
    names = chosen.names or [name for name, path in found.items() if not by_hand(path)]
    with environment.database("DATABASE_URL", "DATABASE_OWNER_URL"):
        return max([measure(name) for name in names], default=0)


def benchmarks() -> dict[str, Path]:
    """Name and file of each benchmark; a module that begins with _ is none."""
    if not FOLDER.is_dir():
        raise Trouble("The benchmarks are in the repository, not in an installed package.")
    paths = sorted(FOLDER.glob("*.py"))
    return {path.stem: path for path in paths if not path.stem.startswith("_")}


def by_hand(path: Path) -> bool:
    """Too long for the default round?"""
    return path.read_text(encoding="utf-8").startswith(LONG)


def measure(name: str) -> int:
    """Run one in a process of its own, so that its memory is its own."""
    say(f"bench/{name}.py")
    return subprocess.run(
        [sys.executable, "-m", f"bench.{name}"], cwd=CHECKOUT, check=False
    ).returncode
