"""The life of an import and the verdicts on its lines."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """From a file to its records; nothing outside the import changes before `applying`."""

    RECEIVED = "received", _("opening the file")
    UPLOADED = "uploaded", _("uploaded")
    MAPPED = "mapped", _("reading the lines")
    STAGED = "staged", _("comparing")
    PREVIEWED = "previewed", _("ready to look at")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("stopped by a problem")
    CANCELLED = "cancelled", _("cancelled")


S = ImportState
IMPORT_TRANSITIONS = {
    S.RECEIVED: {S.UPLOADED, S.CANCELLED, S.FAILED},
    S.UPLOADED: {S.MAPPED, S.CANCELLED, S.FAILED},
    S.MAPPED: {S.MAPPED, S.STAGED, S.CANCELLED, S.FAILED},
    S.STAGED: {S.PREVIEWED, S.MAPPED, S.CANCELLED, S.FAILED},
    S.PREVIEWED: {S.MAPPED, S.APPLYING, S.CANCELLED},
    S.APPLYING: {S.APPLIED, S.MAPPED, S.FAILED},
    S.APPLIED: {S.UNDOING},
    S.UNDOING: {S.UNDONE, S.APPLIED},
    S.FAILED: {S.MAPPED, S.CANCELLED},
}
WORKING = frozenset({S.RECEIVED, S.MAPPED, S.STAGED, S.APPLYING, S.UNDOING})
AFTER = (S.APPLIED, S.UNDOING, S.UNDONE)
OPEN = WORKING | {S.UPLOADED, S.PREVIEWED, S.FAILED}


class Verdict(models.TextChoices):
    """What the import would do with a line."""

    ADD = "add", _("to add")
    CHANGE = "change", _("to change")
    REMOVE = "remove", _("to take out of the results")
    UNCHANGED = "unchanged", _("already the same")
    DUPLICATE = "duplicate", _("perhaps already here")
    IDENTITY = "identity", _("would change an identifier")
    ERROR = "error", _("to mend")
    JOINED = "joined", _("part of an earlier line")
    READ = "read", _("read")


# A person says yes to each of these before it is written.
ASKED = (Verdict.DUPLICATE, Verdict.IDENTITY)
