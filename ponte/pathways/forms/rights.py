"""Asking about one's own data, answering, and keeping a case beyond its time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.kit.lines import Line
from ponte.pathways.models.rights_request import RightsAnswer, RightsKind


class AskForm(forms.Form):
    """What a worker asks."""

    kind = forms.ChoiceField(
        label=_("What do you ask?"), choices=RightsKind.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What is it about?"),
        help_text=_("A few words are enough. Your tutor can help you write."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """What the office answers."""

    outcome = forms.ChoiceField(
        label=_("What was done"), choices=RightsAnswer.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("The worker reads this. Short sentences, simple words."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LiftForm(forms.Form):
    """Why the data may be used again."""

    why = Line(
        label=_("Why they may be used again"),
        help_text=_("The worker reads this before anything is used. Simple words."),
        max_length=300,
    )


class HoldForm(forms.Form):
    """Why a case is kept, and when to look again."""

    reason = Line(
        label=_("Why it must be kept"),
        help_text=_("For example a claim before a court. No word about health."),
        max_length=300,
    )
    review_on = forms.DateField(
        label=_("Look at it again on"), widget=forms.DateInput(attrs={"type": "date"})
    )
