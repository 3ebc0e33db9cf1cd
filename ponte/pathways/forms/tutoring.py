"""What is asked about talks, difficulties and the network around a worker."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.pathways.forms.fields import chosen, day, lines, one_of, tick
from ponte.pathways.models import Document
from ponte.pathways.states import InterviewKind, IssueKind, NetworkKind

RATINGS = [
    ("4", _("4, well")),
    ("3", _("3, rather well")),
    ("2", _("2, rather badly")),
    ("1", _("1, badly")),
]


class InterviewForm(forms.Form):
    """A periodic talk; its words are in its sheet."""

    kind = one_of(_("With whom"), InterviewKind.choices)
    held_on = day(_("Day of the talk"))
    rating = one_of(_("How does it go?"), [*RATINGS, ("", _("not said"))], required=False)
    next_on = day(_("Next talk"), required=False)
    is_last = tick(_("This was the last talk before the end."))
    other_tasks = tick(_("Other tasks are done than those that were agreed."))
    sheet = chosen(_("Sheet of this talk"), required=False)

    def __init__(self, *args, sheets: list[Document], **options):
        super().__init__(*args, **options)
        self.sheets = {str(one.pk): one for one in sheets}
        self.fields["held_on"].initial = timezone.localdate
        self.fields["sheet"].choices = [
            ("", _("none yet")),
            *(
                (pk, f"{one.get_instrument_display()}, {one.created_at:%Y-%m-%d}")
                for pk, one in self.sheets.items()
            ),
        ]

    def given(self) -> dict:
        """Return what the action is told."""
        data = dict(self.cleaned_data)
        rating = data.pop("rating")
        sheet = self.sheets.get(data.pop("sheet"))
        return {**data, "rating": int(rating) if rating else None, "sheet": sheet}


class IssueForm(forms.Form):
    """A difficulty by its kind alone."""

    kind = one_of(
        _("What it is about"), IssueKind.choices, hint=_("The kind is enough; no details here.")
    )
    raised_on = day(_("Since when"))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["raised_on"].initial = timezone.localdate


class ActForm(forms.Form):
    """What was done about it."""

    action = lines(_("What was done"), most=1000, hint=_("With whom, and what was agreed."))
    on = day(_("On which day"))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate


class NetworkForm(forms.Form):
    """Who of the network was asked to help."""

    whom = one_of(_("Who was asked to help"), NetworkKind.choices)
