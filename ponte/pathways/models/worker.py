"""A worker of a co-operative, and apart from it what nobody else may see."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedText
from ponte.pathways.models.opportunity import ORGANIZATION


@tracked()
class Worker(models.Model):
    """Somebody employed by the co-operative, with or without an account here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    employed_since = models.DateField()
    municipality = models.ForeignKey(
        "territory.Municipality", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id office employer code created_at",
        personal="person name phone email birth_year employed_since municipality",
    )

    class Meta:
        ordering = ["code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "code"], name="worker_code_once_per_office"),
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class Disadvantage(models.Model):
    """Why the programme takes somebody in: sealed with the office's key, shut to companies."""

    worker = models.OneToOneField(
        Worker, on_delete=models.CASCADE, primary_key=True, related_name="disadvantage"
    )
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    kind = SealedText(key_of="office_id", guarded=True)
    referring_service = SealedText(key_of="office_id", guarded=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="worker office employer recorded_at", special="kind referring_service"
    )

    def __str__(self) -> str:
        return f"of {self.worker_id}"


class JusticeNote(models.Model):
    """Measures of a court that bear on the pathway, apart from the rest: read if needed (art. 10).

    The office writes it; tutor and manager read it for a purpose that a second person opened.
    """

    worker = models.OneToOneField(
        Worker, on_delete=models.CASCADE, primary_key=True, related_name="justice"
    )
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    note = SealedText(key_of="office_id", place="pathways_disadvantage.justice_note", guarded=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(internal="worker office employer recorded_at", special="note")

    def __str__(self) -> str:
        return f"of {self.worker_id}"
