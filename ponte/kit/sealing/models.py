"""The data keys, wrapped: useless without the master key, which is not in the database."""

from django.db import models
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class DataKey(models.Model):
    """One key of one controller, or of the platform; the newest seals, all of them open.

    The app may read and add; only the owner wraps anew. Deleting the keys of a controller makes
    everything sealed with them unreadable for ever.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    controller_id = models.UUIDField(null=True)
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16)
    made_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(internal="id controller_id wrapped master made_at")

    class Meta:
        indexes = [models.Index(fields=["controller_id", "-id"], name="datakey_newest_first")]

    def __str__(self) -> str:
        return f"{self.id} under {self.master}"
