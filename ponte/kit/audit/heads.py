"""The heads of all chains, signed, in a file outside the database: what the chains are held to.

Whoever owns the tables can rewrite a chain so that it is whole again; not so that it still ends,
or passes, where an exported head says. The file holds the hash of every `EVERY`th link too, so
that a chain rewritten as a whole is known by where it parts from what was exported.
"""

import hashlib
import hmac
import json
import os
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

EVERY = 64
NAME = "audit-heads-{:%Y%m%dT%H%M%S%fZ}.json"
PATTERN = "audit-heads-*.json"
CHAINS = """
    SELECT DISTINCT ON (chain) chain, number, hash FROM audit_link ORDER BY chain, number DESC
"""
MARKS = "SELECT chain, number, hash FROM audit_link WHERE mod(number, %s) = 0"


class Cursor(Protocol):
    """A cursor of Django's or of the driver's own."""

    def execute(self, query: str, parameters: Sequence[Any] = ..., /) -> object: ...

    def fetchall(self) -> list[tuple[Any, ...]]: ...


class NoHeads(Exception):
    """The file holds no heads of ours."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ended when it was exported, and what it passed on the way, by number."""

    number: int
    hash: str
    marks: dict[int, str]


@dataclass(frozen=True, slots=True)
class Heads:
    """All chains at one moment."""

    made_at: datetime
    chains: dict[str, Head]


def read_heads(cursor: Cursor) -> Heads:
    """Return the heads of a database, as whoever asks may see them."""
    marks: dict[str, dict[int, str]] = {}
    cursor.execute(MARKS, [EVERY])
    for chain, number, found in cursor.fetchall():
        marks.setdefault(chain, {})[number] = found
    cursor.execute(CHAINS)
    ends = cursor.fetchall()
    chains = {chain: Head(number, end, marks.get(chain, {})) for chain, number, end in ends}
    return Heads(datetime.now(UTC), chains)


def signed(heads: Heads, secret: str) -> dict[str, Any]:
    """Return heads as they are written down; who has not the secret cannot make them."""
    chains = {
        name: {
            "number": head.number,
            "hash": head.hash,
            "marks": {str(number): found for number, found in head.marks.items()},
        }
        for name, head in heads.chains.items()
    }
    told = {"form": 1, "made_at": heads.made_at.isoformat(), "chains": chains}
    return {**told, "signature": _signature(told, secret)}


def opened(told: Mapping[str, Any], secret: str) -> Heads:
    """Return the heads of a file, or raise `NoHeads` where nobody of ours signed them."""
    try:
        rest = {name: value for name, value in told.items() if name != "signature"}
        if not hmac.compare_digest(str(told.get("signature", "")), _signature(rest, secret)):
            raise NoHeads("its signature is not ours: it was changed, or made elsewhere")
        chains = {
            name: Head(
                int(one["number"]),
                str(one["hash"]),
                {int(number): str(found) for number, found in one["marks"].items()},
            )
            for name, one in rest["chains"].items()
        }
        return Heads(datetime.fromisoformat(rest["made_at"]), chains)
    except (AttributeError, KeyError, TypeError, ValueError) as broken:
        raise NoHeads("it holds no heads of the audit log") from broken


def _signature(told: Mapping[str, Any], secret: str) -> str:
    text = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    key = hashlib.sha256(b"ponte.audit.heads\x1f" + secret.encode()).digest()
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def write(heads: Heads, folder: Path, secret: str) -> Path:
    """Write the heads into a file of their own, whole or not at all, and to the disk."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / NAME.format(heads.made_at)
    draft = path.with_suffix(".draft")
    text = json.dumps(signed(heads, secret), indent=1, sort_keys=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    return path


def load(path: Path, secret: str) -> Heads:
    """Read a file of heads, or those that a back-up carries in its manifest."""
    try:
        if path.suffix == ".tar":
            with tarfile.open(path, mode="r:") as tar:
                manifest = tar.extractfile("manifest.json")
                told = json.load(manifest).get("audit") if manifest else {}
        else:
            told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, KeyError, ValueError, RecursionError, tarfile.TarError) as broken:
        raise NoHeads("it cannot be read") from broken
    return opened(told, secret)


def newest(folder: Path) -> Path | None:
    """Return the file that was exported last."""
    return max(folder.glob(PATTERN), default=None)
