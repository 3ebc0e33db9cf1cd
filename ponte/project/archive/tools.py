"""pg_dump, pg_restore and psql: the newest on the machine, since old ones refuse newer servers."""

import subprocess

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ponte.project.supervisor import binaries
from ponte.project.supervisor.binaries import Binaries
from ponte.project.supervisor.say import Trouble

TOOLS = ("pg_dump", "pg_restore", "psql")


def tools_for(server_major: int) -> Binaries:
    """A set of programs that understands this server."""
    for found in binaries.everything():
        if found.major >= server_major and all((found.folder / name).exists() for name in TOOLS):
            return found
    raise Trouble(
        f"The server is PostgreSQL {server_major} and no pg_dump that new was found. Install its "
        "client programs and name their folder in PONTE_POSTGRES_BINARIES."
    )


def newest() -> Binaries:
    """The newest set: reads every older archive and writes to every older server."""
    return tools_for(0)


def server_major(link: psycopg.Connection) -> int:
    """15, 16, ..."""
    return link.info.server_version // 10_000


def target(url: str) -> tuple[str, dict[str, str]]:
    """A connection string without its password, and the environment that holds it."""
    parts = conninfo_to_dict(url)
    password = str(parts.pop("password", "") or "")
    quiet = {"LC_ALL": "C", "PATH": "/usr/bin:/bin", "PGCONNECT_TIMEOUT": "20"}
    return make_conninfo(**parts), {**quiet, "PGPASSWORD": password}


def check(done: subprocess.CompletedProcess, what: str) -> None:
    """Turn a failed program into a sentence."""
    if done.returncode != 0:
        text = (
            done.stderr if isinstance(done.stderr, str) else done.stderr.decode("utf-8", "replace")
        )
        raise Trouble(f"{what} failed:\n{text.strip()[-2000:]}")
