"""Row history by trigger: bulk and SQL writes cannot escape it."""

import pghistory
from django.db import models


def tracked(*, exclude: tuple[str, ...] = ()):
    """Keep every insert, update and delete of a model in its own history table.

    History is written by the database, so the app may only read and add to it.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
        obj_field=pghistory.ObjForeignKey(
            related_name="history", on_delete=models.DO_NOTHING, db_constraint=False
        ),
    )
