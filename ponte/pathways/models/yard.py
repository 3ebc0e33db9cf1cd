"""What was written without a network: phones, the keys they seal for, entries that came."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedJSON, SealedText
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.pathway import Pathway


class YardState(models.TextChoices):
    """What became of an envelope."""

    TAKEN = "taken", _("written down")
    WAITING = "waiting", _("to look at")
    SETTLED = "settled", _("looked at")
    UNREADABLE = "unreadable", _("could not be opened")


class YardKey(models.Model):
    """A key pair: phones get the public half of the newest; older ones still open for a while."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    public = models.CharField(max_length=100)
    private = SealedText()
    made_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(internal="id public private made_at")

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"


class YardPhone(models.Model):
    """One phone, made ready by one person for one case; it may send entries and read nothing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="phones")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    cooperative = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40, blank=True)
    secret = models.CharField(max_length=64)  # a digest: the phone alone has the word itself
    enrolled_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    cut_at = models.DateTimeField(null=True, blank=True)
    cut_by_id = models.UUIDField(null=True, blank=True)

    privacy = privacy(
        internal="id pathway office cooperative secret enrolled_at sent_at cut_at",
        personal="person name cut_by_id",
    )

    class Meta:
        ordering = ["-enrolled_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cut_at__isnull=True, cut_by_id__isnull=True)
                | Q(cut_at__isnull=False, cut_by_id__isnull=False),
                name="yard_phone_cut_off_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolled_at:%Y-%m-%d}"


class YardEntry(models.Model):
    """An envelope that came: what became of it; its text only while somebody has to look."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    phone = models.ForeignKey(YardPhone, on_delete=models.CASCADE, related_name="entries")
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=YardState)
    problem = models.CharField(max_length=20, blank=True)
    said = SealedJSON(key_of="office_id", null=True)
    reason = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(
        internal="id phone pathway office client_id digest received_at state problem settled_at",
        personal="person said reason",
    )

    class Meta:
        ordering = ["received_at", "id"]
        verbose_name_plural = "yard entries"
        constraints = [
            models.UniqueConstraint(fields=["phone", "digest"], name="yard_entry_received_once"),
            models.CheckConstraint(
                condition=Q(said__isnull=True) | Q(state=YardState.WAITING),
                name="yard_entry_kept_while_it_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.received_at:%Y-%m-%d}"
