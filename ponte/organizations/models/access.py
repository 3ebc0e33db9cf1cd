"""Who acts for an organization or the platform, and who has asked to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.organizations.models.organization import Organization
from ponte.organizations.states import InvitationEnd, Proof, RequestState


@tracked()
class Membership(models.Model):
    """A person's role in an organization; the role's permissions are the project's list."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="memberships"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(internal="id organization role since ended_at", personal="person")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person"],
                condition=Q(ended_at__isnull=True),
                name="membership_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organization_id}"


@tracked()
class Mandate(models.Model):
    """A role on the whole platform, or within one area."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    area = models.ForeignKey(
        "territory.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(internal="id role area since ended_at", personal="person")

    class Meta:
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return self.role


@tracked()
class Invitation(models.Model):
    """A member asks somebody in by e-mail; only who reads that address can accept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    role = models.CharField(max_length=40)
    invited_by_id = models.UUIDField()
    invited_by = models.CharField(max_length=120, blank=True)
    invited_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=10, choices=InvitationEnd, blank=True)

    privacy = privacy(
        internal="id organization role invited_at ended_at ended_how",
        personal="email invited_by_id invited_by",
    )

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(ended_at__isnull=True),
                name="invitation_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="")
                | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="invitation_ended_how_iff_ended",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="invitation_email_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organization_id}"


class _Request(models.Model):
    """What access requests and claims have in common: asked, answered, escalated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    message = models.TextField(blank=True, max_length=2000)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    escalated_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=2000)

    class Meta:
        abstract = True


@tracked()
class AccessRequest(_Request):
    """A person asks the members of an organization to let them in."""

    role = models.CharField(max_length=40)

    privacy = privacy(
        internal="id organization role state asked_at escalated_at answered_at",
        personal="person message answered_by_id answer",
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person"],
                condition=Q(state="asked"),
                name="access_request_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | ~Q(state="asked") & Q(answered_at__isnull=False),
                name="access_request_answered_at_iff_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.organization_id}"


@tracked()
class Claim(_Request):
    """A person says to act for an organization that nobody has claimed yet."""

    function = models.CharField(max_length=120)
    proof = models.CharField(max_length=20, choices=Proof)

    privacy = privacy(
        internal="id organization state asked_at escalated_at answered_at proof",
        personal="person function message answered_by_id answer",
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person"],
                condition=Q(state="asked"),
                name="claim_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | ~Q(state="asked") & Q(answered_at__isnull=False),
                name="claim_answered_at_iff_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.organization_id}"
