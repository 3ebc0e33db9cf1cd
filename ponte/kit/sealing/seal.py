"""Sealing one text for one place and row, and opening it there again.

A sealed value is: version (1 byte), data key (16), nonce (12), ciphertext with its tag (16).
"""

import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag

from ponte.kit.sealing.keys import NONCE_BYTES, key_named, newest_key

VERSION = 1
BLOCK = 64
_KEY, _NONCE = 17, 17 + NONCE_BYTES
SHORTEST = _NONCE + BLOCK + 16


class SealBroken(Exception):
    """It does not open here: a wrong key, a changed byte, another row or another column."""


def seal(text: str, *, place: str, row: UUID, controller: UUID | None = None) -> bytes:
    """Return a text encrypted for one row of one column, with the controller's newest key."""
    key = newest_key(controller)
    head = bytes([VERSION]) + key.id.bytes
    nonce = secrets.token_bytes(NONCE_BYTES)
    return head + nonce + key.cipher.encrypt(nonce, _padded(text), _bound(head, place, row))


def unseal(sealed: bytes, *, place: str, row: UUID) -> str:
    """Return the text that was sealed for this row of this column."""
    head, nonce = sealed[:_KEY], sealed[_KEY:_NONCE]
    key = key_named(key_of(sealed))
    if key is None:
        raise SealBroken(f"The key of {place} is gone: nothing opens this any more.")
    try:
        plain = key.cipher.decrypt(nonce, sealed[_NONCE:], _bound(head, place, row))
    except InvalidTag:
        raise SealBroken(f"A sealed value of {place} does not open in this row.") from None
    size = int.from_bytes(plain[:4], "big")
    return plain[4 : 4 + size].decode()


def key_of(sealed: bytes) -> UUID:
    """Return which data key a value was sealed with."""
    if len(sealed) < SHORTEST or sealed[0] != VERSION:
        raise SealBroken("This was not sealed by this version of Ponte.")
    return UUID(bytes=bytes(sealed[1:_KEY]))


def _bound(head: bytes, place: str, row: UUID) -> bytes:
    return head + f"{place}\x1f{row}".encode()


def _padded(text: str) -> bytes:
    """Round the length up, so that it does not tell a short answer from another."""
    plain = text.encode()
    framed = len(plain).to_bytes(4, "big") + plain
    return framed + bytes(-len(framed) % BLOCK)
