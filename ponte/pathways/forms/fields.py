"""Fields that the forms of pathways are made of."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from ponte.kit.lines import Line
from ponte.pathways.queries.choosing import companies_called
from ponte.pathways.rules.scans import ACCEPTED, MOST_BYTES
from ponte.pathways.rules.signing import Scan
from ponte.territory.public import find_places, municipality_by_code

CLOCK = re.compile(r"(?P<hours>\d{1,2})\s*[:.hH]\s*(?P<minutes>[0-5]\d)")
FEWEST_MINUTES = 13  # a smaller number without a colon is more likely hours


def line(label, most: int = 160, *, required=True, hint="", **attrs) -> Line:
    """A text of one line."""
    widget = forms.TextInput(attrs=attrs)
    return Line(label=label, max_length=most, required=required, help_text=hint, widget=widget)


def lines(label, *, required=True, hint="", most: int = 2000, rows: int = 4) -> forms.CharField:
    """A longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint, widget=widget
    )


def day(label, *, required=True, hint="", **options) -> forms.DateField:
    """A day, picked from a calendar where the browser has one."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=hint, widget=widget, **options)


def whole(label, least: int, most: int, *, required=True, hint="") -> forms.IntegerField:
    """A whole number between two others."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=hint
    )


def one_of(label, choices=(), *, required=True, hint="") -> forms.ChoiceField:
    """One of a few, all of them in sight."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=hint,
        widget=forms.RadioSelect,
    )


def chosen(label, choices=(), *, required=True, hint="") -> forms.ChoiceField:
    """One of many, from a list that opens."""
    return forms.ChoiceField(label=label, choices=choices, required=required, help_text=hint)


def tick(label, *, required=False, hint="") -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(label=label, required=required, help_text=hint)


class PaperFields(forms.Form):
    """What every signed sheet of paper is told with: its day, where it is, its scan or why none."""

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
    without_scan = line(
        _("If there is no scan: why not"),
        200,
        required=False,
        hint=_("Everybody who sees it then reads: without scan."),
    )

    def clean_scan(self):
        sent = self.cleaned_data["scan"]
        if sent and sent.size > MOST_BYTES:
            raise ValidationError(_("This file is larger than 10 MB."))
        return sent

    def of_paper(self) -> dict:
        """Return what the actions of papers are told of the sheet."""
        told = {name: self.cleaned_data[name] for name in ("signed_on", "reference")}
        sent = self.cleaned_data["scan"]
        told["scan"] = Scan(sent.name, sent.read()) if sent else None
        return {**told, "without_scan": self.cleaned_data["without_scan"]}


class Clock(forms.CharField):
    """A length of time, as 7:30 or in minutes; the value is minutes."""

    def __init__(self, **options):
        options.setdefault("max_length", 8)
        options.setdefault("help_text", _("As 4:30, or the minutes: 270."))
        super().__init__(**options)

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return None
        found = CLOCK.fullmatch(text)
        if found:
            return int(found["hours"]) * 60 + int(found["minutes"])
        if not text.isdecimal():
            raise ValidationError(_("Write the time as 4:30, or the minutes as 270."))
        if int(text) < FEWEST_MINUTES:
            raise ValidationError(_("For hours write %(hours)s:00."), params={"hours": int(text)})
        return int(text)


class Euros(forms.CharField):
    """An amount in euros, as people write it; the value is cents."""

    def __init__(self, **options):
        options.setdefault("max_length", 16)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**options)

    def clean(self, value):
        text = re.sub(r"[\s\u00a0\u202f€]", "", super().clean(value))
        if not text:
            return None
        return cents_of(text)


def cents_of(text: str) -> int:
    """Read an amount: the last sign that is not a digit parts euros from cents.

    >>> cents_of("1.250,50"), cents_of("1250.5"), cents_of("1,250"), cents_of("40")
    (125050, 125050, 125000, 4000)
    """
    whole_part, sign, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", text).groups()
    digits = re.sub(r"[.,'](?=\d{3}(?:\D|$))", "", whole_part or "0")
    try:
        if not digits.isdecimal():
            raise InvalidOperation
        amount = Decimal(f"{digits}.{cents or '0'}" if sign else digits)
    except InvalidOperation:
        raise ValidationError(_("Write an amount, such as 1250.50.")) from None
    return int(amount * 100)


class Town(Line):
    """A municipality by its name; the value is its key."""

    def __init__(self, **options):
        address = reverse_lazy("organizations:place-suggest")
        attrs = {"data-ponte-suggest": address, "autocomplete": "off"}
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=120, **options)

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return None
        found = find_places(text, 6, "M")
        named = [
            one for one in found if text.casefold() in (one.label.casefold(), one.name.casefold())
        ]
        if len(named) == 1 or len(found) == 1:
            return municipality_by_code((named or found)[0].code[1:]).pk
        if not found:
            raise ValidationError(_("We know no municipality of this name."))
        names = ", ".join(one.label for one in named or found)
        raise ValidationError(_("Which one do you mean: %(names)s?"), params={"names": names})


class Company(Line):
    """An organization on the list, by its tax code or its name; the value is the organization."""

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return None
        found = companies_called(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("No organization of this name or tax code is on the list."))
        names = ", ".join(f"{one.name} ({one.tax_code})" for one in found)
        raise ValidationError(_("Which one do you mean: %(names)s?"), params={"names": names})
