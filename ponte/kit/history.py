"""Row history by trigger: bulk and SQL writes cannot escape it."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, Protocol, TypeVar
from uuid import UUID

import pghistory
import pgtrigger
from django.db import models
from pghistory.trigger import Event

Tracked = TypeVar("Tracked", bound=type[models.Model])
Told = TypeVar("Told", bound="_InContext")


class _InContext(Protocol):
    pgh_context_id: UUID


def tracked(
    *, exclude: tuple[str, ...] = (), in_bulk: bool = False
) -> Callable[[Tracked], Tracked]:
    """Keep every insert, update and delete of a model in its own history table.

    History is written by the database, so the app may only read and add to it. `in_bulk` is for
    tables that files fill: rows added or deleted by one statement are kept by one statement too,
    at a tenth of the cost.
    """
    insert, delete = (_Inserts, _Deletes) if in_bulk else (_Insert, _Delete)
    track: Callable[[Tracked], Tracked] = pghistory.track(
        insert(),
        pghistory.UpdateEvent(),
        delete(),
        exclude=list(exclude),
        obj_field=pghistory.ObjForeignKey(
            related_name="history", on_delete=models.DO_NOTHING, db_constraint=False
        ),
    )
    return track


def without_undone(story: Iterable[Told], undone: Collection[UUID]) -> list[Told]:
    """Leave out the end of a row's story that was undone again: it is now as it was before."""
    kept = list(story)
    while len(kept) > 1 and kept[-1].pgh_context_id in undone:
        kept.pop()
    return kept


_Insert, _Delete = pghistory.InsertEvent, pghistory.DeleteEvent
_CONTEXTS = "WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) "


class _Together(Event):
    """A trigger of the statement, not of the row, without the library's table of contexts."""

    level = pgtrigger.Statement

    def get_func(self, model: Any) -> pgtrigger.Func:
        """Return the one INSERT ... SELECT from the statement's rows."""
        said = super().get_func(model).func
        return pgtrigger.Func(said.removeprefix(_CONTEXTS).replace(", _pgh_attached_context;", ";"))


# Not for updates: old rows would have to be joined to new ones, by a plan that PostgreSQL fixes
# when a session first updates, be it one row or a hundred thousand.
class _Bulk:
    def add_event_trigger(self: Any, event_model: Any) -> None:
        register = pgtrigger.register(
            _Together(
                event_model=event_model,
                label=self.label,
                name=self.trigger_name,
                row=self.row,
                operation=self.operation,
            )
        )
        register(event_model.pgh_tracked_model)


class _Inserts(_Bulk, pghistory.InsertEvent):
    """Rows inserted or copied in."""


class _Deletes(_Bulk, pghistory.DeleteEvent):
    """Rows deleted."""
