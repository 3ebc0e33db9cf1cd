"""Reasons, ways out and comparisons of the engine, put into words for whoever reads them.

Written so that they can be kept: what a reader is told is made from codes and facts alone.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ponte.engines.matching import catalogue
from ponte.engines.matching.catalogue import Entry
from ponte.engines.matching.changes import ChangeCode
from ponte.engines.matching.constraints import ReasonCode
from ponte.engines.matching.profiles import Means
from ponte.engines.matching.score import Verdict
from ponte.pathways.rules.occupations import Kin, Kinship, Near, group_name, occupation_name
from ponte.pathways.rules.occupations import occupations as all_occupations
from ponte.pathways.rules.profiles import parts

WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
AREAS = {
    "training": later("Training"),
    "technical": later("Tools and manual skills"),
    "languages": later("Languages"),
    "mathematics": later("Mathematics"),
    "computing": later("Computing"),
    "transversal": later("Transversal skills"),
}
Facts = Mapping[str, Any]


def named(entry: Entry) -> str:
    """Return the name of a line of a published list, in Italian or English."""
    return entry.it if get_language() == "it" else entry.en


def dimension(code: str) -> str:
    """Return the name of a dimension."""
    found = catalogue.dimensions().get(code)
    return named(found) if found else code


def load(code: str) -> str:
    """Return the name of a load."""
    found = catalogue.loads().get(code)
    return named(found) if found else code


def means(code: str) -> str:
    """Return the name of a way to get to work."""
    return named(catalogue.means()[Means(code)])


def level(kind: str, number: int | None) -> str:
    """Return the words of a level of "dimensions" or of "loads"."""
    return _("not assessed") if number is None else named(catalogue.levels(kind)[number])


def hours(minutes: int) -> str:
    """Return a stretch of time in words."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest}
    told = ngettext("%(n)d hour", "%(n)d hours", whole) % {"n": whole}
    return told if not rest else _("%(hours)s and %(minutes)d minutes") % {
        "hours": told,
        "minutes": rest,
    }  # fmt: skip


def windows(given: Iterable[Any]) -> str:
    """Return hours of the week, the same hours of several days told once."""
    days: dict[str, list[str]] = {}
    for one in given:
        day, start, end = (one.day, one.start, one.end) if hasattr(one, "day") else one
        days.setdefault(f"{_clock(start)}-{_clock(end)}", []).append(str(WEEKDAYS[day]))
    return "; ".join(f"{', '.join(names)} {stretch}" for stretch, names in days.items())


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def reason(code: str, facts: Facts) -> str:
    """Return why a pair cannot be, in one sentence."""
    return REASONS[ReasonCode(code)](facts)


def _months(facts: Facts) -> str:
    return _(
        "The worker has been in the co-operative for %(has)d months; the programme asks for "
        "%(needed)d."
    ) % {"has": facts["has"], "needed": facts["needed"]}


def _open_pathway(facts: Facts) -> str:
    return _("The worker is on another pathway already: the agreement is being signed, or is.")


def _no_transport(facts: Facts) -> str:
    return _(
        "The workplace is %(km)d km away, and none of the worker's ways of travelling leads there."
    ) % {"km": facts["km"]}


def _too_far(facts: Facts) -> str:
    return _("The workplace is %(km)d km away; %(means)s the worker goes up to %(has)d km.") % {
        "km": facts["km"],
        "means": means(facts["means"]).lower(),
        "has": facts["has"],
    }


def _hours(facts: Facts) -> str:
    told = {"needed": hours(facts["needed"]), "short": hours(facts["short"])}
    if facts["covered"] >= facts["needed"]:
        return _("The work takes %(needed)s a week; the worker can do %(short)s less.") % told
    return _(
        "The work takes %(needed)s a week; %(short)s fall at times when the worker cannot."
    ) % told  # fmt: skip


def _limit(facts: Facts) -> str:
    return _(
        "%(load)s: the work asks for it at the level \"%(asked)s\"; the worker agreed to share "
        "\"%(has)s\"."
    ) % {
        "load": load(facts["load"]),
        "asked": level("loads", facts["asked"]),
        "has": level("loads", facts["has"]),
    }  # fmt: skip


REASONS: Mapping[ReasonCode, Callable[[Facts], str]] = {
    ReasonCode.MONTHS: _months,
    ReasonCode.OPEN_PATHWAY: _open_pathway,
    ReasonCode.NO_TRANSPORT: _no_transport,
    ReasonCode.TOO_FAR: _too_far,
    ReasonCode.HOURS: _hours,
    ReasonCode.LIMIT: _limit,
}


def change(code: str, facts: Facts) -> str:
    """Return what would have to change, in one sentence."""
    return CHANGES[ChangeCode(code)](facts)


def _wait(facts: Facts) -> str:
    return ngettext(
        "Wait %(n)d month more.", "Wait %(n)d months more.", facts["more"]
    ) % {"n": facts["more"]}  # fmt: skip


def _close(facts: Facts) -> str:
    return _("Bring the other pathway to its end first.")


def _further(facts: Facts) -> str:
    return _("The worker could go %(km)d km, %(means)s.") % {
        "km": facts["km"],
        "means": means(facts["means"]).lower(),
    }


def _lift(facts: Facts) -> str:
    return _(
        "The company or the co-operative could collect the worker from %(km)d km away."
    ) % {"km": facts["km"]}  # fmt: skip


def _arrange(facts: Facts) -> str:
    told = {"windows": windows(facts["windows"])}
    if facts["minutes"] < 0:
        return _("The company could do with these hours: %(windows)s.") % told
    told["time"] = hours(facts["minutes"])
    return _("The company could do with %(time)s a week within: %(windows)s.") % told


def _widen(facts: Facts) -> str:
    told = {"windows": windows(facts["windows"]), "time": hours(facts["minutes"])}
    if not facts["windows"]:
        return _("The worker could work %(time)s a week.") % told
    return _("The worker could also work %(windows)s, %(time)s a week in all.") % told


def _ease(facts: Facts) -> str:
    return _("The company could bring \"%(load)s\" down to \"%(level)s\".") % {
        "load": load(facts["load"]),
        "level": level("loads", facts["level"]),
    }  # fmt: skip


CHANGES: Mapping[ChangeCode, Callable[[Facts], str]] = {
    ChangeCode.WAIT: _wait,
    ChangeCode.CLOSE_PATHWAY: _close,
    ChangeCode.TRAVEL_FURTHER: _further,
    ChangeCode.ARRANGE_LIFT: _lift,
    ChangeCode.ARRANGE_HOURS: _arrange,
    ChangeCode.WIDEN_HOURS: _widen,
    ChangeCode.EASE_LOAD: _ease,
}


def occupation(key: str) -> str:
    """Return the name of an occupation of ESCO, with its code."""
    found = all_occupations().get(key)
    told = {"name": found.name(_language()), "code": found.code} if found else {}
    return _("%(name)s (ESCO %(code)s)") % told if told else ""


def kin(found: Kinship) -> list[str]:
    """Return how near a worker's occupations are to what an opening asks, the nearest first."""
    return [_near(one) for one in found.near]


def no_kin(found: Kinship) -> str:
    """Return what to say where nothing is near."""
    if found.is_told:
        return _("The work that the worker has done or wishes for is other work.")
    return _("The ability profile names no occupation yet.")


def _near(one: Near) -> str:
    name = occupation_name(one.occupation, _language())
    group = group_name(all_occupations()[one.occupation].group, _language())
    return NEAR[one.how, Kin(one.kin)] % {"name": name, "group": group}


def _language() -> str:
    return get_language() or "en"


NEAR = {
    ("done", Kin.SAME): later("The worker has done this work."),
    ("wished", Kin.SAME): later("The worker wishes for this work."),
    ("done", Kin.GROUP): later("The worker has done similar work: %(name)s (%(group)s)."),
    ("wished", Kin.GROUP): later("The worker wishes for similar work: %(name)s (%(group)s)."),
}

VERDICTS = {
    Verdict.MET: later("met"),
    Verdict.EXCEEDED: later("more than asked"),
    Verdict.SHORT: later("to be trained"),
    Verdict.NOT_ASSESSED: later("not assessed yet"),
}


def named_part(part: Mapping[str, Any]) -> str:
    """Return the name of a part of the day with its hours, in Italian or English."""
    told = "; ".join(f"{start}-{end}" for start, end in part["windows"])
    return f"{part['it'] if get_language() == 'it' else part['en']} ({told})"


def parts_named() -> dict[str, str]:
    """Return the parts of the day by code, in words."""
    return {code: named_part(one) for code, one in parts().items()}
