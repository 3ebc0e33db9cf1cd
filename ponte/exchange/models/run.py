"""One import: a file, how it is read, and how far it has come."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.exchange.states import AFTER, ImportState
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class ImportRun(models.Model):
    """A file brought in by a person for an organization, or by the platform's office.

    `file_key` is the random name of the kept file, blank once it is deleted. `is_complete`
    says that what the source has no more is to leave the results.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="it")
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200)
    file_key = models.CharField(max_length=64, blank=True)
    file_digest = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField()
    source = models.CharField(max_length=200)
    source_date = models.DateField()
    is_complete = models.BooleanField(default=False)
    erases = models.BooleanField(default=False)
    confirms = models.BooleanField(default=False)
    header = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    trouble = models.TextField(blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    privacy = privacy(
        internal="id organization kind state language actor_kind file_key file_digest file_size "
        "source source_date is_complete erases confirms header columns notes counts trouble "
        "result_digest uploaded_at changed_at applied_at undone_at forgotten_at",
        personal="actor_id actor_name file_name samples",
    )

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        indexes = [
            models.Index(fields=["organization", "-uploaded_at"], name="import_by_organization"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="import_names_its_source"),
            models.CheckConstraint(
                condition=Q(state__in=AFTER, applied_at__isnull=False)
                | ~Q(state__in=AFTER) & Q(applied_at__isnull=True),
                name="import_applied_at_iff_applied",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportProgress(models.Model):
    """How far a job has come; written on the second connection, so that others see it."""

    run_id = models.UUIDField(primary_key=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    privacy = privacy(internal="run_id done total at")

    class Meta:
        ordering = ["run_id"]

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"
