"""Sealed fields that open only behind a door: whoever reads them is written down there first.

A field marked `guarded` raises `NotThroughTheDoor` when it is opened outside `opening()`. Only the
door of a flat opens; `tests/house/test_doors.py` holds the list of doors.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_open: ContextVar[bool] = ContextVar("ponte_sealed_fields_open", default=False)


class NotThroughTheDoor(Exception):
    """A guarded value was read past the door that logs readings."""


@contextmanager
def opening() -> Iterator[None]:
    """Let guarded values be opened; the caller has logged who reads, or shows them to nobody."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def require_open(place: str) -> None:
    """Refuse a reading past the door."""
    if not _open.get():
        raise NotThroughTheDoor(f"{place} is read through the door of its flat, which logs it.")
