"""A printed card: the way in of somebody without e-mail."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.accounts.models.person import Person
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class Card(models.Model):
    """A number on paper and a PIN that only its owner knows; of both secrets it holds hashes.

    `activation` is the one-time number on the folded part: it chooses the first PIN, then it is
    gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cards")
    code = models.CharField(max_length=8, unique=True)
    activation = models.CharField(max_length=128, blank=True)
    activate_until = models.DateTimeField()
    pin = models.CharField(max_length=128, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by_id = models.UUIDField()
    activated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=20, blank=True)

    privacy = privacy(
        internal="id made_at activate_until activated_at ended_at ended_how",
        personal="person code activation pin made_by_id",
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="card_one_live"
            ),
            models.CheckConstraint(
                condition=Q(activated_at__isnull=True, pin="")
                | Q(activated_at__isnull=False, activation="") & ~Q(pin=""),
                name="card_pin_iff_activated",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="")
                | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="card_ended_how_iff_ended",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
