"""What a worker said on paper: yes or no, on which day, and where the sheet is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.pathways.forms.fields import PaperFields, one_of
from ponte.pathways.rules.consents import Asked
from ponte.pathways.states import CaseRoleKind

YES, NO = "yes", "no"


class PaperConsentForm(PaperFields):
    """One sheet of paper about one question."""

    answer = one_of(
        _("What the paper says"), [(YES, _("yes")), (NO, _("no: what was agreed is taken back"))]
    )
    data = forms.MultipleChoiceField(
        label=_("What may be seen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    spoken_by = one_of(
        _("Who signed it"),
        [(one.value, one.label) for one in (CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE)],
    )

    field_order = ("answer", "data", "spoken_by")

    def __init__(self, *args, asked: Asked, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        if asked.data:
            self.fields["data"].choices = [(c, asked.label_of(c, language)) for c in asked.data]
        else:
            del self.fields["data"]

    @property
    def is_yes(self) -> bool:
        return self.cleaned_data["answer"] == YES

    def given(self) -> dict:
        """Return what the action is told: what is taken back needs no reason for a missing scan."""
        told, given = self.cleaned_data, self.of_paper()
        if not self.is_yes:
            del given["without_scan"]
            return given
        return {**given, "data": told.get("data", ()), "spoken_by": told["spoken_by"]}
