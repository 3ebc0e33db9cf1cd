"""Writing to the journal and reading it back as a story."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models
from django.utils import timezone

from ponte.kit.actor import Actor
from ponte.kit.copying import array_text
from ponte.kit.ids import uuid7
from ponte.kit.journal.models import Entry

Thing = TypeVar("Thing", bound=models.Model)

# The table is under row-level security, into which PostgreSQL copies nothing.
EACH = """
INSERT INTO journal_entry (at, actor_kind, actor_id, actor_name, what, subject_type,
  id, subject_id, organization_id, facts)
SELECT %s, %s, %s, %s, %s, %s, line.id, line.subject, line.organization, line.facts
FROM ROWS FROM (unnest(%s::uuid[], %s::uuid[], %s::uuid[]), jsonb_array_elements(%s::jsonb))
  AS line(id, subject, organization, facts)
"""


def record(
    *, by: Actor, what: str, on: models.Model, organization: UUID | None = None, **facts: Any
) -> Entry:
    """Add a line: `what` is noun.verbed, `facts` hold no text a stranger typed."""
    return Entry.objects.create(
        actor_kind=by.kind.value,
        actor_id=by.id,
        actor_name=by.name[:200],
        what=what,
        subject_type=on._meta.label_lower,
        subject_id=on.pk,
        organization_id=organization,
        facts=facts if by.beside is None else {**facts, "beside": str(by.beside)},
    )


def record_each(
    *,
    by: Actor,
    what: str,
    on: Iterable[Thing],
    organization: Callable[[Thing], UUID | None],
    facts: Callable[[Thing], Mapping[str, Any]] | None = None,
) -> int:
    """Add one line per thing, in one statement; `organization` and `facts` take the thing."""
    things = list(on)
    if not things:
        return 0
    values = [
        timezone.now(),
        by.kind.value,
        by.id,
        by.name[:200],
        what,
        things[0]._meta.label_lower,
        array_text([uuid7() for _thing in things]),
        array_text([thing.pk for thing in things]),
        array_text([organization(thing) for thing in things]),
        json.dumps([facts(thing) if facts else {} for thing in things], ensure_ascii=False),
    ]
    with connection.cursor() as cursor:
        cursor.execute(EACH, values)
    return len(things)


def story_of(subject: models.Model, limit: int = 50) -> list[Entry]:
    """Return the newest lines about one thing that the reader's row context lets through."""
    return list(
        Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)[:limit]
    )


def last_of(subject: models.Model, what: str) -> Entry | None:
    """Return the newest line of one kind about one thing, as far as the reader's rows go."""
    told = {"subject_type": subject._meta.label_lower, "subject_id": subject.pk, "what": what}
    return Entry.objects.filter(**told).first()


def record_denial(*, by: Actor, permission: str, path: str) -> None:
    """Keep a refused attempt, on the second connection: the request's own work rolls back."""
    Entry.objects.using("aside").create(
        actor_kind=by.kind.value,
        actor_id=by.id,
        actor_name=by.name[:200],
        what="access.denied",
        subject_type=permission[:80],
        subject_id=by.id or UUID(int=0),
        facts={"path": path[:200]},
    )
