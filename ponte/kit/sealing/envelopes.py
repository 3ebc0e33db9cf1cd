"""Envelopes: sealed where there is no secret to seal with, opened only here.

A device seals for a public key of ours and cannot open again what it sealed: P-256 with a key
pair of one use, HKDF-SHA256, AES-256-GCM, all of which browsers bring along. An envelope is bound
to what stands on it: version, key, device and entry. Lengths are rounded up to 256 bytes. The
browser's side is `static/ponte/js/yard.js`; `tests/kit/envelopes.json` holds what both must make.
"""

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

VERSION = 1
BLOCK = 256
CURVE = ec.SECP256R1()
POINT_BYTES, NONCE_BYTES, SECRET_BYTES = 65, 12, 32
MOST_BYTES = 65_536


class EnvelopeBroken(Exception):
    """It does not open: another key, another device, a changed byte, or no envelope at all."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What travels: on the outside whom it is for and from, inside what nobody on the way reads."""

    key: str
    device: str
    entry: str
    point: bytes
    nonce: bytes
    box: bytes

    @property
    def bound(self) -> bytes:
        """What the seal holds together beside the text."""
        return "\x1f".join(
            ("ponte.envelope", str(VERSION), self.key, self.device, self.entry)
        ).encode()

    @classmethod
    def of(cls, told: object) -> "Envelope":
        """Read what a browser sent."""
        if not isinstance(told, Mapping) or told.get("v") != VERSION:
            raise EnvelopeBroken("This is no envelope of this version.")
        names: list[Any] = [told.get(name) for name in ("key", "device", "entry")]
        parts: list[Any] = [told.get(name) for name in ("point", "nonce", "box")]
        if not all(isinstance(one, str) for one in (*names, *parts)):
            raise EnvelopeBroken("A part of the envelope is missing.")
        return cls(*names, *(decoded(one) for one in parts))

    def told(self) -> dict[str, object]:
        """Return it as it travels."""
        outside = {"v": VERSION, "key": self.key, "device": self.device, "entry": self.entry}
        inside = {"point": self.point, "nonce": self.nonce, "box": self.box}
        return outside | {name: encoded(part) for name, part in inside.items()}


def make_secret() -> str:
    """Return a new private key, written down."""
    return _written(ec.generate_private_key(CURVE))


def public_of(secret: str) -> str:
    """Return what a device needs of a private key."""
    return encoded(_point(_read(secret)))


def seal_for(
    public: str, text: str, *, key: str, device: str, entry: str, **given: Any
) -> Envelope:
    """Seal as the browser does; `given` fixes the one-use secret and the nonce for examples."""
    once = _read(given["secret"]) if "secret" in given else ec.generate_private_key(CURVE)
    nonce = given.get("nonce") or secrets.token_bytes(NONCE_BYTES)
    there = decoded(public)
    empty = Envelope(key, device, entry, _point(once), nonce, b"")
    shared = once.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, there))
    box = _cipher(shared, empty.point, there).encrypt(nonce, _padded(text), empty.bound)
    return Envelope(key, device, entry, empty.point, nonce, box)


def open_with(secret: str, envelope: Envelope) -> str:
    """Return the text; raise `EnvelopeBroken` for whatever was not sealed for this key so."""
    if len(envelope.nonce) != NONCE_BYTES or len(envelope.box) > MOST_BYTES:
        raise EnvelopeBroken("The envelope has not the form of one.")
    ours = _read(secret)
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, envelope.point)
        cipher = _cipher(ours.exchange(ec.ECDH(), theirs), envelope.point, _point(ours))
        plain = cipher.decrypt(envelope.nonce, envelope.box, envelope.bound)
        size = int.from_bytes(plain[:4], "big")
        return plain[4 : 4 + size].decode()
    except (InvalidTag, ValueError):
        raise EnvelopeBroken("The envelope does not open.") from None


def encoded(raw: bytes) -> str:
    """Write bytes for an address or a file.

    >>> decoded(encoded(b"ponte"))
    b'ponte'
    """
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Read them again."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise EnvelopeBroken("A part of the envelope is not written as it should be.") from None


def _cipher(shared: bytes, once: bytes, ours: bytes) -> AESGCM:
    spread = HKDF(algorithm=SHA256(), length=32, salt=once + ours, info=b"ponte.envelope.1")
    return AESGCM(spread.derive(shared))


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _written(key: ec.EllipticCurvePrivateKey) -> str:
    return encoded(key.private_numbers().private_value.to_bytes(SECRET_BYTES, "big"))


def _read(secret: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(secret), "big"), CURVE)


def _padded(text: str) -> bytes:
    plain = text.encode()
    framed = len(plain).to_bytes(4, "big") + plain
    return framed + bytes(-len(framed) % BLOCK)
