"""The case: one worker's way through one opportunity at a time, who is in it, how it moved."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedText
from ponte.pathways.models.opportunity import ORGANIZATION, Opportunity
from ponte.pathways.models.worker import Worker
from ponte.pathways.rules.limits import LEAST_HOURS, MOST_HOURS
from ponte.pathways.states import UNDER_WAY, CaseRoleKind, Means, PathwayState, Side

WITHOUT_COMPANY = [10, 20, 30, 31, 90, 91]


@tracked()
class Pathway(models.Model):
    """One transition pathway; `company` repeats the opportunity's, for the row policies."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=20)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="pathways")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    cooperative = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, null=True, blank=True, related_name="pathways"
    )
    company = models.ForeignKey(
        ORGANIZATION, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    tutor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.PositiveSmallIntegerField(choices=PathwayState, default=PathwayState.CANDIDATE)
    state_since = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(default=timezone.now)
    skills_adequate = models.BooleanField(default=False)
    age_reason = models.CharField(max_length=300, blank=True)
    shared_on = models.DateField(null=True, blank=True)
    support_actions = SealedText(key_of="office_id", null_if_blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    accepted_means = models.CharField(max_length=10, choices=Means, blank=True)
    own_opinion = SealedText(key_of="office_id", null_if_blank=True)
    appointment_on = models.DateField(null=True, blank=True)
    planned_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    safety_checked_on = models.DateField(null=True, blank=True)
    pause = SealedText(key_of="office_id", null_if_blank=True)
    review_on = models.DateField(null=True, blank=True)
    early_end_agreed = models.BooleanField(default=False)
    interrupted_by = models.CharField(max_length=20, choices=Side, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    privacy = privacy(
        internal="id code office cooperative opportunity company state state_since opened_at "
        "planned_hours starts_on ends_on notified_on safety_checked_on review_on shared_on "
        "accepted_on accepted_means appointment_on early_end_agreed ended_on",
        personal="worker tutor skills_adequate age_reason interrupted_by",
        special="support_actions pause own_opinion",
    )

    class Meta:
        ordering = ["-state_since", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "code"], name="pathway_code_once_per_office"),
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(state__in=sorted(state.value for state in UNDER_WAY)),
                name="pathway_one_open_per_worker",
            ),
            models.CheckConstraint(
                condition=Q(planned_hours__isnull=True)
                | Q(planned_hours__gte=LEAST_HOURS, planned_hours__lte=MOST_HOURS),
                name="pathway_planned_hours_within",
            ),
            models.CheckConstraint(
                condition=Q(state__in=WITHOUT_COMPANY)
                | Q(opportunity__isnull=False, company__isnull=False),
                name="pathway_has_an_opportunity_once_requested",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="pathway_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(company=F("cooperative")), name="pathway_leads_elsewhere"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-state_since", "-id"], name="pathway_by_office"),
            models.Index(
                fields=["cooperative", "-state_since", "-id"], name="pathway_by_cooperative"
            ),
            models.Index(fields=["company"], name="pathway_by_company"),
            models.Index(fields=["tutor"], name="pathway_by_tutor"),
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class CaseRole(models.Model):
    """Who is what in a case, from when until when: identifiers, no name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="roles")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    cooperative = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=CaseRoleKind)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    privacy = privacy(
        internal="id pathway office cooperative role since until", personal="worker person"
    )

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "person", "role"],
                condition=Q(until__isnull=True),
                name="case_role_once_while_open",
            ),
            models.UniqueConstraint(
                fields=["pathway"],
                condition=Q(until__isnull=True, role="tutor"),
                name="case_role_one_tutor",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"], condition=Q(until__isnull=True), name="case_role_of_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pathway_id}"


class Transition(models.Model):
    """One step of a case or of an opportunity: who, when, why; written once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, null=True, related_name="transitions"
    )
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, null=True, related_name="transitions"
    )
    old = models.CharField(max_length=20, blank=True)
    new = models.CharField(max_length=20)
    by_kind = models.CharField(max_length=20)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField(default=timezone.now)
    reason = SealedText(key_of="office_id", null_if_blank=True)

    privacy = privacy(
        internal="id pathway opportunity old new by_kind at", personal="by_id", special="reason"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pathway__isnull=False, opportunity__isnull=True)
                | Q(pathway__isnull=True, opportunity__isnull=False),
                name="transition_of_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(by_kind="person") | Q(by_id__isnull=False),
                name="transition_has_its_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} to {self.new}"

    @property
    def office_id(self) -> UUID:
        """Whose key seals the reason."""
        return (self.pathway or self.opportunity).office_id
