"""The two sides that are compared: what a worker can do and shares, what an opening asks."""

from django.db import models
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedJSON
from ponte.pathways.models.opportunity import ORGANIZATION, Opportunity
from ponte.pathways.models.worker import Worker


@tracked()
class AbilityProfile(models.Model):
    """A worker's abilities, hours, travel and shared limits; sealed, shut to companies.

    `profile` is what `rules/profiles.py` keeps of `AbilityFacts`. `limits_agreed_on` is the day on
    which the worker agreed to share the limits in it.
    """

    worker = models.OneToOneField(
        Worker, on_delete=models.CASCADE, primary_key=True, related_name="ability"
    )
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    profile = SealedJSON(key_of="office_id", guarded=True)
    from_sheet = models.UUIDField(null=True, blank=True)
    limits_agreed_on = models.DateField(null=True, blank=True)
    written_by_id = models.UUIDField()
    written_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="worker office employer from_sheet written_at",
        personal="written_by_id limits_agreed_on",
        special="profile",
    )

    def __str__(self) -> str:
        return f"of {self.worker_id}"


@tracked()
class JobConditions(models.Model):
    """When and where an opening is worked and what it asks of body and senses; no person in it.

    `occupation` is the last part of an ESCO address.
    """

    opportunity = models.OneToOneField(
        Opportunity, on_delete=models.CASCADE, primary_key=True, related_name="conditions"
    )
    conditions = models.JSONField(default=dict)
    occupation = models.CharField(max_length=40, blank=True)
    written_by_id = models.UUIDField(null=True)
    written_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="opportunity conditions occupation written_at", personal="written_by_id"
    )

    def __str__(self) -> str:
        return f"of {self.opportunity_id}"
