"""A case that is kept although its time has come, because somebody said why."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.pathway import Pathway


@tracked()
class RetentionHold(models.Model):
    """Nothing of the case is deleted by rule while one of these is open."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="holds")
    reason = models.CharField(max_length=300)
    review_on = models.DateField()
    held_at = models.DateTimeField(default=timezone.now)
    held_by_id = models.UUIDField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_id = models.UUIDField(null=True, blank=True)

    privacy = privacy(
        internal="id office pathway review_on held_at ended_at",
        personal="reason held_by_id ended_by_id",
    )

    class Meta:
        ordering = ["-held_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway"],
                condition=Q(ended_at__isnull=True),
                name="retention_hold_once_while_open",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="retention_hold_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"hold on {self.pathway_id}"
