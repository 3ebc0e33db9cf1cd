"""What a pathway costs, to the cent, and who pays for it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.states import CostKind


@tracked()
class CostLine(models.Model):
    """One amount of one kind, for the funder's report."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField(max_length=14, choices=CostKind)
    cents = models.PositiveBigIntegerField()
    on = models.DateField()
    funder = models.CharField(max_length=160, blank=True)
    call = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_by_id = models.UUIDField()
    recorded_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id pathway kind cents on funder call recorded_at", personal="note recorded_by_id"
    )

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gte=1), name="cost_line_is_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cents}"
