"""Lines of the audit log and the links that chain them; the app may only add and read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.ids import uuid7
from ponte.kit.privacy import privacy


class Interface(models.TextChoices):
    """Through what something was read."""

    PAGE = "page", _("page")
    PRINT = "print", _("print")
    EXPORT = "export", _("export")
    JOB = "job", _("job")
    COMMAND = "command", _("command line")
    MAIL = "mail", _("letter")


class Reading(models.Model):
    """Special data were read, or asked for in vain; never a word of what they say."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(default=timezone.now)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=120, blank=True)
    data = ArrayField(models.CharField(max_length=30))
    subject_type = models.CharField(max_length=80)
    subject_id = models.UUIDField(null=True)
    about_id = models.UUIDField(null=True)
    organization_id = models.UUIDField(null=True)
    interface = models.CharField(max_length=10, choices=Interface, default=Interface.PAGE)
    shown = models.BooleanField(default=True)
    many = models.PositiveIntegerField(default=1)
    purposes = ArrayField(models.CharField(max_length=30), null=True)

    privacy = privacy(
        internal="id at actor_kind role data subject_type subject_id organization_id interface "
        "shown many purposes",
        personal="actor_id actor_name about_id",
    )
    # Not there in lines that are older than the column: their digest was made without it.
    added_later = ("purposes",)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["about_id", "-at"], name="reading_by_whom_it_is_about"),
            models.Index(fields=["at"], name="reading_by_time"),
        ]

    def __str__(self) -> str:
        return f"{'+'.join(self.data)} {self.at:%Y-%m-%d %H:%M}"


class Deletion(models.Model):
    """A certificate: what a rule removed or made nameless, how many, when; of nobody by name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(default=timezone.now)
    organization_id = models.UUIDField(null=True)
    rule = models.CharField(max_length=40)
    how = models.CharField(max_length=20)
    things = models.PositiveIntegerField()
    counts = ArrayField(models.CharField(max_length=80), default=list)
    due_before = models.DateField()
    in_backups_until = models.DateField(null=True)

    privacy = privacy(
        internal="id at organization_id rule how things counts due_before in_backups_until"
    )
    # Blank in lines that are older than the column: their digest was made without it.
    added_later = ("in_backups_until",)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.rule} {self.things}"


class Link(models.Model):
    """One link of a chain: it stays when its line has reached its age and is forgotten."""

    record_id = models.UUIDField(primary_key=True)
    chain = models.CharField(max_length=60)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    privacy = privacy(internal="record_id chain number at digest previous hash")

    class Meta:
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="link_number_once_in_chain"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="link_numbers_begin_at_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"
