"""Working as the person who asked, with the rights that they have today."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from ponte.exchange.models import ImportRun
from ponte.kit.acting import acting
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.ids import uuid_from
from ponte.organizations.public import row_scope

PATIENCE = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s'"


def actor_of(run: ImportRun) -> Actor:
    """Return who started the import."""
    kind = ActorKind(run.actor_kind)
    return Actor(kind=kind, id=run.actor_id, name=run.actor_name, language=run.language)


def started_by(run_id: UUID) -> Actor:
    """Return who started an import, read as a job."""
    with acting(Actor.job("exchange.import")):
        return actor_of(ImportRun.objects.get(pk=run_id))


def context_of(run: ImportRun) -> UUID:
    """Return the history context under which an import writes."""
    return uuid_from("import", str(run.pk))


def undoing_context_of(run: ImportRun) -> UUID:
    """Return the history context under which an import is undone."""
    return uuid_from("undoing", str(run.pk))


def sign_history(context: UUID) -> None:
    """History rows of this transaction carry a context of the import's own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', %s, true)", [str(context)])


@contextmanager
def working_for(actor: Actor) -> Iterator[None]:
    """Open a transaction without the web's time limits, in the row context of the actor."""
    with acting(actor):
        organizations, platform = ((), True) if actor.is_job else row_scope(actor)
    with acting(actor, organizations=organizations, platform=platform):
        with connection.cursor() as cursor:
            cursor.execute(PATIENCE)
        yield
