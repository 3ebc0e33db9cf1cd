"""An opening in words: the points of the interview, and what the work asks for."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ponte.engines.matching import catalogue
from ponte.pathways.models import Opportunity
from ponte.pathways.rules import match_words as words


def opening_shown(one: Opportunity, seats_left: int) -> list[dict]:
    """Return the points that are known, in the order of the interview."""
    welcome = {True: _("yes"), False: _("no"), None: ""}
    found = [
        (_("Occupation"), occupation_shown(one)),
        (_("Sector"), one.sector),
        (_("What it makes or does"), one.activities),
        (_("People who work there"), one.headcount),
        (_("Would host somebody"), one.get_willingness_display() if one.willingness else ""),
        (_("Would hire"), one.get_hire_willingness_display() if one.hire_willingness else ""),
        (_("Contract offered"), one.contract_type),
        (_("Company referent"), one.referent_name),
        (_("The workplace welcomes"), welcome[one.context_adequate]),
        (_("Times agreed"), one.times_agreed),
        (_("Objectives"), one.objectives),
        (_("Review meetings"), one.review_meetings),
        (_("Hours a week"), one.weekly_hours),
        (_("Municipality"), one.municipality.name if one.municipality else ""),
        (_("Free seats"), _("%(left)s of %(seats)s") % {"left": seats_left, "seats": one.seats}),
        (_("It stands until"), date_format(one.expires_on) if one.expires_on else ""),
        (_("Where the lead comes from"), one.get_source_display()),
    ]
    return [{"label": label, "text": text} for label, text in found if text not in ("", None)]


def occupation_shown(one: Opportunity) -> str:
    """Return the occupation asked for in words, nothing where none is named."""
    conditions = getattr(one, "conditions", None)
    return words.occupation(conditions.occupation) if conditions else ""


def demand_shown(demand: Mapping[str, Mapping]) -> list[dict]:
    """Return the competences asked for, with their level in words."""
    known, levels = catalogue.dimensions(), catalogue.levels("dimensions")
    return [
        {"label": _word(known[code]), "text": _level(levels, asked)}
        for code, asked in demand.items()
        if code in known
    ]


def _level(levels, asked: Mapping) -> str:
    word = _word(levels[asked["level"]])
    return _("%(level)s, essential") % {"level": word} if asked.get("essential") else word


def _word(entry) -> str:
    return entry.it if get_language() == "it" else entry.en
