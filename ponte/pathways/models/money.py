"""What a pathway costs, to the cent, and who pays for it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.funding import Funding
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.states import CostKind


@tracked()
class CostLine(models.Model):
    """One amount of one kind, for the funder's report.

    A line that pays wages for hours names their days, and each hour its line, so that no hour is
    paid for twice; `late_minutes` of it were confirmed after their days had been paid.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="costs")
    funding = models.ForeignKey(
        Funding, on_delete=models.PROTECT, null=True, blank=True, related_name="lines"
    )
    kind = models.CharField(max_length=14, choices=CostKind)
    cents = models.PositiveBigIntegerField()
    on = models.DateField()
    paid_from = models.DateField(null=True, blank=True)
    paid_minutes = models.PositiveIntegerField(null=True, blank=True)
    late_minutes = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    recorded_by_id = models.UUIDField()
    recorded_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id pathway funding kind cents on paid_from paid_minutes late_minutes recorded_at",
        personal="note recorded_by_id",
    )

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gte=1), name="cost_line_is_an_amount"),
            models.CheckConstraint(
                condition=Q(paid_from__isnull=True, paid_minutes__isnull=True)
                | Q(paid_from__lte=F("on"), paid_minutes__gte=1, kind="wages"),
                name="cost_line_of_hours_names_its_days",
            ),
            models.CheckConstraint(
                condition=Q(late_minutes=0) | Q(paid_minutes__gte=F("late_minutes")),
                name="cost_line_late_hours_are_its_own",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cents}"
