"""Data keys: made at first need, wrapped in the database, unwrapped in this process's memory."""

import secrets
import time
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from ponte.kit.ids import uuid7
from ponte.kit.sealing.masters import KEY_BYTES, NoMasterKey, masters
from ponte.kit.sealing.models import DataKey

NONCE_BYTES = 12
REMEMBERED, SECONDS = 5_000, 60


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A data key ready to use, and whose it is."""

    id: UUID
    controller: UUID | None
    cipher: AESGCM


_open: dict[UUID, OpenKey] = {}
_newest: dict[UUID | None, tuple[OpenKey, float]] = {}


def forget() -> None:
    """Empty this process's memory of keys."""
    _open.clear()
    _newest.clear()


def key_named(pk: UUID) -> OpenKey | None:
    """Return the data key that a sealed value names; None when it is no longer there."""
    if pk not in _open:
        row = DataKey.objects.filter(pk=pk).first()
        if row is None:
            return None
        _remember(_opened(row))
    return _open[pk]


def newest_key(controller: UUID | None) -> OpenKey:
    """Return the key that seals for a controller now, made if there is none yet.

    A key is remembered as the newest only once it is committed: a request that rolls back takes
    the key it made with it, and nothing may be sealed with that one any more.
    """
    found, until = _newest.get(controller, (None, 0.0))
    if found and time.monotonic() < until:
        return found
    row = DataKey.objects.filter(controller_id=controller).order_by("-pk").first()
    key = _opened(row or made(controller))
    transaction.on_commit(partial(_settle, key))
    return key


def made(controller: UUID | None) -> DataKey:
    """Make a data key; from its commit on it is the newest."""
    row = DataKey(id=uuid7(), controller_id=controller)
    wrap(row, secrets.token_bytes(KEY_BYTES))
    row.save(force_insert=True)
    return row


def wrap(row: DataKey, key: bytes) -> None:
    """Write a data key under the newest master key, bound to its own row and controller."""
    masters.read()  # it is done rarely, and never with a key that is on its way out
    row.master, master = masters.newest()
    nonce = secrets.token_bytes(NONCE_BYTES)
    row.wrapped = nonce + master.encrypt(nonce, key, _bound(row))


def unwrapped(row: DataKey) -> bytes:
    """Return a data key in the clear."""
    wrapped = bytes(row.wrapped)
    try:
        master = masters.named(row.master)
        return master.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _bound(row))
    except InvalidTag:
        raise NoMasterKey(f"The data key {row.pk} does not open: it was changed.") from None


def _bound(row: DataKey) -> bytes:
    return f"ponte.datakey\x1f{row.pk}\x1f{row.controller_id or ''}".encode()


def _opened(row: DataKey) -> OpenKey:
    return OpenKey(row.pk, row.controller_id, AESGCM(unwrapped(row)))


def _remember(key: OpenKey) -> None:
    if len(_open) >= REMEMBERED:
        forget()
    _open[key.id] = key


def _settle(key: OpenKey) -> None:
    _remember(key)
    _newest[key.controller] = (key, time.monotonic() + SECONDS)
