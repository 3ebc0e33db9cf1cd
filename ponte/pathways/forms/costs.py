"""What is asked about the costs of a pathway."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.pathways.forms.fields import Euros, day, line, one_of
from ponte.pathways.states import CostKind


class CostForm(forms.Form):
    """One amount of one kind."""

    kind = one_of(_("What for"), CostKind.choices)
    cents = Euros(label=_("Amount in euros"))
    on = day(_("On which day"))
    funder = line(_("Who pays"), 160, required=False)
    call = line(_("Call or programme"), 160, required=False)
    note = line(_("Note"), 300, required=False, hint=_("For the report. No names, please."))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate
