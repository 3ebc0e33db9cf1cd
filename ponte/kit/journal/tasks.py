"""Nightly: what happened longer ago than anybody can be asked for it is forgotten.

Ten years, as agreements and books (art. 2220 and 2946 c.c.): until then it shows who acted.
"""

from django.db import connection
from procrastinate.contrib.django import app

from ponte.kit.acting import acting
from ponte.kit.actor import Actor


@app.task(name="journal.forget_entries")
def forget_entries(timestamp: int) -> None:
    """Let entries go that are older than ten years; the owner's function judges."""
    with acting(Actor.job("journal.forget_entries")), connection.cursor() as cursor:
        cursor.execute("SELECT journal_forget()")
