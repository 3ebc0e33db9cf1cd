"""Migrations applied in batches: the first start makes two hundred tables, and must not drag.

For each operation Django renders anew every model around the one that changes. Where all tables
of a flat lead to one case, that is nearly the whole work. An operation that only adds something
does not look at what its neighbours in the migration add, so that one rendering serves a run.
"""

import contextlib
from collections.abc import Iterator
from itertools import groupby

from django.db.migrations.migration import Migration
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

# Making a table reads all of its fields, so fields added to it afterwards must wait their turn.
RUNS = {
    CreateModel: "tables",
    **dict.fromkeys((AddField, AddIndex, AddConstraint, AddTrigger), "additions"),
}
_one_by_one = Migration.apply


@contextlib.contextmanager
def in_batches() -> Iterator[None]:
    """While this lasts, migrations render their models once for each run of additions."""
    Migration.apply = apply
    try:
        yield
    finally:
        Migration.apply = _one_by_one


def apply(migration: Migration, state: ProjectState, editor, collect_sql: bool = False):
    """As Migration.apply, and with its result, from fewer renderings."""
    if collect_sql or not migration.atomic:
        return _one_by_one(migration, state, editor, collect_sql)
    for operations in runs(migration.operations):
        before = state.clone()
        _forward(operations, migration.app_label, state)
        for operation in operations:
            operation.database_forwards(migration.app_label, editor, before, state)
    return state


def runs(operations: list[Operation]) -> list[list[Operation]]:
    """Neighbours of one kind together; an operation that is no addition stands alone."""
    together = groupby(
        enumerate(operations),
        key=lambda numbered: RUNS.get(type(numbered[1]), numbered[0]),
    )
    return [[operation for _, operation in run] for _, run in together]


def _forward(operations: list[Operation], label: str, state: ProjectState) -> None:
    """Tell the state all of a run, then render what changed."""
    if len(operations) == 1:
        operations[0].state_forwards(label, state)
        return
    rendered = state.__dict__.pop("apps", None)  # a state that was not rendered only takes notes
    for operation in operations:
        operation.state_forwards(label, state)
    if rendered is not None:
        state.__dict__["apps"] = rendered
        state.reload_models({(label, _model(one)) for one in operations}, delay=False)


def _model(operation: Operation) -> str:
    return (getattr(operation, "model_name", None) or operation.name).lower()
