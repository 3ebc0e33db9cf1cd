"""Which column of a file means which field, kept for the next file of the same kind."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


@tracked()
class SavedMapping(models.Model):
    """Columns by their name to fields; of an organization, or of the platform's office."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    columns = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by_id = models.UUIDField(null=True)

    privacy = privacy(internal="id organization kind name columns saved_at", personal="saved_by_id")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "name"],
                nulls_distinct=False,
                name="saved_mapping_name_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="saved_mapping_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
