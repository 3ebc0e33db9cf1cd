"""Values that a migration left waiting: sealed before anybody is served.

A column of text that becomes a sealed one gets a zero byte before each text, because migrations
hold no keys. Nothing opens such a value; `ponte database migrate` ends by sealing them all,
history included, as the owner of the tables. Cut short, it goes on where it was.
"""

from uuid import UUID

import pgtrigger
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models, transaction
from pghistory.models import Event

from ponte.kit.sealing.fields import SealedField, sealed_fields
from ponte.kit.sealing.seal import seal

BATCH = 500
MARK = b"\x00"


def seal_waiting() -> int:
    """Seal whatever waits in rows and in their history; return how many values that were."""
    return sum(_sealed(field, model) for field in sealed_fields() for model in _holding(field))


def _holding(field: SealedField) -> list[type[models.Model]]:
    """Return the model of a field and the one of its history, where that keeps the field."""
    events = [
        model
        for model in apps.get_models()
        if issubclass(model, Event) and getattr(model, "pgh_tracked_model", None) is field.model
        if field.column in {one.column for one in model._meta.local_concrete_fields}
    ]
    return [field.model, *events]


def _sealed(field: SealedField, model: type[models.Model]) -> int:
    count = 0
    while found := _some(field, model):
        count += found
    return count


@transaction.atomic
def _some(field: SealedField, model: type[models.Model]) -> int:
    """Seal one batch; nobody waits for more than that."""
    table, pk = model._meta.db_table, model._meta.pk.column
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{pk}", "{field.column}" FROM "{table}" '
            f'WHERE substring("{field.column}" FROM 1 FOR 1) = %s LIMIT {BATCH} FOR UPDATE',
            [MARK],
        )
        waiting = {one: bytes(raw)[len(MARK) :].decode() for one, raw in cursor.fetchall()}
        rows = model._base_manager.in_bulk(list(waiting))
        for one, text in waiting.items():
            row = _as_it_was(field.model, rows[one])
            fresh = seal(text, place=field.place, row=row.pk, controller=_controller(field, row))
            statement = f'UPDATE "{table}" SET "{field.column}" = %s WHERE "{pk}" = %s'
            cursor.execute(statement, [fresh, one])
    return len(waiting)


def _as_it_was(model: type[models.Model], row: models.Model) -> models.Model:
    """Return the row that a line of history tells of, never saved; any other row as it is."""
    if not isinstance(row, Event):
        return row
    names = {one.attname for one in row._meta.concrete_fields}
    told = [one.attname for one in model._meta.concrete_fields if one.attname in names]
    return model(**{name: getattr(row, name) for name in told})


def _controller(field: SealedField, row: models.Model) -> UUID | None:
    """Whose key; the platform's where what would say so is gone."""
    try:
        return getattr(row, field.key_of) if field.key_of else None
    except ObjectDoesNotExist:
        return None
