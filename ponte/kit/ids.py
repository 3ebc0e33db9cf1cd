"""Identifiers made by the application: time-ordered for rows, name-based for imports.

Neither Python 3.11 nor PostgreSQL 15 makes UUIDv7, and an identifier known before the
insert lets jobs, retries and other machines name a row that is not yet written.
"""

import secrets
import time
from collections.abc import Callable
from uuid import UUID, uuid5

SOURCES = UUID("5a3c7f0e-6a3f-5d0b-9f57-0c1f0b9a7e11")


def uuid7(
    clock: Callable[[], int] = time.time_ns,
    randomness: Callable[[int], int] = secrets.randbits,
) -> UUID:
    """Return a UUIDv7 (RFC 9562 5.7): 48 bits of milliseconds, then 74 random bits.

    >>> str(uuid7(clock=lambda: 1_700_000_000_000_000_000, randomness=lambda bits: 0))
    '018bcfe5-6800-7000-8000-000000000000'
    """
    milliseconds = clock() // 1_000_000
    random = randomness(74)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | random >> 62 << 64
    value |= 0b10 << 62 | random & ((1 << 62) - 1)
    return UUID(int=value)


def uuid_from(source: str, local_id: str) -> UUID:
    """Return the same identifier each time the same record of a source is imported.

    >>> uuid_from("register", "1") == uuid_from("register", "1")
    True
    """
    return uuid5(SOURCES, f"{source}\x1f{local_id}")
