"""An occupation asked for by its name, in any of the seven languages; the value is its ESCO id.

What fits several is shown again with those to choose from, so that nothing needs a script.
"""

from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ponte.kit.lines import one_line
from ponte.pathways.rules.finding import LONGEST, finder
from ponte.pathways.rules.occupations import Occupation, group_name, occupations

MOST = 8


class Typed(NamedTuple):
    """What was written, and which of those offered was chosen."""

    text: str
    chosen: str = ""


def meant(text: str) -> tuple[str, list[Occupation]]:
    """Return the id of the one occupation of this name, or those to choose from."""
    language = get_language() or "en"
    if len(named := finder().named(text, language)) == 1:
        return named[0].id, []
    return "", finder().asked(text, language, MOST)


class OccupationInput(forms.TextInput):
    """A line of text with suggestions; below it those to choose from, where several are meant."""

    template_name = "pathways/_occupation.html"

    def value_from_datadict(self, data, files, name):
        return Typed(data.get(name, ""), data.get(f"{name}-which", ""))

    def format_value(self, value):
        if isinstance(value, Typed):
            return value.text
        known = occupations().get(value) if value else None
        return finder().label(known, get_language()) if known else ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, Typed) else Typed("")
        _one, several = meant(typed.text) if typed.text else ("", [])
        context["widget"]["choices"] = [_choice(one, typed.chosen) for one in several]
        return context


def _choice(one: Occupation, chosen: str) -> dict:
    language = get_language() or "en"
    label = f"{one.name(language)} ({group_name(one.group, language)})"
    return {"value": one.id, "label": label, "is_chosen": one.id == chosen}


class OccupationField(forms.Field):
    """An occupation of ESCO; never more than one is taken without being chosen."""

    def __init__(self, label, *, hint=""):
        address = reverse_lazy("pathways:occupation-suggest")
        attrs = {"data-ponte-suggest": address, "autocomplete": "off", "maxlength": LONGEST}
        widget = OccupationInput(attrs=attrs)
        super().__init__(label=label, required=False, help_text=hint, widget=widget)

    def clean(self, value):
        text = one_line(value.text).strip()[:LONGEST]
        if not text:
            return ""
        one, several = meant(text)
        if one:
            return one
        if value.chosen in {other.id for other in several}:
            return value.chosen
        if several:
            raise ValidationError(_("Choose one of these occupations, or write another name."))
        raise ValidationError(
            _("No occupation of this name is known. Try another word for the work.")
        )
