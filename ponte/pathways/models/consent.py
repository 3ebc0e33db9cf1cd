"""What a worker said yes to: for one recipient and one purpose, in which words, until when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.worker import Worker
from ponte.pathways.states import Means, Purpose, Recipient


@tracked()
class Consent(models.Model):
    """One yes; it is never changed, only withdrawn or run out. Saying no leaves no row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose)
    recipient = models.CharField(max_length=12, choices=Recipient)
    data = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    text_version = models.CharField(max_length=10)
    language = models.CharField(max_length=5)
    easy_read = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=Means, default=Means.ACCOUNT)
    given_at = models.DateTimeField(default=timezone.now)
    given_by_id = models.UUIDField()
    given_as = models.CharField(max_length=20)
    expires_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_id = models.UUIDField(null=True, blank=True)
    withdrawn_as = models.CharField(max_length=20, blank=True)

    privacy = privacy(
        internal="id office purpose recipient text_version language easy_read channel given_at "
        "expires_on withdrawn_at",
        personal="worker data given_by_id given_as withdrawn_by_id withdrawn_as",
    )

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "purpose", "recipient"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_as="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_as="")),
                name="consent_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.recipient}"
