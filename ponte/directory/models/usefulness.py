"""Whether readers found a page useful: numbers a day, and nothing about who said it."""

from django.db import models
from django.db.models import Q

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class Usefulness(models.Model):
    """How many readers of a listing said yes, or no, on one day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    listing_id = models.UUIDField()
    day = models.DateField()
    answer = models.CharField(max_length=3)
    times = models.PositiveIntegerField(default=1)

    privacy = privacy(internal="id listing_id day answer times")

    class Meta:
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing_id", "day", "answer"], name="usefulness_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["yes", "no"]), name="usefulness_is_yes_or_no"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.times}"
