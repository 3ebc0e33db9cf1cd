"""Abilities and conditions in plain values, from sheets and forms to the profiles of the engine.

Nothing here has a place for sex, age, origin, health, the type of disadvantage or the service
that sent somebody: what cannot be held cannot be compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, ClassVar, TypeGuard

import yaml

from ponte.engines.matching import catalogue
from ponte.engines.matching.profiles import (
    HIGHEST,
    AbilityProfile,
    Demand,
    DemandProfile,
    Means,
    Place,
    Rota,
    Terms,
    Window,
    total,
)
from ponte.engines.matching.profiles import slots as slots_of
from ponte.pathways.rules.limits import LEAST_MONTHS_EMPLOYED

TERMS = Terms(least_months=LEAST_MONTHS_EMPLOYED, most_open_pathways=1)
WEEKDAYS = range(7)
WORKING_DAYS = range(5)
HOUR = 60


@dataclass(frozen=True, slots=True)
class AbilityFacts:
    """What a worker can do, when, how far, and which limits the worker agreed to share.

    `times` are codes such as "0.morning" (0 is Monday); none means any hour will do. `done` and
    `wished` are occupations of ESCO: told beside the comparison, never part of it.
    """

    LISTS: ClassVar = ("times", "done", "wished")

    abilities: Mapping[str, int] = field(default_factory=dict)
    times: tuple[str, ...] = ()
    hours_a_week: int | None = None
    travel: Mapping[str, int] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        """Return what is written down."""
        return {**asdict(self), **{name: list(getattr(self, name)) for name in self.LISTS}}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "AbilityFacts":
        """Return what was written down; an older row may lack a part."""
        known = {name: kept[name] for name in cls.__slots__ if name in kept}
        return cls(**{**known, **{name: tuple(known.get(name, ())) for name in cls.LISTS}})


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """When an opening is worked, how it is reached, what it asks of body and senses.

    `hours` are stretches of a weekday in minutes: day, from, to. `is_fixed` says that all of them
    are worked; otherwise the weekly hours anywhere within are enough.
    """

    hours: tuple[tuple[int, int, int], ...] = ()
    is_fixed: bool = False
    reached_by: tuple[str, ...] = ()
    loads: Mapping[str, int] = field(default_factory=dict)
    eased: Mapping[str, int] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """Return what is written down."""
        return {
            **asdict(self),
            "hours": [list(one) for one in self.hours],
            "reached_by": list(self.reached_by),
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "ConditionFacts":
        """Return what was written down."""
        known = {name: kept[name] for name in cls.__slots__ if name in kept}
        known["hours"] = tuple((day, start, end) for day, start, end in known.get("hours", ()))
        return cls(**{**known, "reached_by": tuple(known.get("reached_by", ()))})


@cache
def sheets() -> Mapping[str, Any]:
    """Return how sheets speak to the matching."""
    path = resources.files("ponte.pathways") / "data" / "matching" / "sheets.yaml"
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


@cache
def parts() -> Mapping[str, Mapping[str, Any]]:
    """Return the parts of a day by code, in order."""
    return {one["code"]: one for one in sheets()["parts"]}


def assessed(answers: Mapping[str, Any]) -> AbilityFacts:
    """Read a completed skills assessment (I4); limits are never taken from it by themselves."""
    hours = answers.get("hours_a_week")
    return AbilityFacts(
        abilities=_abilities(answers),
        times=_times(answers.get("work_times") or ()),
        hours_a_week=int(hours) if _is_whole(hours) else None,
        travel=_travel(answers.get("transport") or (), answers.get("travel_minutes")),
    )


def _abilities(answers: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, dimensions in sheets()["competences"].items():
        level = answers.get(f"seen_{code}")
        if _is_level(level):
            found |= dict.fromkeys(dimensions, level)
    school = sheets()["schools"].get(answers.get("school"))
    if school is not None:
        found["schooling"] = school
    courses = [one for one in answers.get("courses") or () if one]
    if courses:
        found["courses"] = min(1 + len(courses), HIGHEST)
    known = [one.get("level") for one in answers.get("languages") or ()]
    if levels := [one for one in known if _is_level(one)]:
        found["other_languages"] = max(levels)
    return found


def _times(chosen: Iterable[str]) -> tuple[str, ...]:
    """Parts of the working days; the weekend has the same parts, or mornings and afternoons."""
    wanted = [code for code in parts() if code in set(chosen)]
    found = [f"{day}.{code}" for day in WORKING_DAYS for code in wanted]
    if "weekend" in set(chosen):
        at = wanted or ["morning", "afternoon"]
        found += [f"{day}.{code}" for day in (5, 6) for code in at]
    return tuple(found)


def _travel(chosen: Iterable[str], minutes: Any) -> dict[str, int]:
    """Minutes become kilometres at a usual speed, never beyond what is sensible."""
    asked = minutes if _is_whole(minutes) else sheets()["minutes_unasked"]
    farthest = catalogue.sensible_km()
    found: dict[str, int] = {}
    for way in chosen:
        means = sheets()["transport"].get(way)
        if means:
            km = asked * sheets()["kilometres_an_hour"][means] // 60
            found[means] = max(1, min(km, farthest[Means(means)]))
    return found


def asked_by_sheet(answers: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Read the demand of a completed job profile (I2): dimension to level, group, essential."""
    told = {one.get("competence"): one.get("weight") for one in answers.get("weights") or ()}
    found: dict[str, dict[str, Any]] = {}
    for code, dimensions in sheets()["competences"].items():
        level = answers.get(code)
        if _is_level(level) and level:
            for dimension in dimensions:
                found[dimension] = _demand(dimension, level, told.get(code) == "essential")
    school = sheets()["schools"].get(answers.get("school_path"))
    if school:
        found["schooling"] = _demand("schooling", school, False)
    return found


def _demand(dimension: str, level: int, essential: bool) -> dict[str, Any]:
    group = sheets()["groups"][catalogue.dimensions()[dimension].area]
    return {"level": level, "group": group, "essential": essential}


def conditions_of_sheet(answers: Mapping[str, Any]) -> ConditionFacts:
    """Read what a completed job profile (I2) asks of body and senses; its hours are words."""
    loads: dict[str, int] = {}
    for code, load in sheets()["loads"].items():
        if _is_level(answers.get(code)) and answers[code]:
            loads[load] = answers[code]
    for code in answers.get("surroundings") or ():
        if load := sheets()["surroundings"].get(code):
            loads[load] = max(loads.get(load, 0), sheets()["surroundings_level"])
    return ConditionFacts(loads=loads)


def demands(kept: Mapping[str, Mapping[str, Any]]) -> dict[str, Demand]:
    """Return what an opening asks; codes of the sheet lead to dimensions, others are left out."""
    found: dict[str, Demand] = {}
    for code, one in kept.items():
        level = one.get("level")
        if not _is_level(level) or not level:
            continue
        for dimension in dimensions_of(code):
            found[dimension] = Demand(level, essential=bool(one.get("essential")))
    return found


def dimensions_of(code: str) -> tuple[str, ...]:
    """Return the dimensions that a code of a profile stands for; none if nobody compares it."""
    if code in catalogue.dimensions():
        return (code,)
    return tuple(sheets()["competences"].get(code, ()))


def uncompared(kept: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of a profile that no dimension stands for."""
    return tuple(code for code in kept if not dimensions_of(code))


def whole_months(since: date, today: date) -> int:
    """Return the months of employment that are over.

    >>> whole_months(date(2026, 1, 31), date(2026, 7, 30))
    5
    """
    months = (today.year - since.year) * 12 + today.month - since.month
    return max(0, months - (today.day < since.day))


def ability_profile(
    key: str, facts: AbilityFacts, *, place: Place, months: int, bound: bool
) -> AbilityProfile:
    """Return a worker's side as the engine compares it; `bound` is somebody placed already."""
    return AbilityProfile(
        key=key,
        abilities=facts.abilities,
        place=place,
        travel={Means(means): km for means, km in facts.travel.items()},
        months_in_cooperative=months,
        open_pathways=int(bound),
        available=_windows(facts.times) if facts.times else None,
        most_minutes=facts.hours_a_week * HOUR if facts.hours_a_week else None,
        limits=facts.limits,
    )


def demand_profile(
    key: str,
    asked: Mapping[str, Mapping[str, Any]],
    facts: ConditionFacts,
    *,
    place: Place,
    seats: int,
    weekly_hours: int | None,
) -> DemandProfile:
    """Return an opening's side as the engine compares it; without a word, all means lead there."""
    return DemandProfile(
        key=key,
        demands=demands(asked),
        place=place,
        reached_by=frozenset(Means(one) for one in facts.reached_by) or frozenset(Means),
        seats=seats,
        rotas=_rotas(facts, weekly_hours),
        loads=facts.loads,
        eased=facts.eased,
    )


def _rotas(facts: ConditionFacts, weekly_hours: int | None) -> tuple[Rota, ...]:
    """Weekly hours alone may be worked whenever it suits."""
    if facts.hours:
        windows = tuple(Window(*one) for one in facts.hours)
    elif weekly_hours:
        windows = tuple(Window(day, 0, 24 * HOUR) for day in WEEKDAYS)
    else:
        return ()
    most = total(slots_of(windows))
    minutes = None if facts.is_fixed or not weekly_hours else min(weekly_hours * HOUR, most)
    return (Rota(windows, minutes),)


def _windows(times: Iterable[str]) -> tuple[Window, ...]:
    found = []
    for one in times:
        day, _dot, code = one.partition(".")
        found += [
            Window(int(day), start * HOUR, end * HOUR) for start, end in parts()[code]["windows"]
        ]
    return tuple(found)


def _is_level(value: Any) -> TypeGuard[int]:
    return _is_whole(value) and 0 <= value <= HIGHEST


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
