"""Which firms belong to an employers' association: its calls reach them and nobody else."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.opportunity import ORGANIZATION


@tracked()
class AssociationMember(models.Model):
    """One firm on the list of one association, from when until when; the association writes it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    association = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    added_by_id = models.UUIDField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(internal="id association company since ended_at", personal="added_by_id")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "company"],
                condition=Q(ended_at__isnull=True),
                name="association_member_once",
            ),
            models.CheckConstraint(
                condition=~Q(association=F("company")), name="association_member_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} of {self.association_id}"
