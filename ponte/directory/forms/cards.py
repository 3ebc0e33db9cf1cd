"""The six steps of a service card."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.directory.forms.fields import (
    SUGGEST_PLACES,
    Code,
    Codes,
    Openings,
    Perhaps,
    line,
    long_text,
    openings_in_words,
    places_named,
    served_choices,
)
from ponte.directory.forms.rows import ContactRow, CostRow, PlaceRow
from ponte.directory.forms.steps import StepForm
from ponte.directory.rules import catalogues
from ponte.directory.rules.freshness import REVIEW_CHOICES

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
MONTHS = {1: _("every month"), 3: _("every 3 months"), 6: _("every 6 months"), 12: _("once a year")}


class WhatForm(StepForm):
    name = line(_("Name of the service"), 150, required=True)
    categories = Codes(catalogues.SERVICE_CATEGORIES, label=_("What it helps with"))
    service_type = Code("service_types", label=_("Kind of help"))
    summary = long_text(
        _("In one or two lines"), 280, rows=2, help_text=_("At most 280 characters")
    )
    description = long_text(
        _("Description"),
        6000,
        rows=8,
        help_text=_("200 to 2,000 characters: what people receive, how often, with whom"),
    )

    why = {
        "name": _(
            "People see the name first. Use the words they would say, not a project's title."
        ),
        "categories": _("People search by what they need. Choose the few that fit best."),
        "service_type": _("It tells an hour of advice from months of company."),
        "summary": _("It is what people read in the list of results."),
        "description": _("From it people decide whether to call."),
    }


class WhomForm(StepForm):
    target_groups = Codes("target_groups", label=_("Who it is for"))
    min_age = forms.IntegerField(
        label=_("From this age"), required=False, min_value=0, max_value=120
    )
    max_age = forms.IntegerField(
        label=_("Up to this age"), required=False, min_value=0, max_value=120
    )
    eligibility = long_text(
        _("Conditions to be admitted"),
        2000,
        help_text=_("For example: residents of the valley; income below a threshold"),
    )
    languages = Codes("languages", label=_("Languages spoken"))

    needed = ("target_groups",)
    why = {
        "target_groups": _("So that nobody comes in vain, and everybody concerned finds it."),
        "eligibility": _("Say it before people travel."),
        "languages": _("Many people look for somebody who speaks their language."),
    }

    def clean(self):
        data = super().clean()
        low, high = data.get("min_age"), data.get("max_age")
        if low is not None and high is not None and low > high:
            self.add_error("max_age", _("This age is lower than the one before it."))
        return data


class HowForm(StepForm):
    delivery_modes = Codes("delivery_modes", label=_("How it is given"))
    access_modes = Codes("access_modes", label=_("How people ask for it"))
    who_may_ask = Codes("who_may_ask", label=_("Who may ask"))
    how_to = long_text(_("What to do, step by step"), 3000)
    required_documents = long_text(_("What to bring"), 2000, rows=3)
    outcome = long_text(_("What people obtain"), 3000, rows=3)
    conditions = long_text(_("Rules of the service"), 3000, rows=3)

    needed = ("delivery_modes",)
    why = {
        "delivery_modes": _("Some people cannot leave home, others cannot go online."),
        "access_modes": _("It tells whether to call, to write or just to go."),
        "who_may_ask": _("Often a daughter or a social worker asks, not the person."),
        "required_documents": _("A missing paper means a second journey."),
        "outcome": _("Say what people have in hand afterwards."),
    }


class ServedForm(StepForm):
    """Asks for the area covered: the places chosen so far, and names to add."""

    served = forms.MultipleChoiceField(
        label=_("Area covered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Take the tick away to remove a place."),
    )
    served_add = line(
        _("Add places"),
        2000,
        help_text=_("Municipalities, provinces, regions or areas, with commas between them"),
        **{"autocomplete": "off", "data-ponte-suggest": SUGGEST_PLACES},
    )

    def __init__(self, data=None, *, version, order=()):
        super().__init__(data, version=version, order=order)
        choices = served_choices(version.get("served") or ())
        self.fields["served"].choices = choices
        if not choices:
            del self.fields["served"]
            self.fields["served_add"].label = self.base_fields["served"].label

    def clean_served_add(self):
        return places_named(self.cleaned_data["served_add"])

    def values(self) -> dict[str, Any]:
        found = super().values()
        chosen = [*found.get("served", ()), *found.pop("served_add")]
        return {**found, "served": list(dict.fromkeys(chosen))}


class WhereForm(ServedForm):
    accessibility = Codes("accessibility", label=_("Accessibility"))
    hours_note = long_text(_("About the times"), 1000, rows=2)
    waiting_time = line(_("Waiting time"), 120, help_text=_("For example: about two weeks"))
    places = forms.IntegerField(
        label=_("How many people it can take"), required=False, min_value=0, max_value=1_000_000
    )
    valid_from = forms.DateField(
        label=_("Open from"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("Open until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    campaign = line(_("Season or campaign"), 80, help_text=_("For example: Summer 2027"))

    rows = {"card_places": PlaceRow}
    row_titles = {"card_places": _("Where people are received")}
    row_hints = {"card_places": _("Leave empty for a service at home, online or by phone.")}
    groups = {f"day_{n}": "days" for n in range(7)} | dict.fromkeys(
        ("valid_from", "valid_to", "campaign"), "season"
    )
    group_titles = {
        "days": _("Opening times"),
        "season": _("Only for services of one season"),
    }
    why = {
        "served": _("People search from their town: a service that comes to them must say so."),
        "accessibility": _("Whoever uses a wheelchair or a hearing aid must know before coming."),
    }

    def __init__(self, data=None, *, version, order=()):
        days = {n: Openings(label=WEEKDAYS[n]) for n in range(7)}
        for day in days.values():
            day.aside = _("9:00-12:30, 14:00-18:00")
        self.base_fields = {**self.base_fields, **{f"day_{n}": day for n, day in days.items()}}
        names = tuple(f"day_{n}" for n in days)
        spread = [part for name in order for part in (names if name == "hours" else _two(name))]
        super().__init__(data, version=version, order=spread)

    def shown(self, version) -> dict[str, Any]:
        found = super().shown(version)
        for n in range(7):
            spans = [(h["opens"], h["closes"]) for h in version["hours"] if h["weekday"] == n]
            found[f"day_{n}"] = openings_in_words(spans)
        return found

    def clean(self):
        data = super().clean()
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and first > last:
            self.add_error("valid_to", _("The season ends before it begins."))
        return data

    def values(self) -> dict[str, Any]:
        found = super().values()
        days: list[list[tuple[time, time]]] = [found.pop(f"day_{n}") for n in range(7)]
        hours = [
            {"weekday": n, "opens": opens, "closes": closes}
            for n, spans in enumerate(days)
            for opens, closes in spans
        ]
        return {**found, "hours": hours}


def _two(name: str) -> tuple[str, ...]:
    return ("served", "served_add") if name == "served" else (name,)


class CostsForm(StepForm):
    fee_kind = Code("fee_kinds", label=_("Does it cost?"))
    fee_note = long_text(
        _("How much"), 1000, rows=2, help_text=_("For example: 12 euros an hour, reduced by ISEE")
    )
    payment_methods = Codes("payment_methods", label=_("Ways to pay"))
    accepts_welfare_credit = Perhaps(label=_("Can company welfare credit pay for it?"))
    tuir_codes = Codes("tuir_codes", label=_("If so, as which company welfare?"))

    rows = {"cost_options": CostRow}
    row_titles = {"cost_options": _("Prices")}
    row_hints = {"cost_options": _("One for each case. Leave it empty where nobody pays.")}
    needed = ("fee_kind",)
    why = {
        "fee_kind": _("It is the first thing people ask, and what stops many from calling."),
        "accepts_welfare_credit": _("Workers with a welfare plan look for it."),
        "tuir_codes": _(
            "Whoever runs a company's plan checks it against article 51 of the tax law (TUIR)."
        ),
    }

    def clean(self):
        data = super().clean()
        if data.get("tuir_codes") and data.get("accepts_welfare_credit") is not True:
            text = _("Say yes, or leave the kind of company welfare empty.")
            self.add_error("accepts_welfare_credit", text)
        return data


class ContactsForm(StepForm):
    booking_url = forms.URLField(
        label=_("Address for booking online"), required=False, assume_scheme="https"
    )
    review_months = forms.TypedChoiceField(
        label=_("How often should we ask you to check this card?"),
        choices=[(months, MONTHS[months]) for months in REVIEW_CHOICES],
        coerce=int,
        widget=forms.RadioSelect,
    )
    confirm = forms.BooleanField(
        label=_("I have checked the whole card: everything is right today"), required=False
    )

    rows = {"contacts": ContactRow}
    row_titles = {"contacts": _("How people reach you")}
    row_hints = {"contacts": _("At least one. No private numbers.")}
    needed = ("confirm",)
    why = {
        "review_months": _("A card that is out of date is worse than none. We write before it is."),
        "confirm": _("Readers see the day of the last check."),
    }

    def __init__(self, data=None, *, version, order=()):
        super().__init__(data, version=version, order=order)
        months = version.get("review_months")
        if months and months not in REVIEW_CHOICES:
            words = _("every %(months)s months") % {"months": months}
            self.fields["review_months"].choices = [
                (months, words),
                *self.fields["review_months"].choices,
            ]

    @property
    def is_confirmed(self) -> bool:
        return bool(self.cleaned_data.get("confirm"))

    def values(self) -> dict[str, Any]:
        found = super().values()
        found.pop("confirm")
        return found


CARD_FORMS = {
    "what": WhatForm,
    "whom": WhomForm,
    "how": HowForm,
    "where": WhereForm,
    "costs": CostsForm,
    "contacts": ContactsForm,
}
