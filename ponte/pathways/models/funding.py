"""Who pays for pathways, for which days, and when the report is due."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.opportunity import ORGANIZATION


@tracked()
class Funding(models.Model):
    """Money of one funder under one call, in cents; it pays what falls on its days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    funder = models.CharField(max_length=160)
    call = models.CharField(max_length=160)
    first_day = models.DateField()
    last_day = models.DateField()
    report_on = models.DateField()
    budget_cents = models.PositiveBigIntegerField()
    reported_on = models.DateField(null=True, blank=True)
    recorded_by_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id office funder call first_day last_day report_on budget_cents reported_on "
        "recorded_at",
        personal="recorded_by_id",
    )

    class Meta:
        ordering = ["report_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "funder", "call"], name="funding_once_per_office"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="funding_days_in_order"
            ),
            models.CheckConstraint(condition=Q(budget_cents__gte=1), name="funding_is_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.funder}, {self.call}"
