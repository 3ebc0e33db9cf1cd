"""One sheet of a case, filled step by step; its answers are sealed with the office's key."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedJSON
from ponte.pathways.models.opportunity import ORGANIZATION, Opportunity
from ponte.pathways.models.pathway import Pathway
from ponte.pathways.states import Completion, Instrument, Occasion


@tracked()
class Document(models.Model):
    """Answers to one version of one sheet.

    The row policies know which sheet is for whom; `shared_with` adds the case roles that the
    worker chose, or agreed to, for this one sheet. `unread` is what was typed and could not be
    read: kept as it was, apart.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, null=True, blank=True, related_name="documents"
    )
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, null=True, blank=True, related_name="documents"
    )
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=12, choices=Instrument)
    version = models.PositiveSmallIntegerField(default=1)
    occasion = models.CharField(max_length=10, choices=Occasion, blank=True)
    held_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=Completion, default=Completion.DRAFT)
    answers = SealedJSON(key_of="office_id", guarded=True)
    unread = SealedJSON(key_of="office_id", null=True, guarded=True)
    revision = models.PositiveIntegerField(default=1)
    shared_with = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    author_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)

    privacy = privacy(
        internal="id pathway opportunity office instrument version occasion held_on state revision "
        "shared_with created_at saved_at completed_at",
        personal="author_id",
        special="answers unread",
    )

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pathway__isnull=False, opportunity__isnull=True)
                | Q(pathway__isnull=True, opportunity__isnull=False),
                name="document_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", completed_at__isnull=True)
                | Q(state="complete", completed_at__isnull=False),
                name="document_completed_at_iff_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["pathway", "instrument"], name="document_by_pathway"),
            models.Index(fields=["opportunity", "instrument"], name="document_by_opportunity"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.state}"
