"""What somebody wants to read, and what for."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.pathways.forms.fields import chosen, line, one_of, whole
from ponte.pathways.models import NeedPurpose, Shut
from ponte.pathways.models.reading_need import MOST_DAYS, PURPOSES_OF


class NeedForm(forms.Form):
    """The purpose, why, and for how many days; for an audit also who reads."""

    reader = chosen(_("Which auditor"))
    purpose = one_of(_("What for"))
    reason = line(
        _("Why now, in a few words"),
        300,
        hint=_("Nothing of health, and nothing of what the court said."),
    )
    days = whole(_("For how many days"), 1, MOST_DAYS)

    def __init__(self, *args, what: str, auditors: dict[UUID, str], **options):
        super().__init__(*args, **options)
        self.what = Shut(what)
        self.fields["purpose"].choices = [
            (one.value, NeedPurpose(one).label) for one in PURPOSES_OF[self.what]
        ]
        self.initial.setdefault("days", 14)
        if self.what is Shut.AUDIT:
            self.fields["reader"].choices = [(str(pk), name) for pk, name in auditors.items()]
        else:
            del self.fields["reader"]

    def given(self) -> dict:
        """Return what the action is told."""
        told = dict(self.cleaned_data)
        reader = told.pop("reader", None)
        return {**told, "what": self.what.value, "reader": UUID(reader) if reader else None}
