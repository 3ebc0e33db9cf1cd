"""Which lines and branches the tests take, and how many they must take at least.

The engines' own tests take every branch; `make test` holds them to it. `make coverage` runs all
tests that need no browser once, and holds the rooms where something is decided, read or permitted
to every branch, and the whole to so much as stands in `LEAST`. It is no part of CI, whose run it
would make too long. A line that no test can take carries its reason beside `pragma`.
"""

import os
import subprocess

from dev.environment import ROOT, VENV, python
from dev.say import say

EVERY, LEAST = 100, 90
WHOLE = ("tests", "--ignore=tests/journeys")
DECIDING = ("rules", "actions", "queries", "permissions")
ROOMS = (
    "ponte/engines/**",
    *(f"ponte/*/{room}.py" for room in DECIDING),
    *(f"ponte/*/{room}/**" for room in DECIDING),
)
FOLDER = VENV / "coverage"
MISSED = ("--skip-covered", "--show-missing")


def engines(parallel: list[str]) -> int:
    """Run the engines' tests; every line and branch of the engines is taken by them."""
    told = _told()
    ran = _count(["ponte.engines"], [*parallel, "tests/engines"], told)
    say("branches and lines of the engines that no test takes, if any:")
    return ran or _run(["report", *MISSED, f"--fail-under={EVERY}"], told)


def whole(parallel: list[str], arguments: list[str]) -> int:
    """Run all tests that need no browser, or those named, and say what none of them takes."""
    told = _told()
    ran = _count(["ponte"], [*parallel, *(arguments or WHOLE)], told)
    say(f"what no test takes of {', '.join(DECIDING)} and of the engines, where nothing may be:")
    rooms = ["report", *MISSED, f"--include={','.join(ROOMS)}", f"--fail-under={EVERY}"]
    open_rooms = _run(rooms, told)
    say(f"percent of everything, where at least {LEAST} must be taken:")
    fell = _run(["report", "--format=total", "--precision=2", f"--fail-under={LEAST}"], told)
    return ran or open_rooms or fell


def _told() -> dict[str, str]:
    return os.environ | {"COVERAGE_FILE": str(FOLDER / "counted")}


def _count(sources: list[str], arguments: list[str], told: dict[str, str]) -> int:
    """Run the tests and add up what every process counted."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("counted*"):
        old.unlink()
    counting = ["--parallel-mode", "--branch", f"--source={','.join(sources)}"]
    ran = _run(["run", *counting, "-m", "pytest", *arguments], told)
    _run(["combine", "--quiet"], told)
    return ran


def _run(arguments: list[str], told: dict[str, str]) -> int:
    command = [python(), "-m", "coverage", *arguments]
    return subprocess.run(command, cwd=ROOT, env=told, check=False).returncode
