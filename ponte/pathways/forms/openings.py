"""What is asked about an opening; `given` is what its action is told."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ponte.engines.matching import catalogue
from ponte.kit.actor import Actor
from ponte.kit.lines import Line
from ponte.pathways import permissions
from ponte.pathways.actions.opportunities import OpeningFacts
from ponte.pathways.forms.fields import Company, Town, chosen, day, line, lines, one_of, whole
from ponte.pathways.forms.occupations import OccupationField
from ponte.pathways.models import Opportunity
from ponte.pathways.queries.choosing import bodies_named, town_label
from ponte.pathways.rules.profiles import sheets
from ponte.pathways.states import Source, Willingness


class LeadForm(forms.Form):
    """A company that may open a place."""

    company = Company(
        label=_("Company"), max_length=200, help_text=_("Its name, or its tax code of 11 digits.")
    )
    title = line(_("What the work is"), 160, required=False, hint=_("For example: warehouse."))
    source = one_of(_("Where the lead comes from"), Source.choices)
    searched_by = chosen(_("Who searches"))
    office = chosen(_("Placement office"))

    def __init__(self, *args, actor: Actor, **options):
        super().__init__(*args, **options)
        offices = bodies_named(permissions.PLACE_WORKERS)
        searching = bodies_named(permissions.SEARCH_COMPANIES)
        mine = permissions.bodies_of(actor, permissions.SEARCH_COMPANIES)
        offer(self.fields, "searched_by", {pk: searching[pk] for pk in mine if pk in searching})
        own = {pk: name for pk, name in offices.items() if pk in mine}
        offer(self.fields, "office", own or offices)
        self.fields["source"].initial = Source.OFFICE.value


def offer(fields, name: str, choices: dict) -> None:
    """Offer choices; a question with one answer is not asked."""
    fields[name].choices = [(str(pk), label) for pk, label in choices.items()]
    if len(choices) == 1:
        fields[name].initial = str(next(iter(choices)))
        fields[name].widget = forms.HiddenInput()


class OpeningForm(forms.Form):
    """A step of one opening; `seen` is the state that the reader was shown."""

    seen = Line(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, opening: Opportunity, **options):
        super().__init__(*args, **options)
        self.opening = opening
        self.fields["seen"].initial = f"{opening.state}-{opening.state_since.timestamp():.6f}"

    def given(self) -> dict:
        """Return what the action is told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class PlainForm(OpeningForm):
    """A step that asks for nothing more than the button."""


class ReasonForm(OpeningForm):
    """Why not."""

    reason = lines(_("Reason"), most=1000, rows=3)


class OpenForm(OpeningForm):
    """Until when it stands."""

    expires_on = day(_("It stands until"), required=False)


class PointsForm(OpeningForm):
    """The points of the interview with a company; the answers are kept, whatever they are."""

    title = line(_("What the work is"), 160, required=False)
    sector = line(_("Sector"), 120, required=False)
    activities = lines(_("What the company makes or does"), required=False, rows=3)
    headcount = whole(_("People who work there"), 0, 100_000, required=False)
    willingness = one_of(_("Would it host somebody?"), Willingness.choices, required=False)
    hire_willingness = one_of(_("Would it hire in the end?"), Willingness.choices, required=False)
    contract_type = line(
        _("Contract it would offer"), 80, required=False, hint=_("Or: none, not decided.")
    )
    referent_name = line(
        _("Company referent"), 120, required=False, hint=_("Who trains the worker there.")
    )
    context_adequate = forms.ChoiceField(
        label=_("Does the workplace welcome?"),
        choices=[("", _("not judged yet")), ("yes", _("yes")), ("no", _("no"))],
        required=False,
        widget=forms.RadioSelect,
    )
    times_agreed = lines(_("Times agreed"), required=False, rows=2)
    objectives = lines(_("Objectives that can be verified"), required=False, rows=3)
    review_meetings = line(_("Review meetings"), 200, required=False)
    seats = whole(_("Seats"), 1, 99, required=False)
    weekly_hours = whole(_("Hours a week"), 1, 48, required=False)
    municipality = Town(label=_("Municipality of the workplace"), required=False)
    why = {
        "hire_willingness": _("Any answer is an answer: it decides nothing by itself."),
        "referent_name": _("Nobody starts without somebody who trains them in the company."),
    }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        told = {True: "yes", False: "no", None: ""}
        for name in self.fields:
            if hasattr(self.opening, name) and name not in ("municipality", "context_adequate"):
                self.initial.setdefault(name, getattr(self.opening, name))
        self.initial.setdefault("context_adequate", told[self.opening.context_adequate])
        self.initial.setdefault("municipality", town_label(self.opening.municipality))

    def given(self) -> dict:
        data = super().given()
        told = {"yes": True, "no": False, "": None}
        data["context_adequate"] = told[data["context_adequate"]]
        town = data.pop("municipality")
        return {"facts": OpeningFacts(**data, municipality_id=town)}


class DemandForm(OpeningForm):
    """The job profile: the occupation, and how much of each competence the work asks for."""

    occupation = OccupationField(
        _("Occupation"),
        hint=_("Its usual name, in any language: warehouse worker, welder. Empty if none fits."),
    )
    why = {"occupation": _("One name that every country knows. It brings no points.")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        kept = self.opening.demand or {}
        conditions = getattr(self.opening, "conditions", None)
        self.initial.setdefault("occupation", conditions.occupation if conditions else "")
        for code, entry in catalogue.dimensions().items():
            asked = kept.get(code, {})
            self.fields[code] = chosen(_word(entry), _levels(), required=False)
            if asked:
                must = "!" if asked.get("essential") else ""
                self.initial.setdefault(code, f"{asked.get('level')}{must}")

    def given(self) -> dict:
        told = super().given()
        occupation = told.pop("occupation")
        chosen_ones = {name: value for name, value in told.items() if value}
        return {
            "occupation": occupation,
            "demand": {
                code: {
                    "level": int(value.rstrip("!")),
                    "group": sheets()["groups"][catalogue.dimensions()[code].area],
                    "essential": value.endswith("!"),
                }
                for code, value in chosen_ones.items()
            },
        }


def _levels() -> list:
    words = [(str(level), _word(entry)) for level, entry in _steps()]
    must = [(f"{level}!", _("%(level)s, essential") % {"level": label}) for level, label in words]
    return [
        ("", _("not asked")),
        (_("Can be learned there"), words),
        (_("Needed from the first day"), must),
    ]


def _steps():
    return [(at, one) for at, one in enumerate(catalogue.levels("dimensions")) if at]


def _word(entry) -> str:
    return entry.it if get_language() == "it" else entry.en
