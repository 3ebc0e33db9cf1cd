"""Broken glass: an administrator of the platform reads one case, alone and for an hour."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.pathway import Pathway

LASTS = timedelta(hours=1)


class EmergencyWordKind(models.TextChoices):
    """What is said of an emergency reading afterwards."""

    CLOSED = "closed", _("closed before its time")
    REVIEWED = "reviewed", _("looked at by the head of the office")


class EmergencyReading(models.Model):
    """One case opened without a second person; nobody changes it, and everybody concerned is told.

    What becomes of it stands beside it, in an `EmergencyWord`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="emergencies")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    opened_by_id = models.UUIDField()
    reason = models.CharField(max_length=300)
    opened_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    privacy = privacy(internal="id pathway office opened_at until", personal="opened_by_id reason")

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at")) & Q(until__lte=F("opened_at") + LASTS),
                name="emergency_reading_lasts_an_hour_at_most",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="emergency_reading_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M}"


class EmergencyWord(models.Model):
    """What was said of an emergency reading: that it is closed, or what the office's head found."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reading = models.ForeignKey(EmergencyReading, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10, choices=EmergencyWordKind)
    note = models.CharField(max_length=300, blank=True)
    by_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    privacy = privacy(internal="id reading kind at", personal="note by_id")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "kind"], name="emergency_word_once_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="closed") | ~Q(note=""),
                name="emergency_word_review_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
