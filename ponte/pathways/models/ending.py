"""How a pathway ended, what became of the post that was held, and how it went on."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.models.worker import Worker
from ponte.pathways.rules.limits import MONTHS
from ponte.pathways.states import OutcomeKind, PostEnd


@tracked()
class Outcome(models.Model):
    """The hire with its contract, the return, or another way out."""

    pathway = models.OneToOneField(
        Pathway, on_delete=models.CASCADE, primary_key=True, related_name="outcome"
    )
    kind = models.CharField(max_length=12, choices=OutcomeKind)
    on = models.DateField()
    contract_type = models.CharField(max_length=80, blank=True)
    weekly_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    collective_agreement = models.CharField(max_length=120, blank=True)
    recorded_by_id = models.UUIDField()
    recorded_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="pathway on contract_type weekly_hours collective_agreement recorded_at",
        personal="kind recorded_by_id",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="hired")
                | Q(weekly_hours__isnull=False)
                & ~Q(contract_type="")
                & ~Q(collective_agreement=""),
                name="outcome_hire_has_its_contract",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


@tracked()
class PostHeld(models.Model):
    """The worker's post at the co-operative, with its cover; once freed, who took it."""

    pathway = models.OneToOneField(
        Pathway, on_delete=models.CASCADE, primary_key=True, related_name="post"
    )
    title = models.CharField(max_length=160)
    cover = models.CharField(max_length=300, blank=True)
    held_since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_how = models.CharField(max_length=10, choices=PostEnd, blank=True)
    taken_by = models.ForeignKey(
        Worker, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_on = models.DateField(null=True, blank=True)

    privacy = privacy(
        internal="pathway title held_since ended_on ended_how taken_on", personal="cover taken_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_how="")
                | Q(ended_on__isnull=False) & ~Q(ended_how=""),
                name="post_held_ended_how_iff_ended",
            ),
            models.CheckConstraint(
                condition=Q(taken_on__isnull=True, taken_by__isnull=True)
                | Q(taken_on__gte=F("ended_on"), ended_how="freed"),
                name="post_held_taken_once_freed",
            ),
            models.UniqueConstraint(
                fields=["taken_by"],
                condition=Q(taken_by__isnull=False),
                name="post_held_one_for_each_worker",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class FollowUp(models.Model):
    """One look back, 3 to 24 months after the outcome."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="follow_ups")
    month = models.PositiveSmallIntegerField()
    checked_on = models.DateField()
    still_employed = models.BooleanField(null=True)
    weekly_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    support_needed = models.BooleanField(default=False)
    recorded_by_id = models.UUIDField()

    privacy = privacy(
        internal="id pathway month checked_on",
        personal="still_employed weekly_hours support_needed recorded_by_id",
    )

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["pathway", "month"], name="follow_up_once_a_month"),
            models.CheckConstraint(
                condition=Q(month__in=MONTHS), name="follow_up_at_a_known_month"
            ),
        ]

    def __str__(self) -> str:
        return f"month {self.month}"
