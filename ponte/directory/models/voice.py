"""What a citizen sends about a listing, without an account: call me, or this is wrong.

The rows are about persons: row-level security shows them only to the organization they are
routed to and to the platform's office.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.directory.states import VoiceState
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class _Voice(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    listing_id = models.UUIDField()
    organization = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="it")
    state = models.CharField(max_length=10, choices=VoiceState, default=VoiceState.OPEN)
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True


class CallbackRequest(_Voice):
    """Somebody asks to be called by the provider or by the nearest desk."""

    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    best_time = models.CharField(max_length=40, blank=True)
    note = models.TextField(max_length=1000, blank=True)
    outcome = models.CharField(max_length=40, blank=True)

    privacy = privacy(
        internal="id listing_id organization language state asked_at due_at escalated_at "
        "answered_at outcome",
        personal="name phone email best_time note answered_by_id",
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""), name="callback_request_can_be_reached"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | ~Q(state="open") & Q(answered_at__isnull=False),
                name="callback_request_answered_at_iff_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.listing_id}"


class MistakeReport(_Voice):
    """Somebody says that a listing is wrong."""

    text = models.TextField(max_length=2000)
    email = models.EmailField(blank=True)

    privacy = privacy(
        internal="id listing_id organization language state asked_at due_at escalated_at "
        "answered_at",
        personal="text email answered_by_id",
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | ~Q(state="open") & Q(answered_at__isnull=False),
                name="mistake_report_answered_at_iff_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.listing_id}"
