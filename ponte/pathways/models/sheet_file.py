"""A scan or a file that belongs to a sheet: sealed in the database, so in its backup as well."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedText
from ponte.pathways.models.document import Document
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.states import FileOrigin


class SheetFile(models.Model):
    """One file; `content` is base64, sealed with the office's key; written once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=FileOrigin)
    question = models.CharField(max_length=60, blank=True)
    obtained_on = models.DateField(null=True, blank=True)
    media = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    name = SealedText(key_of="office_id", guarded=True)
    content = SealedText(key_of="office_id", guarded=True)
    added_by_id = models.UUIDField()
    added_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id document office origin question obtained_on media size digest added_at",
        personal="added_by_id",
        special="name content",
    )

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin="answer") | Q(question=""),
                name="sheet_file_answers_a_question_or_none",
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="sheet_file_holds_something"),
        ]
        indexes = [models.Index(fields=["document"], name="sheet_file_by_document")]

    def __str__(self) -> str:
        return f"{self.origin} {self.media}"
