"""What a tutor does during a secondment, and what shows that a tutor is trained."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedText
from ponte.pathways.models.document import Document
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.states import InterviewKind, IssueKind


@tracked()
class Interview(models.Model):
    """A periodic talk with the worker or the company; its sheet is a document."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="interviews")
    kind = models.CharField(max_length=10, choices=InterviewKind)
    held_on = models.DateField()
    next_on = models.DateField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    is_last = models.BooleanField(default=False)
    sheet = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    held_by_id = models.UUIDField()

    privacy = privacy(
        internal="id pathway kind held_on next_on is_last sheet", personal="rating held_by_id"
    )

    class Meta:
        ordering = ["held_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=4),
                name="interview_rating_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"


@tracked()
class Issue(models.Model):
    """A difficulty by its kind, to be acted on within five working days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="issues")
    kind = models.CharField(max_length=12, choices=IssueKind)
    raised_on = models.DateField()
    act_by = models.DateField()
    acted_on = models.DateField(null=True, blank=True)
    action = SealedText(key_of="office_id", null_if_blank=True)
    raised_by_id = models.UUIDField()

    privacy = privacy(
        internal="id pathway raised_on act_by acted_on",
        personal="kind raised_by_id",
        special="action",
    )

    class Meta:
        ordering = ["raised_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(acted_on__isnull=True) | Q(action__isnull=False),
                name="issue_acted_on_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.raised_on}"

    @property
    def office_id(self) -> UUID:
        """Whose key seals what was done."""
        return self.pathway.office_id


@tracked()
class TutorTraining(models.Model):
    """Hours of training in the four areas, or experience that the office recognised."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    legal_hours = models.PositiveSmallIntegerField(default=0)
    business_hours = models.PositiveSmallIntegerField(default=0)
    policy_hours = models.PositiveSmallIntegerField(default=0)
    guidance_hours = models.PositiveSmallIntegerField(default=0)
    recognised_for = models.CharField(max_length=300, blank=True)
    recorded_by_id = models.UUIDField()
    recorded_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id office employer legal_hours business_hours policy_hours guidance_hours "
        "recorded_at",
        personal="person recognised_for recorded_by_id",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "person"], name="training_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"training of {self.person_id}"
