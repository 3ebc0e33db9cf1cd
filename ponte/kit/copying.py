"""Adding many rows at once through PostgreSQL's COPY; triggers fire, so history is kept.

Only for tables without row-level security: PostgreSQL refuses COPY into the others.
"""

from collections.abc import Sequence
from enum import Enum

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from psycopg.types.json import Jsonb


def copy_in(rows: Sequence[models.Model]) -> int:
    """Insert unsaved rows of one model; return how many."""
    if not rows:
        return 0
    meta = rows[0]._meta
    names = [field.attname for field in meta.local_concrete_fields]
    columns = ", ".join(f'"{field.column}"' for field in meta.local_concrete_fields)
    documents = {
        place
        for place, field in enumerate(meta.local_concrete_fields)
        if isinstance(field, models.JSONField) and not isinstance(field, ArrayField)
    }
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{meta.db_table}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row([_plain(place, getattr(row, name), documents)
                            for place, name in enumerate(names)])  # fmt: skip
    return len(rows)


def _plain(place: int, value, documents: set[int]):
    if isinstance(value, Enum):
        return value.value
    return Jsonb(value) if place in documents else value
