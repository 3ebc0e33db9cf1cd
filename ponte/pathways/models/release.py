"""Figures that were published: kept for ever, because readers keep them too."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedJSON
from ponte.pathways.models.opportunity import ORGANIZATION


class FiguresRelease(models.Model):
    """One table as it was printed; what it was counted from stays sealed, for the next one.

    `shown` holds the printed counts by name, `counted` all of them: the next release is made so
    that not even both together give a hidden count away.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by_id = models.UUIDField(null=True)
    at_least = models.PositiveSmallIntegerField()
    shown = models.JSONField()
    combines = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    counted = SealedJSON(key_of="office_id")

    privacy = privacy(
        public="at at_least shown combines",
        internal="id office",
        personal="by_id",
        special="counted",
    )

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["office", "-at"], name="release_by_office")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
