"""Why somebody reads what their part alone does not open: a purpose, told by one, opened by two."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.pathway import Pathway

MOST_DAYS = 90


class Shut(models.TextChoices):
    """What stays shut until a second person opens it."""

    JUSTICE = "justice", _("measures of a court")
    AUDIT = "audit", _("the case, to audit it")


class NeedPurpose(models.TextChoices):
    """What it is read for; nothing else may be done with it."""

    HOURS = "hours", _("agree hours or places that a court allows")
    OBLIGATIONS = "obligations", _("keep the obligations of a measure")
    CONTROL = "control", _("control by the funder or by law")
    COMPLAINT = "complaint", _("a complaint, or a request of the worker's")


PURPOSES_OF = {
    Shut.JUSTICE: (NeedPurpose.HOURS, NeedPurpose.OBLIGATIONS),
    Shut.AUDIT: (NeedPurpose.CONTROL, NeedPurpose.COMPLAINT),
}


class ReadingNeed(models.Model):
    """One need of one reader in one case: asked by one person, opened by another, for some days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="reading_needs")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=Shut)
    purpose = models.CharField(max_length=20, choices=NeedPurpose)
    reason = models.CharField(max_length=300)
    days = models.PositiveSmallIntegerField()
    asked_by_id = models.UUIDField()
    asked_at = models.DateTimeField(default=timezone.now)
    opened_by_id = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    privacy = privacy(
        internal="id pathway office what purpose days asked_at opened_at until closed_at",
        personal="reader reason asked_by_id opened_by_id",
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "reader", "what"],
                condition=Q(closed_at__isnull=True),
                name="reading_need_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=MOST_DAYS), name="reading_need_is_for_some_days"
            ),
            models.CheckConstraint(
                condition=Q(opened_by_id__isnull=True)
                | (~Q(opened_by_id=F("asked_by_id")) & ~Q(opened_by_id=F("reader"))),
                name="reading_need_opened_by_another",
            ),
            models.CheckConstraint(
                condition=Q(opened_by_id__isnull=True, opened_at__isnull=True, until__isnull=True)
                | Q(opened_by_id__isnull=False, opened_at__isnull=False, until__isnull=False),
                name="reading_need_opened_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.purpose}"
