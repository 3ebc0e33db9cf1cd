"""What a worker said on paper: yes or no, on which day, and where the sheet is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.pathways.forms.fields import day, line, one_of
from ponte.pathways.rules.consents import Asked
from ponte.pathways.rules.scans import ACCEPTED, MOST_BYTES
from ponte.pathways.rules.signing import Scan
from ponte.pathways.states import CaseRoleKind

YES, NO = "yes", "no"


class PaperConsentForm(forms.Form):
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
    signed_on = day(_("Day of the signature"))
    reference = line(
        _("Where the paper is kept, or from whom it was obtained"),
        200,
        required=False,
        hint=_("For example: cabinet 3, folder 12; or: obtained from the school on 3 May."),
    )
    scan = forms.FileField(
        label=_("Scan of the paper"),
        required=False,
        help_text=_("PDF, JPEG or PNG, up to 10 MB. It is kept sealed with the case."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args, asked: Asked, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        if asked.data:
            self.fields["data"].choices = [(c, asked.label_of(c, language)) for c in asked.data]
        else:
            del self.fields["data"]

    def clean_scan(self):
        sent = self.cleaned_data["scan"]
        if sent and sent.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        return sent

    @property
    def is_yes(self) -> bool:
        return self.cleaned_data["answer"] == YES

    def given(self) -> dict:
        """Return what the action is told."""
        sent, told = self.cleaned_data["scan"], self.cleaned_data
        given = {name: told[name] for name in ("signed_on", "reference")}
        given["scan"] = Scan(sent.name, sent.read()) if sent else None
        if self.is_yes:
            given |= {"data": told.get("data", ()), "spoken_by": told["spoken_by"]}
        return given
