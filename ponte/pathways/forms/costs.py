"""What is asked about the costs of a pathway."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.pathways.forms.fields import Euros, chosen, day, line, one_of
from ponte.pathways.models import Pathway
from ponte.pathways.queries.funding import paying
from ponte.pathways.states import CostKind


class PaidForm(forms.Form):
    """Whose money it is."""

    funding = chosen(_("Who pays"), required=False)

    def __init__(self, *args, pathway: Pathway, **options):
        super().__init__(*args, **options)
        self.fundings = {str(one.pk): one for one in paying(pathway.office_id)}
        offered = [(pk, str(one)) for pk, one in self.fundings.items()]
        self.fields["funding"].choices = [("", _("nobody yet")), *offered]

    def given(self) -> dict:
        """Return what the action is told."""
        return {
            **self.cleaned_data,
            "funding": self.fundings.get(self.cleaned_data["funding"]),
        }


class CostForm(PaidForm):
    """One amount of one kind."""

    kind = one_of(_("What for"), CostKind.choices)
    cents = Euros(label=_("Amount in euros"))
    on = day(_("On which day"))
    note = line(_("Note"), 300, required=False, hint=_("For the report. No names, please."))
    field_order = ["kind", "cents", "on", "funding", "note"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate


class WagesForm(PaidForm):
    """The confirmed hours of some days, at so much an hour."""

    first = day(_("First day"))
    last = day(_("Last day"))
    hourly_cents = Euros(label=_("Cost of an hour in euros"))
    field_order = ["first", "last", "hourly_cents", "funding"]
