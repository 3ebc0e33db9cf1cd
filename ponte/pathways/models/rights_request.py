"""What a worker asks of the office about their own data, with the month the law gives."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.history import tracked
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy
from ponte.kit.sealing.fields import SealedText
from ponte.pathways.models.opportunity import ORGANIZATION
from ponte.pathways.models.worker import Worker


class RightsKind(models.TextChoices):
    """What a person may ask about their own data."""

    CORRECTION = "correction", _("something is wrong: correct it")
    RESTRICTION = "restriction", _("stop using my data for now")
    OBJECTION = "objection", _("I do not agree with a use of my data")
    ERASURE = "erasure", _("delete what you need not keep")


class RightsAnswer(models.TextChoices):
    """What the office answers."""

    DONE = "done", _("done as asked")
    PARTLY = "partly", _("done in part")
    REFUSED = "refused", _("not done, with the reason")


# Why it was lifted, where the worker did it: pages say it in the reader's language.
TAKEN_BACK = "worker"
# A restriction or an objection that still holds something up.
STANDS = Q(lifted_at__isnull=True) & ~Q(outcome=RightsAnswer.REFUSED)


@tracked()
class RightsRequest(models.Model):
    """A correction, an objection, a restriction or an erasure asked for, and its answer.

    A restriction and an objection stand from the asking on: until they are refused, or lifted by
    the office that has answered, or by the worker at any time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=12, choices=RightsKind)
    note = SealedText(key_of="office_id", guarded=True)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by_id = models.UUIDField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=RightsAnswer, blank=True)
    answer = SealedText(key_of="office_id", guarded=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by_id = models.UUIDField(null=True, blank=True)
    lifted_why = models.CharField(max_length=300, blank=True)

    privacy = privacy(
        internal="id office asked_at due_on answered_at lifted_at",
        personal="worker kind asked_by_id outcome answered_by_id lifted_by_id lifted_why",
        special="note answer",
    )

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | (Q(answered_at__isnull=False) & ~Q(outcome="")),
                name="rights_request_answered_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
                name="rights_request_answered_after_it_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_why="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_why="")),
                name="rights_request_lifted_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"
