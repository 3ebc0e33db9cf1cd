"""Opening, reminding and ending duties; the words of a reminder belong to its context."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty


def open_duty(
    *,
    kind: str,
    on: models.Model,
    addressee: str,
    due_at: datetime,
    organization: UUID | None = None,
    language: str = "it",
    first_reminder_at: datetime | None = None,
    every_days: int = 7,
    cap: int = 3,
) -> Duty:
    """Return the open duty of this kind, subject and addressee, made now if there is none."""
    found = Duty.objects.filter(
        kind=kind, subject_id=on.pk, addressee=addressee, ended_at__isnull=True
    ).first()
    if found:
        return found
    return Duty.objects.create(
        kind=kind,
        subject_type=on._meta.label_lower,
        subject_id=on.pk,
        organization_id=organization,
        addressee=addressee,
        language=language,
        due_at=due_at,
        next_reminder_at=first_reminder_at or due_at,
        every_days=every_days,
        cap=cap,
    )


def end_duties(*, kind: str, on: models.Model, how: str, now: datetime | None = None) -> int:
    """End every open duty of a kind on a subject: done, stopped, elsewhere, withdrawn."""
    return Duty.objects.filter(kind=kind, subject_id=on.pk, ended_at__isnull=True).update(
        ended_at=now or timezone.now(), ended_how=how
    )


def due_reminders(kind: str, now: datetime) -> QuerySet[Duty]:
    """Return the open duties of a kind that may be reminded now."""
    return Duty.objects.filter(
        kind=kind, ended_at__isnull=True, next_reminder_at__lte=now, sent__lt=F("cap")
    ).order_by("next_reminder_at", "pk")


@transaction.atomic
def take_reminder(duty: Duty, now: datetime) -> bool:
    """Count one reminder; False when another worker took it, or the cap or the end came."""
    return bool(
        Duty.objects.filter(
            Q(pk=duty.pk, ended_at__isnull=True, sent=duty.sent, sent__lt=F("cap"))
        ).update(sent=F("sent") + 1, next_reminder_at=now + timedelta(days=duty.every_days))
    )


def remind_each(
    duties: Iterable[Duty], now: datetime, *, by: Actor, write: Callable[[Duty], bool]
) -> int:
    """Write each reminder in one transaction with its mark; return how many letters left.

    A job that is broken off and taken up again finds the marks of what has left: nobody gets a
    letter twice, nobody gets none. An address that a mail server says no to holds up nobody
    else; its letter stays owed, and the job ends with what the server said.
    """
    sent = 0
    refused: OSError | None = None
    for duty in duties:
        try:
            with acting(by):
                sent += take_reminder(duty, now) and write(duty)
        except OSError as broken:
            refused = broken
    if refused is not None:
        raise refused
    return sent


def unanswered(kind: str, now: datetime) -> QuerySet[Duty]:
    """Return the open duties past their day that were not escalated yet."""
    return Duty.objects.filter(
        kind=kind, ended_at__isnull=True, due_at__lte=now, escalated_at__isnull=True
    ).order_by("due_at", "pk")
