"""The agreement of the four parties, and each signature bound to the text that was signed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.models.signing import Signatory, SigningPass
from ponte.pathways.rules.article30 import FAR_KM, FarReason, TasksChange
from ponte.pathways.rules.limits import LEAST_HOURS, MOST_HOURS
from ponte.pathways.states import LegalBasis, Party, SigningMeans


@tracked()
class Agreement(models.Model):
    """One version of the text, and the words that it was written from.

    `parts` holds, by party, the hash of what concerns it: a newer version leaves the signatures
    of those whose part is the same. A proposed version is an amendment that waits for
    signatures; until then the version it `revises` stays in force.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    legal_basis = models.CharField(max_length=20, choices=LegalBasis)
    legal_evidence = models.CharField(max_length=300)
    planned_hours = models.PositiveSmallIntegerField()
    weekly_hours = models.PositiveSmallIntegerField()
    extra_hours = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    tasks = models.TextField(max_length=2000, blank=True)
    tasks_change = models.CharField(max_length=3, choices=TasksChange, blank=True)
    distance_km = models.PositiveSmallIntegerField(null=True, blank=True)
    far_reason = models.CharField(max_length=16, choices=FarReason, blank=True)
    far_proof = models.CharField(max_length=300, blank=True)
    objectives = models.TextField(max_length=2000)
    safety = models.TextField(max_length=2000)
    cover = models.TextField(max_length=2000)
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    template_of = models.DateField()
    words = models.JSONField(default=dict)
    parts = models.JSONField(default=dict)
    revises = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    proposed = models.BooleanField(default=False)
    in_force_at = models.DateTimeField(null=True, blank=True)
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField(default=timezone.now)
    voided_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(
        internal="id pathway version legal_basis legal_evidence planned_hours weekly_hours "
        "extra_hours tasks_change distance_km far_reason far_proof "
        "starts_on ends_on place text_hash template_of parts revises proposed in_force_at made_at "
        "voided_at",
        personal="tasks objectives safety cover text words reason made_by_id",
    )

    class Meta:
        ordering = ["version", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pathway", "version"], name="agreement_version_once"),
            models.UniqueConstraint(
                fields=["pathway"],
                condition=Q(voided_at__isnull=True, proposed=False),
                name="agreement_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["pathway"],
                condition=Q(voided_at__isnull=True, proposed=True),
                name="agreement_one_amendment_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(proposed=False) | Q(revises__isnull=False, in_force_at__isnull=True),
                name="agreement_amends_something",
            ),
            models.CheckConstraint(
                condition=Q(planned_hours__gte=LEAST_HOURS, planned_hours__lte=MOST_HOURS),
                name="agreement_hours_within",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(distance_km__isnull=True)
                | Q(distance_km__lte=FAR_KM)
                | ~Q(far_reason="") & ~Q(far_proof=""),
                name="agreement_far_only_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"

    @property
    def hours_agreed(self) -> int:
        """The plan, and what was agreed beyond it."""
        return self.planned_hours + self.extra_hours


class Signature(models.Model):
    """One signature on one text and on the part that concerns its party; written once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="+")
    party = models.CharField(max_length=12, choices=Party)
    signatory = models.ForeignKey(
        Signatory, on_delete=models.RESTRICT, null=True, blank=True, related_name="signatures"
    )
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signer_name = models.CharField(max_length=120)
    means = models.CharField(max_length=10, choices=SigningMeans)
    signing_pass = models.OneToOneField(
        SigningPass, on_delete=models.RESTRICT, null=True, blank=True, related_name="signature"
    )
    evidence = models.CharField(max_length=300, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    recorded_by_id = models.UUIDField()
    text_hash = models.CharField(max_length=64)
    part_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id agreement pathway party means signing_pass signed_on text_hash part_hash at",
        personal="signatory signer signer_name evidence recorded_by_id",
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "signatory"],
                condition=Q(signatory__isnull=False),
                name="signature_once_per_signatory",
            ),
            models.UniqueConstraint(
                fields=["agreement", "party", "signer"],
                condition=Q(signatory__isnull=True, signer__isnull=False),
                name="signature_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["agreement", "party", "signer_name"],
                condition=Q(signatory__isnull=True, signer__isnull=True),
                name="signature_once_per_name_on_paper",
            ),
            models.CheckConstraint(
                condition=Q(means="account", signer__isnull=False)
                | Q(means="paper") & ~Q(evidence="")
                | Q(means__in=["link", "code"], signing_pass__isnull=False),
                name="signature_has_its_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.at:%Y-%m-%d}"
