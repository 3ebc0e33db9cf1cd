"""Comparing versions of a listing, and joining what two people wrote at the same time.

A version is a plain mapping of field names to values; rows (places, contacts) are lists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.kit.errors import RuleBroken

Version = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two versions."""

    field: str
    before: Any
    after: Any


class EditConflict(RuleBroken):
    """Somebody else changed the same words meanwhile; both texts are kept and shown."""

    def __init__(self, changes: tuple[Change, ...]):
        super().__init__(
            _("Somebody changed this page while you were writing. Read both texts, then save.")
        )
        self.changes = changes


def changes(before: Version, after: Version) -> tuple[Change, ...]:
    """Return the fields that differ, in the order of the second version."""
    return tuple(
        Change(name, before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value
    )


def join(base: Version, stored: Version, typed: Version) -> dict[str, Any]:
    """Return what to store when `typed` was written over `base` and `stored` came meanwhile.

    A field that only one of the two changed keeps that change; one that both changed to
    different values is a conflict.

    >>> join({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})
    {'a': 2, 'b': 3}
    """
    joined, fought = {}, []
    for name, mine in typed.items():
        theirs, first = stored.get(name), base.get(name)
        if mine == theirs or theirs == first:
            joined[name] = mine
        elif mine == first:
            joined[name] = theirs
        else:
            fought.append(Change(name, theirs, mine))
    if fought:
        raise EditConflict(tuple(fought))
    return joined
