"""A sitting of an assessment: who sat with whom, for how long; never what was said."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.document import Document
from ponte.pathways.models.opportunity import ORGANIZATION


class Sitting(models.Model):
    """From its beginning to the last thing saved; the minutes of pauses are not counted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="sittings")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    held_by_id = models.UUIDField()
    present = ArrayField(models.CharField(max_length=20), default=list)
    began_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    pauses = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(
        internal="id document office began_at last_at paused_at paused_seconds pauses ended_at",
        personal="held_by_id present",
    )

    class Meta:
        ordering = ["began_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(ended_at__isnull=True),
                name="sitting_one_open_per_sheet",
            ),
            models.CheckConstraint(
                condition=Q(last_at__gte=F("began_at")), name="sitting_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d}"

    @property
    def minutes(self) -> int:
        """Whole minutes worked, at least one: pauses left out."""
        worked = (self.last_at - self.began_at).total_seconds() - self.paused_seconds
        return max(1, round(worked / 60))
