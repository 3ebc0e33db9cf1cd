"""The sheet of paper on which a worker said yes, or took a yes back."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedText
from ponte.pathways.models.consent import Consent
from ponte.pathways.models.opportunity import ORGANIZATION


class ConsentPaper(models.Model):
    """One signed sheet: its day, where it is kept or was obtained, its scan; written once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="papers")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    is_yes = models.BooleanField()
    signed_on = models.DateField()
    reference = models.CharField(max_length=200, blank=True)
    media = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    content = SealedText(key_of="office_id", guarded=True)
    added_by_id = models.UUIDField()
    added_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id consent office is_yes signed_on media size digest added_at",
        personal="reference added_by_id",
        special="content",
    )

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "is_yes"], name="consent_paper_once_for_yes_and_no"
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1) | ~Q(reference=""),
                name="consent_paper_is_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signed_on:%Y-%m-%d}"
