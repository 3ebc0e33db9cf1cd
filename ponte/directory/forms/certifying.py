"""What the office says when it has seen proof of what an enterprise declares."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.directory.events import CERTIFICATE_PROOFS, PROOFS


class ShareForm(forms.Form):
    """Which proof was looked at, and that the number is the same there."""

    proof = forms.ChoiceField(
        label=_("What did you look at?"), choices=PROOFS.items(), widget=forms.RadioSelect
    )
    is_same = forms.BooleanField(
        label=_("The share written there is the share declared here"),
        error_messages={
            "required": _("Tick it, or ask the enterprise to correct the declared share.")
        },
    )

    why = {
        "proof": _("It stays in the story of the profile, with your name and today's date."),
        "is_same": _("Buyers rely on it: a contract may be reserved on this number."),
    }


class CertificateForm(forms.Form):
    """Which certificate was looked at, and how."""

    name = forms.ChoiceField(label=_("Which certificate?"), widget=forms.RadioSelect)
    proof = forms.ChoiceField(
        label=_("What did you look at?"),
        choices=CERTIFICATE_PROOFS.items(),
        widget=forms.RadioSelect,
    )

    why = {"name": _("Tenders may ask for it: only what somebody has seen is called verified.")}

    def __init__(self, *args, names, **kwargs):
        # The share's form on the same page asks for a proof too: two fields never share an id.
        kwargs |= {"use_required_attribute": False, "auto_id": "certificate_%s"}
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(name, name) for name in names]
