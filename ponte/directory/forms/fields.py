"""Fields that listings need: plain text, places by their names, yes-no-unknown, opening times."""

import re
from collections.abc import Iterable
from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from ponte.directory.rules import catalogues
from ponte.kit.lines import one_line
from ponte.territory.public import Place, find_places, municipality_by_code, places_by_code

PLACES_MOST = 200


class Text(forms.CharField):
    """Text whose line ends do not change because a browser sent it; a single line has none."""

    def to_python(self, value):
        text = super().to_python(value)
        if not isinstance(self.widget, forms.Textarea):
            return one_line(text)
        return text.replace("\r\n", "\n")


def long_text(label, most: int, rows: int = 4, *, help_text="", required=False) -> Text:
    """Return a field for several lines."""
    return Text(
        label=label,
        max_length=most,
        help_text=help_text,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line(label, most: int, *, help_text="", required=False, **attrs) -> Text:
    """Return a field for one line."""
    return Text(
        label=label,
        max_length=most,
        help_text=help_text,
        required=required,
        widget=forms.TextInput(attrs=attrs),
    )


class Codes(forms.MultipleChoiceField):
    """Any of the codes of a list, with their titles in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, catalogue: str, **kwargs):
        super().__init__(
            choices=lambda: catalogues.choices(catalogue), **{"required": False, **kwargs}
        )


class Code(forms.ChoiceField):
    """One code of a list, or none."""

    widget = forms.RadioSelect

    def __init__(self, catalogue: str, **kwargs):
        super().__init__(
            choices=lambda: catalogues.choices(catalogue), **{"required": False, **kwargs}
        )


class Perhaps(forms.TypedChoiceField):
    """Yes, no, or not said."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        choices = [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))]
        kwargs = {"required": False, "empty_value": None, **kwargs}
        super().__init__(choices=choices, coerce=lambda value: value == "yes", **kwargs)

    def prepare_value(self, value):
        return {True: "yes", False: "no", None: ""}.get(value, value)


WHOLES = {"P": _("Province of %(name)s"), "R": _("Region %(name)s")}
COUNTRY = _("All of Italy")


def place_words(place: Place) -> str:
    """Name a place so that a town and its province are told apart."""
    if place.kind == "country":
        return str(COUNTRY)
    words = WHOLES.get(place.code[0])
    return str(words % {"name": place.name}) if words else place.label


def _asked_kind(typed: str, kinds: str) -> tuple[str, str]:
    """Take away the words that say province or region, and return what they say."""
    if "I" in kinds and typed.casefold() == str(COUNTRY).casefold():
        return "Italia", "I"
    for kind, words in WHOLES.items():
        start = str(words % {"name": ""}).casefold()
        if kind in kinds and typed.casefold().startswith(start):
            return typed[len(start) :], kind
    return typed, kinds


def named_place(typed: str, kinds: str) -> Place:
    """Return the one place that a person means, or say which ones it may be."""
    typed = typed.strip()
    name, wanted = _asked_kind(typed, kinds)
    found = find_places(name, 6, wanted)
    if not found:
        raise ValidationError(_("We know no place called “%(text)s”."), params={"text": typed[:60]})
    said = name.casefold()
    # A town written with its plate is meant; a bare name may be a town or its province.
    towns = [p for p in found if p.code[0] == "M" and p.label.casefold() == said]
    alike = [p for p in found if said in (p.name.casefold(), *map(str.casefold, p.names))]
    for chosen in (towns, alike or found):
        if len(chosen) == 1:
            return chosen[0]
    names = "; ".join(place_words(place) for place in (alike or found))
    raise ValidationError(
        _("“%(text)s” may be several places. Write one of: %(names)s."),
        params={"text": typed[:60], "names": names},
    )


SUGGEST_PLACES = reverse_lazy("directory:suggest-place")


class Town(Text):
    """A municipality, typed by its name; its identifier comes out."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "data-ponte-suggest": SUGGEST_PLACES})

    def __init__(self, **kwargs):
        super().__init__(max_length=120, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        return municipality_by_code(named_place(typed, "M").code[1:]).pk


def places_named(typed: str) -> list[str]:
    """Return the codes of places typed with commas between them."""
    parts = [part.strip() for part in re.split(r"[,;\n]", typed) if part.strip()]
    return [named_place(part, "MPRAI").code for part in parts[:PLACES_MOST]]


def served_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return place codes with their words; one that nobody knows any more is kept as it is."""
    known = {place.code: place_words(place) for place in places_by_code(codes)}
    return [(code, known.get(code, code)) for code in dict.fromkeys(codes)]


_SPAN = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?$")


class Openings(Text):
    """The opening times of one day, as people write them: 9-12:30, 14-18."""

    def __init__(self, **kwargs):
        super().__init__(max_length=80, **{"required": False, **kwargs})

    def clean(self, value):
        typed = super().clean(value)
        spans = [self._span(part.strip()) for part in typed.split(",") if part.strip()]
        ordered = sorted(spans)
        if any(one[1] > two[0] for one, two in zip(ordered, ordered[1:], strict=False)):
            raise ValidationError(_("Two of these times overlap."))
        return ordered

    def _span(self, part: str) -> tuple[time, time]:
        found = _SPAN.match(part)
        if found:
            first, first_minutes, last, last_minutes = (int(text or 0) for text in found.groups())
            if first < 24 and last < 24 and first_minutes < 60 and last_minutes < 60:
                opens, closes = time(first, first_minutes), time(last, last_minutes)
                if opens < closes:
                    return opens, closes
        raise ValidationError(_("Write times like this: 9:00-12:30, 14:00-18:00"))


def openings_in_words(spans: Iterable[tuple[time, time]]) -> str:
    """Write the times of one day as they are typed."""
    return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans)
