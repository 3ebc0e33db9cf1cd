"""What somebody wrote down of a signed sheet of paper, until a second person has looked at it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedJSON, SealedText
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.pathway import Pathway


class PaperKind(models.TextChoices):
    """What the sheet says."""

    CONSENT = "consent", _("a yes of the worker's")
    SIGNATURE = "signature", _("a signature of the agreement")
    STATEMENT = "statement", _("what somebody stated")


class PaperWord(models.Model):
    """It counts once somebody else of the office has confirmed it, and not before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="paper_words")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PaperKind)
    about = models.CharField(max_length=300)
    signed_on = models.DateField()
    reference = models.CharField(max_length=200, blank=True)
    without_scan = models.CharField(max_length=200, blank=True)
    told = SealedJSON(key_of="office_id", guarded=True)
    file_name = models.CharField(max_length=160, blank=True)
    media = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)
    content = SealedText(key_of="office_id", guarded=True)
    written_by_id = models.UUIDField()
    written_at = models.DateTimeField(default=timezone.now)
    settled_by_id = models.UUIDField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    is_confirmed = models.BooleanField(default=False)

    privacy = privacy(
        internal="id pathway office kind signed_on media size written_at settled_at is_confirmed",
        personal="about reference without_scan file_name written_by_id settled_by_id",
        special="told content",
    )

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1) | ~Q(without_scan=""), name="paper_word_scan_or_reason"
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=False)
                | (Q(settled_by_id__isnull=False) & ~Q(settled_by_id=F("written_by_id"))),
                name="paper_word_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by_id__isnull=True, is_confirmed=False)
                | Q(settled_at__isnull=False, settled_by_id__isnull=False),
                name="paper_word_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.signed_on:%Y-%m-%d}"
