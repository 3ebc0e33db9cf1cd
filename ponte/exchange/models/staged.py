"""A line of a file, cleaned and compared; kept until the import is forgotten."""

from django.db import models
from django.db.models import Q

from ponte.exchange.models.run import ImportRun
from ponte.exchange.states import ASKED, Verdict
from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class StagedRow(models.Model):
    """What a line says and what the import would do with it.

    Lines with one `key` describe one record: the first holds it, the others are `joined`.
    A record to take out of the results has no line. `base` is a digest of what the record
    said when it was compared, so that a later change is noticed before it is overwritten.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    organization_id = models.UUIDField(null=True)
    line = models.PositiveIntegerField(null=True)
    key = models.CharField(max_length=300, blank=True)
    raw = models.JSONField(default=list)
    cleaned = models.JSONField(default=dict)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.READ)
    record_id = models.UUIDField(null=True)
    owner_id = models.UUIDField(null=True)
    title = models.CharField(max_length=250, blank=True)
    base = models.CharField(max_length=40, blank=True)
    changes = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    twin = models.JSONField(default=dict)
    accepted = models.BooleanField(default=False)
    applied = models.BooleanField(default=False)

    privacy = privacy(
        internal="id run organization_id line key verdict record_id owner_id base accepted applied",
        personal="raw cleaned title changes errors twin",
    )

    class Meta:
        ordering = ["line", "id"]
        indexes = [
            models.Index(fields=["run", "verdict", "line"], name="staged_by_verdict"),
            models.Index(fields=["run", "key", "line"], name="staged_by_key"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="staged_line_once"),
            models.CheckConstraint(
                condition=Q(accepted=False) | Q(verdict__in=ASKED),
                name="staged_accepted_only_where_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.verdict}"
