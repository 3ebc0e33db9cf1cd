"""What is owed by whom until when, and how often we have already asked."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class Duty(models.Model):
    """One thing one addressee is asked to do; reminders stop at the cap or when it ends."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    organization_id = models.UUIDField(null=True)
    addressee = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="it")
    due_at = models.DateTimeField()
    next_reminder_at = models.DateTimeField(null=True)
    every_days = models.PositiveSmallIntegerField(default=7)
    cap = models.PositiveSmallIntegerField(default=3)
    sent = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=20, blank=True)
    escalated_at = models.DateTimeField(null=True)

    privacy = privacy(
        internal="id kind subject_type subject_id organization_id language due_at "
        "next_reminder_at every_days cap sent opened_at ended_at ended_how escalated_at",
        personal="addressee",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "addressee"],
                condition=Q(ended_at__isnull=True),
                name="duty_open_once_per_addressee",
            ),
            models.CheckConstraint(condition=Q(sent__lte=F("cap")), name="duty_sent_within_cap"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="")
                | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="duty_ended_how_iff_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_reminder_at"],
                condition=Q(ended_at__isnull=True),
                name="duty_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
