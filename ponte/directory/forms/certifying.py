"""What the office says when it has seen proof of what an enterprise declares."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.directory.events import PROOFS


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
