"""The master keys: outside the database, newest first, known by a fingerprint."""

import base64
import binascii
import hashlib

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.module_loading import import_string

KEY_BYTES = 32


class NoMasterKey(Exception):
    """The secrets hold no master key, or not the one that a data key was wrapped with."""


class Masters:
    """What this process has read of the secrets; it reads again when it misses a key."""

    def __init__(self) -> None:
        self._known: dict[str, AESGCM] = {}
        self._newest = ""

    def read(self) -> None:
        """Read the secrets as they stand now."""
        found = [decoded(text) for text in import_string(settings.SEALING_KEYS)()]
        self._known = {fingerprint(key): AESGCM(key) for key in found}
        self._newest = fingerprint(found[0]) if found else ""

    def newest(self) -> tuple[str, AESGCM]:
        """Return the key that wraps from now on, with its fingerprint."""
        if not self._newest:
            self.read()
        if not self._newest:
            raise NoMasterKey("The secrets hold no sealing key: PONTE_SEALING_KEYS or secrets.json")
        return self._newest, self._known[self._newest]

    def named(self, name: str) -> AESGCM:
        """Return the key of a fingerprint."""
        if name not in self._known:
            self.read()
        if name not in self._known:
            raise NoMasterKey(f"The sealing key {name} is not among the secrets.")
        return self._known[name]


def decoded(text: str) -> bytes:
    """Return a master key from its written form, base64 of 32 bytes."""
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise NoMasterKey("A sealing key must be 32 bytes, written in base64.")
    return key


def fingerprint(key: bytes) -> str:
    """Return sixteen signs that name a key and tell nothing about it."""
    return hashlib.sha256(b"ponte.sealing." + key).hexdigest()[:16]


masters = Masters()
