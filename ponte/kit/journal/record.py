"""Writing to the journal and reading it back as a story."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from ponte.kit.actor import Actor
from ponte.kit.journal.models import Entry


def record(
    *, by: Actor, what: str, on: models.Model, organization: UUID | None = None, **facts
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
        facts=facts,
    )


def record_each(
    *, by: Actor, what: str, on: Iterable[models.Model], organization, facts=None
) -> int:
    """Add one line per thing, in few statements; `organization` and `facts` take the thing."""
    lines = [
        Entry(
            actor_kind=by.kind.value,
            actor_id=by.id,
            actor_name=by.name[:200],
            what=what,
            subject_type=thing._meta.label_lower,
            subject_id=thing.pk,
            organization_id=organization(thing),
            facts=facts(thing) if facts else {},
        )
        for thing in on
    ]
    return len(Entry.objects.bulk_create(lines, batch_size=10_000))


def story_of(subject: models.Model, limit: int = 50) -> list[Entry]:
    """Return the newest lines about one thing that the reader's row context lets through."""
    return list(
        Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)[:limit]
    )


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
