"""Queries without an order answer in one that nobody can have meant.

PostgreSQL gives rows that nobody ordered as they lie on the disk, which in a test is nearly
always as they were written: code that relies on it passes here and fails some day elsewhere.
So every such query is answered backwards, last place on the disk first: a test that leans on
the accident fails always, not now and then. With `PONTE_SHUFFLE` (the long runs choose a number
and say it) rows come shuffled by that number instead, so that a failure can be had again.

Grouped, distinct and combined rows have no place on the disk; they are turned round here.
"""

import os
import random

from django.db.backends.postgresql.compiler import SQLCompiler
from django.db.models.sql.constants import MULTI

VARIABLE = "PONTE_SHUFFLE"


def told() -> str:
    """How unordered rows come in this run."""
    seed = os.environ.get(VARIABLE)
    return f"shuffled by {VARIABLE}={seed}" if seed else "backwards"


def install(patch) -> None:
    """Take hold of every query of Django's, for as long as the patch lasts."""
    execute, ordering = SQLCompiler.execute_sql, SQLCompiler.get_order_by

    def execute_sql(self, result_type=MULTI, *rest, **options):
        self.answers_rows = type(self) is SQLCompiler and result_type == MULTI
        rows = execute(self, result_type, *rest, **options)
        return turned(rows) if self.answers_rows and in_any_order(self.query) else rows

    def get_order_by(self):
        meant = ordering(self)
        if meant or not getattr(self, "answers_rows", False) or not lies_on_the_disk(self.query):
            return meant
        return [(None, (accident(self), [], False))]

    patch.setattr(SQLCompiler, "execute_sql", execute_sql)
    patch.setattr(SQLCompiler, "get_order_by", get_order_by)


def lies_on_the_disk(query) -> bool:
    """Is each row of this query one row of its first table?"""
    grouped = query.group_by is not None or query.distinct or query.combinator
    return not grouped and query.get_meta().managed


def in_any_order(query) -> bool:
    """Rows that nobody ordered, that lie nowhere, and of which none was cut off."""
    meant = query.order_by or query.extra_order_by
    meant = meant or (query.default_ordering and query.get_meta().ordering and not query.group_by)
    return not meant and not lies_on_the_disk(query) and not query.is_sliced


def accident(compiler) -> str:
    """The order of rows that nobody ordered."""
    quote = compiler.quote_name_unless_alias
    place = f"{quote(compiler.query.get_initial_alias())}.ctid"
    seed = os.environ.get(VARIABLE)
    return f"md5({place}::text || '{int(seed)}')" if seed else f"{place} DESC"


def turned(chunks) -> list[list]:
    """The same rows in another order, as one chunk."""
    rows = [row for chunk in chunks for row in chunk]
    if seed := os.environ.get(VARIABLE):
        random.Random(int(seed)).shuffle(rows)
    else:
        rows.reverse()
    return [rows]
