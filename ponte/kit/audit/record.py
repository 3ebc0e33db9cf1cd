"""Adding to the audit log; nothing of it is ever changed by the application."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections, models, transaction
from django.utils import timezone

from ponte.kit.actor import Actor
from ponte.kit.audit.canonical import BEGINNING, digest_of, linked, without_blank
from ponte.kit.audit.models import Deletion, Interface, Link, Reading

ASIDE, HERE = "aside", "default"
Line = Reading | Deletion


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody read or asked for: `subject` is the case, `about` whose data they are."""

    by: Actor
    data: Sequence[str]
    role: str = ""
    subject: models.Model | None = None
    about: UUID | None = None
    organization: UUID | None = None
    interface: str = Interface.PAGE
    shown: bool = True
    many: int = 1
    purposes: Sequence[str] = ()


def log_readings(*seen: Seen) -> None:
    """Commit readings on the second connection, before what they are about is shown."""
    _append([_reading(one) for one in seen], using=ASIDE)


def certify(
    *,
    rule: str,
    how: str,
    things: int,
    counts: dict[str, int],
    due_before: date,
    organization: UUID | None,
) -> Deletion:
    """Certify a deletion in its own transaction: both stand or neither. Call it last in there."""
    made = Deletion(
        at=timezone.now(),
        organization_id=organization,
        rule=rule,
        how=how,
        things=things,
        counts=[f"{name}:{count}" for name, count in sorted(counts.items())],
        due_before=due_before,
        in_backups_until=timezone.localdate() + timedelta(days=settings.BACKUP_DAYS),
    )
    _append([made], using=HERE)
    return made


def _reading(seen: Seen) -> Reading:
    subject = seen.subject
    return Reading(
        at=timezone.now(),
        actor_kind=seen.by.kind.value,
        actor_id=seen.by.id,
        actor_name=seen.by.name[:200],
        role=seen.role[:120],
        data=sorted(set(seen.data)),
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        about_id=seen.about,
        organization_id=seen.organization,
        interface=Interface(seen.interface).value,
        shown=seen.shown,
        many=seen.many,
        purposes=sorted(set(seen.purposes)),
    )


def values_of(line: models.Model) -> dict[str, Any]:
    """Return a line as its canonical form reads it."""
    told = {field.column: getattr(line, field.attname) for field in line._meta.concrete_fields}
    return without_blank(told, type(line))


def chain_of(line: Line) -> str:
    """Return the chain of a line: one a table and controller."""
    return f"{line._meta.model_name}:{line.organization_id or 'platform'}"


def _append(lines: Sequence[Line], *, using: str) -> None:
    by_chain = defaultdict(list)
    for line in lines:
        by_chain[chain_of(line)].append(line)
    with transaction.atomic(using=using):
        for chain in sorted(by_chain):
            _chain(chain, by_chain[chain], using)


def _chain(chain: str, lines: list[Line], using: str) -> None:
    """Whoever holds the chain's lock adds to its end; the lock goes with the transaction."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"audit {chain}"])
    head = Link.objects.using(using).filter(chain=chain).order_by("-number").first()
    number, previous = (head.number, head.hash) if head else (0, BEGINNING)
    table = lines[0]._meta.db_table
    told = [(one.pk, one.at, digest_of(table, values_of(one))) for one in lines]
    model: type[models.Model] = type(lines[0])
    model._default_manager.using(using).bulk_create(lines)
    Link.objects.using(using).bulk_create(
        Link(**{name: getattr(one, name) for name in one.__slots__})
        for one in linked(chain, number, previous, told)
    )
