"""Restores an archive into an empty database, on any supplier and version from 15 up."""

import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import BinaryIO

import psycopg

from ponte.project.archive import check, digests, tools
from ponte.project.archive.pack import DUMP, FILES, KEYS
from ponte.project.supervisor import keys
from ponte.project.supervisor.homes import Home
from ponte.project.supervisor.say import Trouble, say

NOT_OURS = re.compile(
    rb" (EXTENSION - |SCHEMA - public|ACL - SCHEMA public|COMMENT - (EXTENSION |SCHEMA public))"
)
SETTING = re.compile(rb"SET (\w+) =")
HARMLESS = (b"--", b"\\restrict ", b"\n", b"\r\n")
PREAMBLE = (b"SET ", b"--", b"\\restrict", b"SELECT pg_catalog.set_config", b"\n", b"\r\n")


def unpack(path: Path, home: Home, owner_url: str, backup_url: str) -> dict:
    """All of it or a clear failure; the database is filled in one transaction."""
    manifest = check.require_whole(path)
    say(f"Archive of {manifest['made_at']} is whole: {len(manifest['members'])} member(s)")
    _require_empty(home, owner_url)
    with tempfile.TemporaryDirectory(dir=home.root) as scratch:
        with tarfile.open(path, mode="r:") as tar:
            tar.extractall(scratch, filter="data")
        _fill(Path(scratch) / DUMP, owner_url)
        _compare(manifest, backup_url)
        _put_files(Path(scratch) / FILES, home.files)
        _put_keys(Path(scratch) / KEYS, home)
    return manifest


def _require_empty(home: Home, url: str) -> None:
    with psycopg.connect(url) as link:
        found = digests.tables(link)
    if found:
        raise Trouble(
            f"The database is not empty ({len(found)} tables): restore into a new one. "
            "Nothing was changed."
        )
    if any(path.is_file() for path in home.files.rglob("*")):
        raise Trouble(f"{home.files} is not empty: move it away first. Nothing was changed.")


def _fill(dump: Path, url: str) -> None:
    """pg_restore writes SQL, we drop what this server does not know, psql runs it as the owner."""
    programs = tools.newest()
    with psycopg.connect(url) as link:
        known = {row[0].encode() for row in link.execute("SELECT name FROM pg_settings")}
    listing = subprocess.run(
        [programs.program("pg_restore"), "--list", dump], capture_output=True, check=False
    )
    tools.check(listing, "pg_restore --list")
    chosen = dump.with_name("chosen.list")
    lines = listing.stdout.splitlines(keepends=True)
    chosen.write_bytes(b"".join(line for line in lines if not NOT_OURS.search(line)))
    with tempfile.TemporaryFile() as complaints:
        reader = subprocess.Popen(
            [programs.program("pg_restore"), f"--use-list={chosen}", "--no-owner", "-f", "-", dump],
            stdout=subprocess.PIPE,
            stderr=complaints,
        )
        with reader:
            _feed(reader.stdout, programs.program("psql"), url, known)
        if reader.returncode != 0:
            complaints.seek(0)
            raise Trouble(f"pg_restore failed:\n{complaints.read().decode('utf-8', 'replace')}")


def _feed(source: BinaryIO, psql: str, url: str, known: set[bytes]) -> None:
    conninfo, environment = tools.target(url)
    command = [psql, "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-d", conninfo]
    with tempfile.TemporaryFile() as complaints:
        writer = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stderr=complaints
        )
        try:
            understood(source, writer.stdin, known)
            writer.stdin.close()
        except BrokenPipeError:  # psql stopped at an error and says which
            source.close()
        except Trouble:
            writer.kill()
            writer.communicate()
            source.close()
            raise
        status = writer.wait()
        complaints.seek(0)
        if status != 0:
            text = complaints.read().decode("utf-8", "replace")
            raise Trouble(f"The database did not take the backup; it is unchanged:\n{text[-3000:]}")


def understood(source: BinaryIO, out: BinaryIO, known: set[bytes]) -> None:
    """Copy a script without the settings of its preamble that an older server has not got.

    A script that does not begin with `\\restrict` is not run: psql would obey the commands of the
    shell that a forged archive may hold.
    """
    restricted = False
    for line in source:
        restricted = restricted or line.startswith(b"\\restrict ")
        setting = SETTING.match(line)
        if setting and setting[1] not in known:
            continue
        if not restricted and not line.startswith(HARMLESS):
            raise Trouble(
                "These PostgreSQL programs are too old to read a backup safely: install newer "
                "ones and name their folder in PONTE_POSTGRES_BINARIES."
            )
        out.write(line)
        if not line.startswith(PREAMBLE):
            break
    shutil.copyfileobj(source, out, 1024 * 1024)


def _compare(manifest: dict, backup_url: str) -> None:
    with psycopg.connect(backup_url) as link:
        found = digests.of_database(link)
    told = digests.differences(manifest["database"], found)
    if told:
        raise Trouble("The restored rows differ from the backup's:\n  " + "\n  ".join(told[:20]))
    rows = sum(table["rows"] for table in found["tables"].values())
    say(f"{len(found['tables'])} tables, {rows:,} rows: every digest is the backup's")


def _put_files(source: Path, target: Path) -> None:
    if source.exists():
        shutil.copytree(source, target, dirs_exist_ok=True, copy_function=shutil.copyfile)


def _put_keys(source: Path, home: Home) -> None:
    """The archive's keys, with this server's own passwords."""
    kept, told = keys.load_or_make(home.secrets), json.loads(source.read_text(encoding="utf-8"))
    keys.write(home.secrets, {**kept, **told, "passwords": kept["passwords"]})
