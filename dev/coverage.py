"""Which lines and branches the tests take, and how many they must take at least.

The engines' own tests take every branch; `make test` holds them to it. Of the whole, which
`make coverage` runs apart because counting slows the tests down, at least so much as stands in
`LEAST`. A line that no test can take carries its reason beside `pragma`.
"""

import os
import subprocess

from dev.environment import ROOT, VENV, python
from dev.say import say

ENGINES, LEAST = 100, 90
WHOLE = ("tests", "--ignore=tests/journeys")


def engines(parallel: list[str]) -> int:
    """Run the engines' tests; every line and branch of the engines is taken by them."""
    return _measure(["ponte.engines"], [*parallel, "tests/engines"], ENGINES)


def whole(parallel: list[str], arguments: list[str]) -> int:
    """Run all tests that need no browser."""
    return _measure(["ponte"], [*parallel, *(arguments or WHOLE)], LEAST)


def _measure(sources: list[str], arguments: list[str], least: int) -> int:
    """Run the tests, add up what every process counted, print what is below and the figure."""
    folder = VENV / "coverage"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("counted*"):
        old.unlink()
    told = os.environ | {"COVERAGE_FILE": str(folder / "counted")}
    sources = ["--branch", f"--source={','.join(sources)}"]
    ran = _run(["run", "--parallel-mode", *sources, "-m", "pytest", *arguments], told)
    _run(["combine", "--quiet"], told)
    say(f"branches and lines taken, at least {least} %:")
    fell = _run(["report", "--skip-covered", "--show-missing", f"--fail-under={least}"], told)
    return ran or fell


def _run(arguments: list[str], told: dict[str, str]) -> int:
    command = [python(), "-m", "coverage", *arguments]
    return subprocess.run(command, cwd=ROOT, env=told, check=False).returncode
