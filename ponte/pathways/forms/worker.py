"""What a worker fills in: hours of a day, a page of the diary, who reads it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.ids import uuid7
from ponte.pathways.forms.fields import day, lines, one_of
from ponte.pathways.rules.logbook import FACES
from ponte.pathways.states import HoursKind, IssueKind

NOBODY = "nobody"
SHOWN_TO = [
    (NOBODY, _("Only me")),
    ("tutor", _("My tutor and me")),
    ("office", _("My tutor, the office and me")),
]
READERS_OF = {NOBODY: [], "tutor": ["tutor"], "office": ["tutor", "office"]}


class SentOnce(forms.Form):
    """A form that adds once, however often it is sent."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["client_id"].initial = uuid7


class HoursForm(SentOnce):
    """Hours and minutes of one day."""

    day = day(_("Which day?"))
    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=24)
    minutes = forms.TypedChoiceField(
        label=_("Minutes"), choices=[(one, one) for one in (0, 15, 30, 45)], coerce=int
    )
    kind = one_of(_("What was it?"), HoursKind.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate
        self.fields["kind"].initial = HoursKind.WORK
        for name in ("hours", "minutes"):
            self.fields[name].widget.attrs["class"] = "keyed"

    def clean(self):
        told = super().clean()
        if not told.get("hours") and not told.get("minutes") and not self.errors:
            self.add_error("hours", _("Write how long it was."))
        return told


SAID = {
    IssueKind.RELATIONAL.value: _("being with the others"),
    IssueKind.TECHNICAL.value: _("the work itself"),
    IssueKind.ATTENDANCE.value: _("coming every day, on time"),
    IssueKind.SAFETY.value: _("I do not feel safe"),
    IssueKind.EXTERNAL.value: _("something outside work"),
    IssueKind.TASKS.value: _("I do other work than we agreed"),
}


class DifficultyForm(forms.Form):
    """What is difficult, by its kind alone."""

    kind = one_of(_("What is difficult?"), SAID.items())


class ReadersForm(forms.Form):
    """Who reads a page."""

    readers = one_of(_("Who reads this page?"), SHOWN_TO)

    @property
    def chosen(self) -> list[str]:
        return READERS_OF[self.cleaned_data["readers"]]


class DiaryForm(SentOnce):
    """A face, and words for whoever has some."""

    feeling = forms.TypedChoiceField(
        label=_("How was the day?"),
        choices=[(value, words) for value, (_name, words) in FACES.items()],
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    did = lines(_("Today I did this."), required=False, rows=2)
    learned = lines(_("I learned this."), required=False, rows=2)
    hard = lines(_("This was hard."), required=False, rows=2)
    good = lines(_("This was good."), required=False, rows=2)
    need = lines(_("I need this."), required=False, rows=2)
    readers = one_of(_("Who reads this page?"), SHOWN_TO)

    def __init__(self, *args, asks_readers: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["readers"].initial = NOBODY
        if not asks_readers:
            del self.fields["readers"]

    @property
    def told(self) -> dict:
        names = ("feeling", "did", "learned", "hard", "good", "need")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def chosen(self) -> list[str]:
        return READERS_OF[self.cleaned_data.get("readers", NOBODY)]
