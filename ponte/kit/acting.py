"""Row context: within `acting`, the database knows who reads and writes.

Policies read these keys as `(SELECT NULLIF(current_setting(key, true), '')::uuid)`; history
rows take the actor from them. They are local to the transaction, so a pooled connection
never carries one request's rights into the next.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from ponte.kit.actor import Actor
from ponte.kit.ids import uuid7


@dataclass(frozen=True, slots=True)
class RowContext:
    """What the policies may ask: who, for which organizations, and whether for all rows."""

    actor: Actor
    organizations: tuple[UUID, ...] = ()
    platform: bool = False

    def settings(self) -> dict[str, str]:
        """Return every key with its text; a key without a value is blank, never missing."""
        who = {"kind": self.actor.kind.value, "id": str(self.actor.id or "")}
        if self.actor.beside:
            who["beside"] = str(self.actor.beside)
        return {
            "ponte.actor": str(self.actor.id or ""),
            "ponte.kind": self.actor.kind.value,
            "ponte.organizations": ",".join(str(pk) for pk in self.organizations),
            "ponte.platform": "on" if self.platform else "",
            "pghistory.context_id": str(uuid7()),
            "pghistory.context_metadata": json.dumps(who),
        }


KEYS = tuple(RowContext(Actor.anonymous()).settings())
_current: ContextVar[RowContext | None] = ContextVar("ponte_row_context", default=None)


def current() -> RowContext | None:
    """Return the context in force, or None outside `acting`."""
    return _current.get()


def _tell(settings: dict[str, str]) -> None:
    calls = ", ".join("set_config(%s, %s, true)" for _ in settings)
    values = [text for pair in settings.items() for text in pair]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", values)


@contextmanager
def acting(
    actor: Actor, *, organizations: Iterable[UUID] = (), platform: bool | None = None
) -> Iterator[RowContext]:
    """Open a transaction in which the database knows `actor`; put the old context back after.

    A job sees all rows unless told otherwise: it works for every organization.
    """
    outer = _current.get()
    everything = actor.is_job if platform is None else platform
    context = RowContext(actor, tuple(organizations), everything)
    nested = connection.in_atomic_block
    token = _current.set(context)
    try:
        with transaction.atomic():
            _tell(context.settings())
            yield context
            # Local settings end with the transaction, or with a savepoint rolled back.
            if nested and not connection.needs_rollback:
                _tell(outer.settings() if outer else dict.fromkeys(KEYS, ""))
    finally:
        _current.reset(token)
