"""One line of the journal; the app may only add to it and read it."""

from django.db import models
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class Entry(models.Model):
    """Something that happened: past-tense `what`, on one subject, by one actor."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(default=timezone.now)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    organization_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)

    privacy = privacy(
        internal="id at actor_kind what subject_type subject_id organization_id",
        personal="actor_id actor_name facts",
    )

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="entry_by_subject"),
            models.Index(fields=["organization_id", "-at"], name="entry_by_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_id}"
