"""Nightly: the heads of the chains go into a file; readings past their age are forgotten."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.audit import heads


def folder() -> Path:
    """Return where heads are exported to: beside the database, not in it."""
    return Path(settings.AUDIT_HEADS)


def export() -> Path:
    """Write the heads as they stand now."""
    with acting(Actor.job("audit.export_heads")), connection.cursor() as cursor:
        found = heads.read_heads(cursor)
    return heads.write(found, folder(), settings.SECRET_KEY)


@app.task(name="audit.export_heads")
def export_heads(timestamp: int) -> None:
    """Export the heads of all chains."""
    export()


@app.task(name="audit.forget_readings")
def forget_readings(timestamp: int) -> None:
    """Let readings go that are older than two years; their links stay."""
    with acting(Actor.job("audit.forget_readings")), connection.cursor() as cursor:
        cursor.execute("SELECT audit_forget()")
