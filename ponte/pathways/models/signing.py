"""Who has to sign an agreement, and the links and codes that were made for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.states import Party, SigningTool, StatedOf


@tracked()
class Signatory(models.Model):
    """Somebody who has to sign for a party; where none is named, one who may is enough."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="signatories")
    party = models.CharField(max_length=12, choices=Party)
    name = models.CharField(max_length=120)
    capacity = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="it")
    named_by_id = models.UUIDField()
    named_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(
        internal="id pathway party language named_at ended_at",
        personal="name capacity person email named_by_id",
    )

    class Meta:
        ordering = ["party", "named_at", "id"]
        verbose_name_plural = "signatories"
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "party", "person"],
                condition=Q(ended_at__isnull=True, person__isnull=False),
                name="signatory_person_named_once",
            ),
            models.UniqueConstraint(
                fields=["pathway", "party", "name", "capacity", "email"],
                condition=Q(ended_at__isnull=True, person__isnull=True),
                name="signatory_named_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.named_at:%Y-%m-%d}"


class SigningPass(models.Model):
    """A link or a code for one signatory and one version: what became of it, never the secret.

    `of` says that it is for a statement, and `bound_to` of which text; else it signs the version.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="+")
    agreement = models.ForeignKey("Agreement", on_delete=models.CASCADE, related_name="passes")
    signatory = models.ForeignKey(Signatory, on_delete=models.CASCADE, related_name="passes")
    of = models.CharField(max_length=10, choices=StatedOf, blank=True)
    bound_to = models.CharField(max_length=64, blank=True)
    tool = models.CharField(max_length=10, choices=SigningTool)
    secret = models.CharField(max_length=200, blank=True)
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(
        internal="id pathway agreement of bound_to tool secret made_at expires_at tries sent_at "
        "failed_at opened_at used_at revoked_at",
        personal="signatory made_by_id",
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name_plural = "signing passes"
        constraints = [
            models.UniqueConstraint(
                fields=["signatory", "tool"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="signing_pass_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=False) | Q(used_at__isnull=True) | Q(tool="code"),
                name="signing_pass_read_before_used",
            ),
            models.CheckConstraint(
                condition=Q(of="", bound_to="") | ~Q(of="") & ~Q(bound_to=""),
                name="signing_pass_knows_its_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool} {self.made_at:%Y-%m-%d}"
