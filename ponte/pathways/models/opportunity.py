"""A company's opening, from the first lead to the day it is filled."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.pathways.states import OpportunityState, Source, Willingness

ORGANIZATION = "organizations.Organization"


@tracked()
class Opportunity(models.Model):
    """What one company offers; it can serve several pathways, one after the other.

    `analysis` holds the interview's other points, `demand` the job profile: competence code to
    `{"level": 0-4, "essential": bool}`, in the three groups that validation asks for.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    searched_by = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=OpportunityState, default=OpportunityState.LEAD)
    state_since = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=20, choices=Source, default=Source.OFFICE)
    title = models.CharField(max_length=160, blank=True)
    sector = models.CharField(max_length=120, blank=True)
    activities = models.TextField(max_length=2000, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    willingness = models.CharField(max_length=10, choices=Willingness, blank=True)
    hire_willingness = models.CharField(max_length=10, choices=Willingness, blank=True)
    contract_type = models.CharField(max_length=80, blank=True)
    referent_name = models.CharField(max_length=120, blank=True)
    context_adequate = models.BooleanField(null=True, blank=True)
    times_agreed = models.TextField(max_length=2000, blank=True)
    objectives = models.TextField(max_length=2000, blank=True)
    review_meetings = models.CharField(max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    demand = models.JSONField(default=dict, blank=True)
    weekly_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    municipality = models.ForeignKey(
        "territory.Municipality", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    privacy = privacy(
        internal="id office company searched_by state state_since source title sector activities "
        "headcount willingness hire_willingness contract_type context_adequate times_agreed "
        "objectives review_meetings seats demand weekly_hours municipality expires_on created_at",
        personal="referent_name",
    )

    class Meta:
        ordering = ["-state_since", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="opportunity_has_a_seat"),
            models.CheckConstraint(
                condition=~Q(company=models.F("office")), name="opportunity_of_another_company"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "state"], name="opportunity_by_office"),
            models.Index(fields=["company"], name="opportunity_by_company"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.state}".strip()
