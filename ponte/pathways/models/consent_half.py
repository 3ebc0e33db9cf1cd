"""The yes of one of two, where a court has somebody decide together with the worker."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.consent import Consent
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.worker import Worker
from ponte.pathways.states import Purpose, Recipient


class ConsentHalf(models.Model):
    """Each says it signed in with their own secret; the same words twice make one consent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    recipient = models.CharField(max_length=12, choices=Recipient)
    data = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    text_version = models.CharField(max_length=10)
    said_by_id = models.UUIDField()
    said_as = models.CharField(max_length=20)
    said_at = models.DateTimeField(default=timezone.now)
    consent = models.ForeignKey(
        Consent, on_delete=models.CASCADE, null=True, blank=True, related_name="halves"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(
        internal="id office purpose recipient text_version said_at consent dropped_at",
        personal="worker data said_by_id said_as",
    )

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "purpose", "recipient", "said_by_id"],
                condition=Q(consent__isnull=True, dropped_at__isnull=True),
                name="consent_half_once_of_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.recipient}"
