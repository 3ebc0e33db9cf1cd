"""What is asked about the hours of a secondment."""

from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.ids import uuid7
from ponte.pathways.forms.fields import Clock, day, one_of
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
