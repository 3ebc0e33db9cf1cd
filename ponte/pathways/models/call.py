"""An employers' association asks its firms for openings; firms answer, the office gets the lead."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.opportunity import ORGANIZATION, Opportunity


@tracked()
class Call(models.Model):
    """One call of one association for one placement office; no word about any worker."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    association = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=2000)
    last_day = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id association office title text last_day published_at closed_at made_at",
        personal="made_by_id",
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(published_at__isnull=False),
                name="call_published_before_it_closes",
            ),
            models.CheckConstraint(
                condition=~Q(association=F("office")), name="call_for_another_body"
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class CallAnswer(models.Model):
    """One firm said yes, and the lead that came of it; the association never reads this."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="answers")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    opportunity = models.OneToOneField(
        Opportunity, on_delete=models.CASCADE, related_name="answers_call"
    )
    answered_by_id = models.UUIDField()
    answered_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id call office company opportunity answered_at", personal="answered_by_id"
    )

    class Meta:
        ordering = ["answered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "company"], name="call_answered_once"),
        ]

    def __str__(self) -> str:
        return f"answer to {self.call_id}"
