"""What is asked about a statement that was made on paper."""

from django import forms

from ponte.kit.lines import Line
from ponte.pathways.forms.agreements import PaperForm
from ponte.pathways.rules.stating import PARTIES
from ponte.pathways.states import StatedOf


class PaperStatementForm(PaperForm):
    """Who said it, when, and where the sheet is kept; `seen` is what it was said of."""

    seen = Line(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, of: StatedOf, seen: str, **options):
        super().__init__(*args, **options)
        self.fields["party"].choices = [(one.value, one.label) for one in PARTIES[of]]
        self.fields["seen"].initial = seen
