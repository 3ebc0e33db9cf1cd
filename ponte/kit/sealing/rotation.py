"""New keys: master keys wrap again, data keys are renewed, rows are sealed again.

Run as the owner of the tables, who alone may change wrapped keys and history. Each step leaves
everything readable, whenever it is cut short; running it again goes on.
"""

from uuid import UUID

import pgtrigger
from django.apps import apps
from django.db import connection, transaction
from pghistory.models import Event

from ponte.kit.sealing import keys
from ponte.kit.sealing.fields import SealedField, sealed_fields
from ponte.kit.sealing.masters import masters
from ponte.kit.sealing.models import DataKey
from ponte.kit.sealing.seal import key_of, seal, unseal

BATCH = 500


@transaction.atomic
def wrap_again() -> int:
    """Wrap every data key with the newest master key; return how many were under another."""
    masters.read()
    newest, _key = masters.newest()
    rows = list(DataKey.objects.select_for_update().exclude(master=newest))
    for row in rows:
        keys.wrap(row, keys.unwrapped(row))
    DataKey.objects.bulk_update(rows, ["wrapped", "master"], batch_size=BATCH)
    return len(rows)


@transaction.atomic
def renew_data_keys() -> int:
    """Give every controller and the platform a new data key; the old ones still open."""
    controllers = set(DataKey.objects.values_list("controller_id", flat=True))
    for controller in controllers:
        keys.made(controller)
    keys.forget()
    return len(controllers)


def seal_again() -> int:
    """Seal every row of every sealed field with its newest key, history too; return how many."""
    return sum(_seal_again(field, *table) for field in sealed_fields() for table in _tables(field))


def masters_in_use() -> set[str]:
    """Return the fingerprints of the master keys that some data key still needs."""
    return set(DataKey.objects.values_list("master", flat=True).distinct())


def _tables(field: SealedField) -> list[tuple[str, str, str]]:
    """Return the tables that hold a field: name, primary key, column of the row it is bound to."""
    own = field.model._meta
    events = [
        (model._meta.db_table, model._meta.pk.column, "pgh_obj_id")
        for model in apps.get_models()
        if issubclass(model, Event) and getattr(model, "pgh_tracked_model", None) is field.model
        if field.column in {one.column for one in model._meta.local_concrete_fields}
    ]
    return [(own.db_table, own.pk.column, own.pk.column), *events]


def _seal_again(field: SealedField, table: str, pk: str, row: str) -> int:
    """Page through a table by its primary key; nobody waits for more than a page."""
    count = 0
    after: list[UUID] = []
    while True:
        with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
            beyond = f'AND "{pk}" > %s' if after else ""
            cursor.execute(
                f'SELECT "{pk}", "{row}", "{field.column}" FROM "{table}" '
                f'WHERE "{field.column}" IS NOT NULL {beyond} '
                f'ORDER BY "{pk}" LIMIT {BATCH} FOR UPDATE',
                after,
            )
            found = cursor.fetchall()
            for one, bound, raw in found:
                fresh = renewed(bytes(raw), place=field.place, row=bound)
                if fresh:
                    cursor.execute(
                        f'UPDATE "{table}" SET "{field.column}" = %s WHERE "{pk}" = %s',
                        [fresh, one],
                    )
                    count += 1
        if len(found) < BATCH:
            return count
        after = [found[-1][0]]


def renewed(sealed: bytes, *, place: str, row: UUID) -> bytes | None:
    """Return a value sealed with the newest key of its controller; None if it is already."""
    key = keys.key_named(key_of(sealed))
    if key is not None and keys.newest_key(key.controller).id == key.id:
        return None
    text = unseal(sealed, place=place, row=row)
    assert key is not None, "what has no key does not open"
    return seal(text, place=place, row=row, controller=key.controller)
