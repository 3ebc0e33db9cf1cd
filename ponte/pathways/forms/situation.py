"""What the office writes down of why the programme takes a worker in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.pathways.forms.fields import line, lines, one_of
from ponte.pathways.states import DisadvantageType


class SituationForm(forms.Form):
    """The type that counts in the figures, the service that sent them, what a court said."""

    kind = one_of(_("Type"), DisadvantageType.choices)
    referring_service = line(
        _("Referring service"), 160, required=False, hint=_("The name of the service alone.")
    )
    justice_note = lines(
        _("Measures of a court that bear on the pathway"),
        required=False,
        hint=_("Hours or places that are allowed, for example. Never the offence."),
        most=600,
        rows=3,
    )
    why = {
        "kind": _("It is counted in the figures and is never part of a comparison."),
    }
