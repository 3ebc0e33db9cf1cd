"""The verbs themselves."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable

from dev import browser, coverage, database, environment, locks, messages, upgrading
from dev.environment import ROOT, python
from dev.say import Trouble, say

QUICK = ("tests/house", "tests/engines")
ALL_BUT_ENGINES = ("tests", "--ignore=tests/engines")
# What asks the database: rooms of flats, row policies. `make test-pg15` leaves nothing out.
NOT_ON_15 = ("journeys", "house", "engines", "data", "dev", "project", "kit/look")
ON_15 = (
    "tests",
    *(f"--ignore=tests/{room}" for room in NOT_ON_15),
    "--ignore-glob=tests/security/test_hostile_*",
)


def install(arguments: list[str]) -> int:
    """The packages that a server needs, and the `ponte` command."""
    environment.ensure("run")
    return 0


def run(arguments: list[str]) -> int:
    """Make the environment, then become the supervisor."""
    environment.ensure("run")
    _become("-m", "ponte.project.cli", "demo", "run", *arguments)
    return 1


def test(arguments: list[str]) -> int:
    """Everything, with a real browser."""
    environment.ensure("dev")
    chosen = browser.ensure()
    say(f"Chromium: {chosen[browser.VARIABLE]}")
    _checks()
    if arguments:
        return _pytest([*_parallel(), *arguments], chosen)
    return max(_pytest([*_parallel(), *ALL_BUT_ENGINES], chosen), coverage.engines(_parallel()))


def test_15(arguments: list[str]) -> int:
    """The same on PostgreSQL 15."""
    environment.ensure("dev")
    extra = database.ensure_15() | browser.ensure()
    return _pytest([*_parallel(), *(arguments or ["tests"])], extra)


def test_15_database(arguments: list[str]) -> int:
    """What faces the database, on PostgreSQL 15: all but NOT_ON_15 and hostile requests."""
    environment.ensure("dev")
    return _pytest([*_parallel(), *(arguments or ON_15)], database.ensure_15())


def check(arguments: list[str]) -> int:
    """Under two minutes: lint, walls, types, templates, house, engines."""
    environment.ensure("dev")
    _checks()
    return _pytest([*_parallel(), *(one for one in QUICK if (ROOT / one).exists())], {})


def cover(arguments: list[str]) -> int:
    """Everything but journeys, counting which lines and branches were never taken."""
    environment.ensure("dev")
    return coverage.whole(_parallel(), arguments)


def upgrade(arguments: list[str]) -> int:
    """From the last release, or from the commit that is named, to what is here."""
    environment.ensure("dev")
    return upgrading.upgrade(arguments)


def bench(arguments: list[str]) -> int:
    """The benchmarks: they print figures and judge nothing."""
    environment.ensure("dev")
    _become("-m", "ponte.project.cli", "bench", *arguments)
    return 1


def soak(arguments: list[str]) -> int:
    """The long runs: every page in every language, state and width; many more examples."""
    environment.ensure("dev")
    extra = {"PONTE_SOAK": "1", "HYPOTHESIS_PROFILE": "soak"}
    extra["PONTE_SHUFFLE"] = os.environ.get("PONTE_SHUFFLE") or str(secrets.randbelow(10**6) + 1)
    say(f"rows that nobody ordered: PONTE_SHUFFLE={extra['PONTE_SHUFFLE']}")
    return _pytest([*_parallel(), *(arguments or ["tests"])], browser.ensure() | extra)


def pictures(arguments: list[str]) -> int:
    """What the main pages look like, for the README or for a critical eye."""
    environment.ensure("dev")
    os.environ.update(browser.ensure())
    _become("-m", "dev.pictures", *arguments)
    return 1


def reference(arguments: list[str]) -> int:
    """docs/reference, written from the code."""
    environment.ensure("dev")
    _become("-m", "dev.reference")
    return 1


def _checks() -> None:
    """Lint, locks, walls, types and templates; the first that fails stops us."""
    locks.check([])
    tools = python().parent
    for title, command in {
        "ruff": [tools / "ruff", "check", "--quiet", "."],
        "format": [tools / "ruff", "format", "--check", "--quiet", "."],
        "walls": [tools / "lint-imports", "--no-cache"],
        "types": [tools / "mypy"],
        "templates": [tools / "djlint", "ponte", "--lint", "--quiet"],
    }.items():
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(f"{title} found faults:\n{done.stdout}{done.stderr}")
        say(f"{title}: good")


def _parallel() -> list[str]:
    """One test process per core, eight at most; a file's tests share servers and stay together."""
    cores = min(8, os.cpu_count() or 1)
    return ["-n", str(cores), "--dist", "loadfile"] if cores > 1 else []


def _pytest(arguments: list[str], extra: dict[str, str]) -> int:
    kept = {name: value for name, value in os.environ.items() if name != "PONTE_BEGUN"}
    command = [python(), "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=kept | extra, check=False).returncode


def _become(*arguments: str) -> None:
    """Replace this process, so that signals reach the supervisor itself."""
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(python(), [str(python()), *arguments])


VERBS: dict[str, Callable[[list[str]], int]] = {
    "environment": install,
    "run": run,
    "test": test,
    "test-pg15": test_15,
    "test-pg15-database": test_15_database,
    "check": check,
    "coverage": cover,
    "upgrade": upgrade,
    "bench": bench,
    "soak": soak,
    "pictures": pictures,
    "messages": messages.messages,
    "reference": reference,
    "locks": locks.compile_all,
    "check-locks": locks.check,
}
