"""Which system account runs the database server.

PostgreSQL refuses to run as root. An existing unprivileged account is borrowed; none is made.
"""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from ponte.project.supervisor.say import Trouble

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A system account by numbers, so that it survives a missing name service."""

    name: str
    uid: int
    gid: int

    def may_pass(self, path: Path) -> bool:
        """Can this account walk to the path and read there?"""
        parts = [path, *path.parents]
        return all(self._allowed(part, 0o5 if part == path else 0o1) for part in parts)

    def may_walk(self, path: Path) -> bool:
        """Can this account pass through the path and all above it?"""
        return all(self._allowed(part, 0o1) for part in [path, *path.parents])

    def _allowed(self, path: Path, bits: int) -> bool:
        try:
            stat = path.stat()
        except OSError:
            return False
        shift = 6 if stat.st_uid == self.uid else 3 if stat.st_gid == self.gid else 0
        return (stat.st_mode >> shift) & bits == bits


def server_account() -> Account | None:
    """The account to drop to, or None when we are not root and stay who we are."""
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name=name, uid=found.pw_uid, gid=found.pw_gid)
    raise Trouble(
        "PostgreSQL does not run as root and there is no account 'postgres' or 'nobody'. "
        "Run this as an ordinary user, or give DATABASE_URL."
    )


def drop_to(account: Account | None) -> dict:
    """Arguments for subprocess that make the child run as the account."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def own(path: Path, account: Account | None) -> None:
    """Hand a path to the account (no effect unless we are root)."""
    if account is not None:
        os.chown(path, account.uid, account.gid)
