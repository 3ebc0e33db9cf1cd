"""Upgrade from the last release: its tables with its demonstration, then our migrations on them.

The earlier code is taken out of git into a folder beside, makes and fills a database there, and
is thrown away; what is there now migrates that database. Then no row may have gone from a table
that both know.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from dev.environment import ROOT, python
from dev.say import Trouble, say

COUNTS = """
import json, os, psycopg
from ponte.project.archive import digests
from ponte.project.supervisor.installation import installation, reachable
with reachable(installation()) as one, psycopg.connect(one.urls["DATABASE_BACKUP_URL"]) as link:
    tables = digests.of_database(link)["tables"]
    print(json.dumps({name: row["rows"] for name, row in tables.items()}))
"""
# What a migration may empty: whatever is made again from the rest.
MADE_AGAIN = ("django_", "ponte_cache", "procrastinate_", "directory_search", "limits_")


def upgrade(arguments: list[str]) -> int:
    """From a tag or commit, without one from the newest tag."""
    before = arguments[0] if arguments else _newest_tag()
    folder = Path(tempfile.mkdtemp(prefix="ponte-u-"))
    folder.chmod(0o711)
    old, home = folder / "before", folder / "home"
    old.mkdir()
    try:
        _take_out(before, old)
        say(f"{before}: tables and demonstration ...")
        _ponte(old, home, "database", "migrate")
        _ponte(old, home, "demo", "load")
        rows = _counts(old, home)
        say("Migrating with the code that is here ...")
        _ponte(ROOT, home, "database", "migrate")
        return _judge(rows, _counts(ROOT, home))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _judge(before: dict[str, int], after: dict[str, int]) -> int:
    lost = [
        f"{name}: {count} row(s) before, {after[name]} after"
        for name, count in before.items()
        if name in after and after[name] < count and not name.startswith(MADE_AGAIN)
    ]
    if lost:
        raise Trouble("Rows were lost by the upgrade:\n  " + "\n  ".join(lost))
    gone, come = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    say(f"{sum(before.values()):,} rows in {len(before)} tables are still there")
    say(f"tables that have gone: {', '.join(gone) or 'none'}; new: {', '.join(come) or 'none'}")
    return 0


def _newest_tag() -> str:
    told = _git("tag", "--list", "v*", "--sort=-version:refname").splitlines()
    if not told:
        raise Trouble("There is no release yet: name a commit, as ARGS=COMMIT.")
    return told[0]


def _take_out(before: str, folder: Path) -> None:
    archive = subprocess.Popen(["git", "archive", before], cwd=ROOT, stdout=subprocess.PIPE)
    with archive:
        done = subprocess.run(["tar", "-x", "-C", str(folder)], stdin=archive.stdout, check=False)
    if archive.returncode or done.returncode:
        raise Trouble(f"{before} cannot be taken out of git.")


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _counts(code: Path, home: Path) -> dict[str, int]:
    return json.loads(_run(code, home, "-c", COUNTS))


def _ponte(code: Path, home: Path, *arguments: str) -> None:
    _run(code, home, "-m", "ponte.project.cli", *arguments)


def _run(code: Path, home: Path, *arguments: str) -> str:
    """Run a program of that code, which stands first on Python's path, in that home."""
    hidden = ("DATABASE_", "PONTE_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    done = subprocess.run(
        [python(), *arguments],
        cwd=code,
        env={**kept, "PONTE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Trouble(f"{' '.join(arguments[:4])} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.splitlines()[-1] if done.stdout else ""
