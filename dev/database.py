"""The second PostgreSQL that the suite must pass on: Debian's 15."""

from pathlib import Path

from dev.environment import apt_install
from dev.say import Trouble

FOLDER = Path("/usr/lib/postgresql/15/bin")


def ensure_15() -> dict[str, str]:
    """Environment variables that choose PostgreSQL 15's programs."""
    if not (FOLDER / "initdb").exists():
        apt_install("postgresql-15")
    if not (FOLDER / "initdb").exists():
        raise Trouble(f"PostgreSQL 15 is not in {FOLDER}. On Debian 12: apt install postgresql-15.")
    return {"PONTE_POSTGRES_BINARIES": str(FOLDER)}
