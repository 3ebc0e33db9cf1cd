"""A count of tries in one window of time; keys are digests, never addresses or names."""

from django.db import models

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class Tries(models.Model):
    """How many times one key was used since the window began."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    privacy = privacy(internal="id key window count")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "window"], name="tries_once_per_window"),
        ]
        indexes = [models.Index(fields=["window"], name="tries_by_window")]

    def __str__(self) -> str:
        return f"{self.count} in {self.window}"
