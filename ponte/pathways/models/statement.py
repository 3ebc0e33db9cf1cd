"""What a party states itself at the end: that it agrees to end early, that the report is right."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.models.signing import SigningPass
from ponte.pathways.states import CaseRoleKind, Party, SigningMeans, StatedOf

SERVICE = (CaseRoleKind.SERVICE.value, CaseRoleKind.SERVICE.label)


class Statement(models.Model):
    """One party's own word on one text, bound to it by `text_hash`; written once.

    A report that was written anew, or another agreement, asks everybody again. Where a court has
    somebody sign beside the worker, `beside_id` is who that is: the worker's own word has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="statements")
    of = models.CharField(max_length=10, choices=StatedOf)
    party = models.CharField(max_length=12, choices=[*Party.choices, SERVICE])
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    beside_id = models.UUIDField(null=True, blank=True)
    means = models.CharField(max_length=10, choices=SigningMeans)
    signing_pass = models.OneToOneField(
        SigningPass, on_delete=models.RESTRICT, null=True, blank=True, related_name="statement"
    )
    evidence = models.CharField(max_length=300, blank=True)
    stated_on = models.DateField()
    text_hash = models.CharField(max_length=64)
    recorded_by_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id pathway of party means signing_pass stated_on text_hash at",
        personal="person beside_id name evidence recorded_by_id",
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "of", "party", "text_hash", "beside_id"],
                nulls_distinct=False,
                name="statement_once_per_speaker",
            ),
            models.CheckConstraint(
                condition=Q(means="account", person__isnull=False)
                | Q(means__in=["link", "code"], signing_pass__isnull=False)
                | Q(means="paper") & ~Q(evidence=""),
                name="statement_has_its_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.party} {self.stated_on:%Y-%m-%d}"
