"""What is asked about the hours of a secondment."""

from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.ids import uuid7
from ponte.pathways.forms.fields import Clock, day, line, one_of, whole
from ponte.pathways.rules.limits import MOST_HOURS
from ponte.pathways.states import HoursKind


class HoursForm(forms.Form):
    """What happened on one day; `client_id` is made with the page, so sending twice adds once."""

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    day = day(_("Day"))
    minutes = Clock(label=_("How long"))
    kind = one_of(_("What it was"), HoursKind.choices)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["client_id"].initial = uuid7
        self.fields["day"].initial = timezone.localdate
        self.fields["kind"].initial = HoursKind.WORK.value

    def given(self) -> dict:
        """Return what the action is told."""
        return {**self.cleaned_data, "client_id": self.cleaned_data["client_id"] or uuid7()}


class CorrectHoursForm(forms.Form):
    """What really happened on that day."""

    minutes = Clock(label=_("How long"))
    kind = one_of(_("What it was"), HoursKind.choices)


class AmendForm(forms.Form):
    """Hours agreed beyond the plan."""

    extra_hours = whole(_("How many hours more"), 1, MOST_HOURS)
    reason = line(
        _("Why"), 300, hint=_("For example: the training on the second machine took longer.")
    )


class ConfirmForm(forms.Form):
    """Ticked entries, each with the minutes that the reader saw beside it."""

    entries = forms.MultipleChoiceField(
        error_messages={
            "required": _("Tick at least one day."),
            "invalid_choice": _("These hours were changed meanwhile. Look at them once more."),
        }
    )

    def __init__(self, *args, open_ones, **options):
        super().__init__(*args, **options)
        self.fields["entries"].choices = [(one.seen, one.seen) for one in open_ones]

    def given(self) -> dict[UUID, tuple[int, str]]:
        """Return the minutes and the kind that were seen, by entry."""
        told = (value.split("=") for value in self.cleaned_data["entries"])
        return {UUID(pk): (int(minutes), kind) for pk, minutes, kind in told}
