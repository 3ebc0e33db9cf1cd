"""What is asked of an entry that waits for a look, and of a phone that is made ready."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.pathways.forms.fields import line, one_of
from ponte.pathways.rules.yard import NAME_SIGNS

CHOICES = {
    "drop": _("Keep what is there. Leave this one out."),
    "replace": _("Keep this one instead of what is there."),
    "add": _("Write this one down too."),
}


class PhoneForm(forms.Form):
    """How somebody tells this phone from another."""

    name = line(_("What do you call this phone?"), NAME_SIGNS, required=False)


class LookForm(forms.Form):
    """Which of the two stays, and why."""

    choice = one_of(_("What is right?"))
    reason = line(_("Why"), 300, hint=_("For example: I wrote the same day twice."))

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        self.fields["choice"].choices = [(one, CHOICES[one]) for one in choices]
