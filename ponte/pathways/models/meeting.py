"""Meetings of evaluation: who comes, cases by their code, what was decided, who does what."""

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedText
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.states import MeetingKind


@tracked()
class Meeting(models.Model):
    """One meeting that the placement office calls; `came_ids` says who was there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=MeetingKind)
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    came_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id office kind on place held_at made_at", personal="made_by_id came_ids"
    )

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


@tracked()
class MeetingGuest(models.Model):
    """Somebody who is asked to come, beside the office's own people."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    privacy = privacy(internal="id meeting office", personal="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meeting_guest_once"),
        ]

    def __str__(self) -> str:
        return f"guest of {self.meeting_id}"


@tracked()
class AgendaItem(models.Model):
    """One point: a case by its code, or a subject; and what was decided."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    case_code = models.CharField(max_length=20, blank=True)
    pathway = models.ForeignKey(
        Pathway, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    subject = SealedText(key_of="office_id", null_if_blank=True)
    decision = SealedText(key_of="office_id", null_if_blank=True)

    privacy = privacy(internal="id meeting position case_code pathway", special="subject decision")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(case_code="") | Q(subject__isnull=False), name="agenda_item_says_what"
            ),
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_item_in_order"),
        ]

    def __str__(self) -> str:
        return self.case_code or f"item {self.position}"

    @property
    def office_id(self) -> UUID:
        """Whose key seals what is said here."""
        return self.meeting.office_id


@tracked()
class MeetingTask(models.Model):
    """Something that one person does by a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tasks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(internal="id meeting due_on done_at", personal="person what")

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"by {self.due_on}"
