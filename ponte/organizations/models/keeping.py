"""Someone to act for the small: a network keeps a member's listings on its behalf."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.organizations.models.organization import Organization


@tracked()
class Keeping(models.Model):
    """A consortium or network keeps the listings of one member, who can take over any day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    keeper = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=300)
    since = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_id = models.UUIDField(null=True, blank=True)

    privacy = privacy(
        internal="id keeper kept ground since told_at ended_at", personal="ended_by_id"
    )

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kept"], condition=Q(ended_at__isnull=True), name="keeping_one_keeper"
            ),
            models.CheckConstraint(condition=~Q(keeper=F("kept")), name="keeping_of_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.keeper_id} keeps {self.kept_id}"

    @property
    def told_on(self) -> date | None:
        """Return the day on which the member was told; nobody notes the hour of a paper letter."""
        return timezone.localdate(self.told_at) if self.told_at else None
