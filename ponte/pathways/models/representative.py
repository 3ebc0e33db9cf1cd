"""Somebody whom a court appointed to act for a worker, or beside them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedJSON, SealedText
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.worker import Worker
from ponte.pathways.states import Manner, RepresentativeKind


@tracked()
class Representative(models.Model):
    """One appointment: which document says so, for what, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="representatives")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=RepresentativeKind)
    manner = models.CharField(max_length=10, choices=Manner)
    scope = SealedJSON(key_of="office_id")
    document = SealedText(key_of="office_id")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    recorded_by_id = models.UUIDField()
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    privacy = privacy(
        internal="id office employer recorded_at ended_at starts_on ends_on",
        personal="worker person recorded_by_id",
        special="kind manner scope document",
        in_the_clear=dict.fromkeys(
            ("kind", "manner"), "one word of a list; the database holds a guardian to acting for"
        ),
    )

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "person"],
                condition=Q(ended_at__isnull=True),
                name="representative_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="representative_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(kind="guardian") | Q(manner="for"), name="representative_guardian_for"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(ended_at__isnull=True),
                name="representative_by_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.worker_id}"
