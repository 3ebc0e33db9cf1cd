"""Secrets made on this machine, outside the repository, readable by their owner alone."""

import base64
import json
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

ROLES = ("ponte_admin", "ponte_owner", "ponte_app", "ponte_statistics", "ponte_backup")


def load_or_make(path: Path) -> dict:
    """The installation's secrets; made at first sight, completed when a new one is needed."""
    kept = read(path) if path.exists() else {}
    full = {"secret_key": kept.get("secret_key") or secrets.token_urlsafe(48), **kept}
    passwords = dict(kept.get("passwords", {}))
    for role in ROLES:
        passwords.setdefault(role, secrets.token_urlsafe(24))
    full["passwords"] = passwords
    full.setdefault("sealing", [sealing_key()])
    if full != kept:
        write(path, full)
    return full


def sealing_key() -> str:
    """A new master key for sealed fields: 32 bytes, in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def add_sealing_key(path: Path) -> None:
    """Put a new master key before the others, which still open what they wrapped."""
    kept = read(path)
    write(path, {**kept, "sealing": [sealing_key(), *kept.get("sealing", [])]})


def keep_sealing_keys(path: Path, wanted: Callable[[str], bool]) -> int:
    """Drop the master keys that are not wanted, never the newest; how many went."""
    kept = read(path)
    newest, *older = kept["sealing"]
    left = [newest, *(one for one in older if wanted(one))]
    write(path, {**kept, "sealing": left})
    return len(kept["sealing"]) - len(left)


def read(path: Path) -> dict:
    """The secrets as they stand."""
    return json.loads(path.read_text(encoding="utf-8"))


def write(path: Path, content: dict) -> None:
    """Replace the file in one step; it is never readable by others, not even for a moment."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secrets-")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(content, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    Path(name).chmod(0o600)
    Path(name).replace(path)
