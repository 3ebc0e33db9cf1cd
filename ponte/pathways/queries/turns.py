"""One after the other: what an office numbers, pays or publishes is never done twice at once."""

from uuid import UUID

from django.db import connection


def wait_for_turn(office: UUID) -> None:
    """Wait until nobody else numbers, pays or publishes for this office; ends with the change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [str(office)])
