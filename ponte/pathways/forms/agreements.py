"""Forms of the agreement: its terms, who signs, and the ways to sign."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.kit.lines import Line
from ponte.pathways.forms.fields import PaperFields, chosen, line, lines, whole
from ponte.pathways.forms.steps import ApproveForm
from ponte.pathways.models import Agreement
from ponte.pathways.queries.facts import terms_of
from ponte.pathways.rules.agreements import AgreementTerms
from ponte.pathways.rules.limits import MOST_HOURS
from ponte.pathways.rules.signing import CODE_DIGITS
from ponte.pathways.states import Party


class TermsForm(ApproveForm):
    """The terms of a version that is there, to be changed; `seen` is its number."""

    reason = lines(
        _("Why the text is changed"), most=300, rows=2, hint=_("Those who sign again read it.")
    )

    extra_hours = whole(
        _("Hours agreed beyond the plan"),
        0,
        MOST_HOURS,
        required=False,
        hint=_("More than was planned; it counts once all those concerned have signed."),
    )

    def __init__(self, *args, agreement: Agreement, **options):
        super().__init__(*args, **options)
        names = [name for name in self.fields if name != "extra_hours"]
        names.insert(names.index("planned_hours") + 1, "extra_hours")
        self.order_fields(names)
        terms = terms_of(agreement)
        self.initial.update({name: getattr(terms, name) for name in AgreementTerms.__slots__})
        self.fields["seen"].initial = str(agreement.version)

    def given(self) -> dict:
        seen = self.cleaned_data.get("seen", "")
        self.cleaned_data["extra_hours"] = self.cleaned_data["extra_hours"] or 0
        return {**super().given(), "seen_version": int(seen) if seen.isdecimal() else None}


class SignatoryForm(forms.Form):
    """Somebody who has to sign for a party."""

    party = chosen(_("For which party"), Party.choices)
    name = line(_("First and last name"), 120)
    capacity = line(
        _("In which capacity"), 120, required=False, hint=_("For example: director, guardian.")
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("For a link or a code. Without one: account, printed code or paper."),
    )


class NameForm(forms.Form):
    """Who opened a link."""

    name = Line(
        label=_("Your first and last name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class CodeForm(forms.Form):
    """The code that only the signer has."""

    seen = Line(max_length=64, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Your code"),
        max_length=20,
        help_text=_("%(digits)s digits. Type it yourself.") % {"digits": CODE_DIGITS},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        ),
    )


class PaperForm(PaperFields):
    """A signature that was given on paper."""

    party = chosen(_("For which party"), Party.choices)
    name = line(_("Who signed"), 120)
    seen = line(
        _("Code printed on the sheet"), 24, hint=_("It stands at the foot: which text was signed.")
    )
    field_order = ("party", "name", "seen")

    def given(self) -> dict:
        """Return what the action is told."""
        told = {name: self.cleaned_data[name] for name in ("party", "name", "seen")}
        return {**told, **self.of_paper()}


class AddressForm(forms.Form):
    """Where a link is to be sent again."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
