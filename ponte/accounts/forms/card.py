"""Signing in with a card: two numbers, typed on large keys."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.accounts.rules import PIN_DIGITS, digits
from ponte.kit.lines import Line

KEYS = {"inputmode": "numeric", "class": "keyed"}


class Digits(Line):
    """A number, however it was grouped."""

    def to_python(self, value):
        return digits(super().to_python(value))


def _code() -> Digits:
    return Digits(
        label=_("Number of the card"),
        max_length=20,
        widget=forms.TextInput(attrs={**KEYS, "autocomplete": "username"}),
    )


def _pin(label, kept: str) -> Digits:
    return Digits(
        label=label,
        max_length=PIN_DIGITS,
        widget=forms.PasswordInput(attrs={**KEYS, "autocomplete": kept}),
    )


class CardForm(forms.Form):
    """The number of the card and its PIN."""

    code = _code()
    pin = _pin(_("PIN"), "current-password")


class FirstTimeForm(forms.Form):
    """The number of the card, the one of the folded part, and a PIN of one's own."""

    code = _code()
    number = Digits(
        label=_("Number inside the fold"),
        max_length=20,
        widget=forms.TextInput(attrs={**KEYS, "autocomplete": "one-time-code"}),
    )
    pin = _pin(_("Choose a PIN: 6 digits"), "new-password")
    again = _pin(_("The PIN once more"), "new-password")

    def clean(self):
        told = super().clean()
        if told.get("pin") and told.get("again") and told["pin"] != told["again"]:
            self.add_error("again", _("The two PINs are not the same."))
        return told
