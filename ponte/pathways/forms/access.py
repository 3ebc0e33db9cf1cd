"""What the office writes of a court's appointment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.accounts.public import person_by_email
from ponte.pathways.actions.representatives import Appointment
from ponte.pathways.forms.fields import day, line, one_of
from ponte.pathways.states import Area, Manner, RepresentativeKind


class RepresentativeForm(forms.Form):
    """Who, as what, for what, by which document, until when."""

    email = forms.EmailField(
        label=_("E-mail address of the representative"),
        help_text=_("They make an account first, on the sign-in page."),
    )
    kind = one_of(_("Appointed as"), RepresentativeKind.choices)
    manner = one_of(_("How they act"), Manner.choices)
    scope = forms.MultipleChoiceField(
        label=_("For what"), choices=Area.choices, widget=forms.CheckboxSelectMultiple
    )
    document = line(_("Document: court, number, day"), 200)
    starts_on = day(_("From"))
    ends_on = day(_("Until, if the document says so"), required=False)

    def clean_email(self):
        person = person_by_email(self.cleaned_data["email"])
        if person is None:
            raise forms.ValidationError(_("Nobody with this address has an account yet."))
        return person

    def appointment(self) -> Appointment:
        """Return it as the action takes it."""
        told = dict(self.cleaned_data)
        return Appointment(person_id=told.pop("email").pk, **told)
