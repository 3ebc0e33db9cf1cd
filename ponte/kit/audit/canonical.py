"""Canonical bytes of a line, and the hashes of lines and links; nothing here asks the database."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

BEGINNING = "0" * 64
FORM = "ponte.audit.1"


@dataclass(frozen=True, slots=True)
class Chained:
    """A link as plain values."""

    record_id: UUID
    chain: str
    number: int
    at: datetime
    digest: str
    previous: str
    hash: str


def canonical(values: Mapping[str, Any]) -> bytes:
    """Write a line so that equal lines are equal bytes, on every machine and connection.

    >>> canonical({"b": 1, "a": None})
    b'{"a":null,"b":1}'
    """
    plain = {name: _plain(value) for name, value in values.items()}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def without_blank(values: Mapping[str, Any], model: type) -> dict[str, Any]:
    """Leave out columns that came later, where a line has none: so its digest stays what it was."""
    later = getattr(model, "added_later", ())
    return {name: one for name, one in values.items() if one is not None or name not in later}


def digest_of(table: str, values: Mapping[str, Any]) -> str:
    """Return the digest of a line."""
    return _hash(FORM.encode(), table.encode(), canonical(values))


def hash_of(
    *, record_id: UUID, chain: str, number: int, at: datetime, digest: str, previous: str
) -> str:
    """Return the hash of a link: over everything it says and over the link before it."""
    told = {"record_id": record_id, "number": number, "at": at, "digest": digest}
    return _hash(FORM.encode(), chain.encode(), previous.encode(), canonical(told))


def linked(
    chain: str, number: int, previous: str, lines: Iterable[tuple[UUID, datetime, str]]
) -> list[Chained]:
    """Return the links of further lines (id, time, digest) after link `number`."""
    made = []
    for record_id, at, digest in lines:
        number += 1
        told: dict[str, Any] = {"record_id": record_id, "chain": chain, "number": number, "at": at}
        told |= {"digest": digest, "previous": previous}
        previous = hash_of(**told)
        made.append(Chained(**told, hash=previous))
    return made


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"\x1f".join(parts)).hexdigest()
