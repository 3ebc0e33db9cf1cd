"""What happened in a secondment, day by day."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.states import HoursKind


@tracked()
class HoursEntry(models.Model):
    """Minutes of one day; `client_id` is made where it is written, so sending twice adds once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="hours")
    client_id = models.UUIDField()
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=HoursKind, default=HoursKind.WORK)
    entered_by_id = models.UUIDField()
    entered_at = models.DateTimeField(default=timezone.now)
    beyond_plan = models.BooleanField(default=False)
    confirmed_by_id = models.UUIDField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    paid_by = models.ForeignKey(
        "CostLine", on_delete=models.SET_NULL, null=True, blank=True, related_name="hours"
    )

    privacy = privacy(
        internal="id pathway client_id day minutes kind entered_at beyond_plan confirmed_at "
        "paid_by",
        personal="entered_by_id confirmed_by_id",
    )

    class Meta:
        ordering = ["day", "id"]
        verbose_name_plural = "hours entries"
        constraints = [
            models.UniqueConstraint(fields=["pathway", "client_id"], name="hours_sent_once"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="hours_within_a_day"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by_id__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by_id__isnull=False),
                name="hours_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="hours_paid_once_confirmed",
            ),
        ]
        indexes = [models.Index(fields=["pathway", "day"], name="hours_by_pathway")]

    def __str__(self) -> str:
        return f"{self.day} {self.minutes}"
