"""What an office publishes about matching, and what it keeps of each look at pairs."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedJSON, SealedText
from ponte.pathways.models.opportunity import ORGANIZATION, Opportunity
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.models.worker import Worker


class MatchVerdict(models.TextChoices):
    """What a person found about a worker and an opening."""

    FITS = "fits", _("it fits")
    FITS_NOT = "fits_not", _("it does not fit")


class ProposalState(models.TextChoices):
    """How far the reckoning of a proposal has come."""

    QUEUED = "queued", _("waiting its turn")
    WORKING = "working", _("being worked out")
    DONE = "done", _("worked out")
    FAILED = "failed", _("not worked out")


@tracked()
class MatchingWeights(models.Model):
    """What each dimension counts, as an office published it; a new version, never a change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    weights = models.JSONField()
    essential = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=500)
    published_by_id = models.UUIDField(null=True)
    published_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id office version weights essential why published_at", personal="published_by_id"
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "version"], name="matching_weights_version_once"
            ),
            models.CheckConstraint(
                condition=Q(essential__gte=1, essential__lte=10),
                name="matching_weights_essential_within",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


@tracked()
class PairReview(models.Model):
    """One pair that a person looked at and judged: the comparison of that moment, and the reason.

    `comparison` keeps score, parts, reasons, ways out and the version of the weights.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="reviews")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="reviews")
    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    verdict = models.CharField(max_length=10, choices=MatchVerdict)
    reason = SealedText(key_of="office_id", guarded=True)
    comparison = SealedJSON(key_of="office_id", guarded=True)
    reviewed_by_id = models.UUIDField()
    reviewed_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id office employer worker opportunity pathway reviewed_at",
        personal="verdict reviewed_by_id",
        special="reason comparison",
    )

    class Meta:
        ordering = ["-reviewed_at", "-id"]
        indexes = [
            models.Index(fields=["worker", "opportunity"], name="pair_review_of_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.opportunity_id}"


@tracked()
class MatchProposal(models.Model):
    """A best overall proposal for an office's open cases; nothing in it is applied by itself.

    `found` keeps the pairs by identifier, `fairness` numbers of groups of five and more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.QUEUED)
    step = models.PositiveSmallIntegerField(default=0)
    floor = models.PositiveSmallIntegerField(null=True, blank=True)
    floor_reason = models.CharField(max_length=1000, blank=True)
    weights_version = models.PositiveSmallIntegerField(default=0)
    found = SealedJSON(key_of="office_id")
    fairness = SealedJSON(key_of="office_id")
    asked_by_id = models.UUIDField()
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(
        internal="id office state step floor weights_version asked_at done_at",
        personal="floor_reason asked_by_id",
        special="found fairness",
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(floor__isnull=True, floor_reason="")
                | Q(floor__isnull=False, floor__gte=1, floor__lte=100) & ~Q(floor_reason=""),
                name="match_proposal_floor_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | ~Q(state="done") & Q(done_at__isnull=True),
                name="match_proposal_done_at_iff_done",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-asked_at"], name="match_proposal_by_office"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.asked_at:%Y-%m-%d}"
