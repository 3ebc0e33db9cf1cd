"""From what the engine found to what pages of matching show: words, bars, sentences."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ponte.engines.matching import catalogue
from ponte.engines.matching.catalogue import Weights
from ponte.engines.matching.find import Refusal
from ponte.engines.matching.score import Verdict
from ponte.kit.charts import FULL, Bar, bars
from ponte.pathways.models.matching import ProposalState
from ponte.pathways.queries.matching_pages import Row
from ponte.pathways.rules import match_words as words
from ponte.pathways.rules.comparing import Comparison, Line
from ponte.pathways.rules.occupations import Kinship, skill_groups
from ponte.pathways.rules.profiles import AbilityFacts, ConditionFacts
from ponte.pathways.states import DisadvantageType

BANDS = {"below": (None, 29), "within": (30, 50), "above": (51, None)}


def score_shown(score: int) -> str:
    """Return a score out of a thousand."""
    return _("%(score)s of 1,000 points") % {"score": number_format(score, force_grouping=True)}


def comparison_shown(found: Comparison) -> dict[str, Any]:
    """Return one comparison: bars by dimension, why not, what would change it."""
    return {
        "score": score_shown(found.score),
        "is_eligible": found.is_eligible,
        "head": [_("Dimension"), _("Points")],
        "bars": [_part_bar(line) for line in found.lines],
        "columns": [_("Dimension"), _("Asked"), _("There is"), _("So"), _("From the first day")],
        "rows": [_part_row(line) for line in found.lines],
        "reasons": [
            {"why": words.reason(one.code, one.facts), "way": words.change(way.code, way.facts)}
            for one, way in zip(found.reasons, found.ways, strict=True)
        ],
        "eased": [_eased(load, level) for load, level in found.eased.items()],
        "raises": [_raised(code, had, to) for code, had, to, _points in found.raises],
        "version": found.version,
    }


def _part_bar(line: Line) -> Bar:
    told = {"points": line.points, "most": line.most}
    share = round(FULL * line.points / line.most) if line.most else 0
    return Bar(words.dimension(line.dimension), _("%(points)d of %(most)d") % told, share)


def _part_row(line: Line) -> list:
    return [
        words.dimension(line.dimension),
        words.level("dimensions", line.asked),
        words.level("dimensions", line.has),
        words.VERDICTS[Verdict(line.verdict)],
        _("yes") if line.essential else _("no"),
    ]


def _eased(load: str, level: int) -> str:
    told = {"load": words.load(load), "level": words.level("loads", level)}
    return _('%(load)s: down to "%(level)s"') % told


def _raised(code: str, had: int | None, to: int) -> str:
    told = {
        "dimension": words.dimension(code),
        "had": words.level("dimensions", had),
        "to": words.level("dimensions", to),
    }
    return _('%(dimension)s: from "%(had)s" to "%(to)s"') % told


def kinship_shown(found: Kinship | None) -> dict[str, Any] | None:
    """Return the opening's occupation and, in sentences, how near the worker's are."""
    if found is None:
        return None
    told = words.kin(found) or [words.no_kin(found)]
    return {"asked": words.occupation(found.asked), "told": told}


def rows_shown(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return pairs of a list, each with its address and, where it cannot be, why."""
    return [
        {
            "name": row.name,
            "about": row.about,
            "url": reverse("pathways:matching-pair", args=[row.worker, row.opening]),
            "score": score_shown(row.fit.score) if row.fit else "",
            "gaps": [words.dimension(code) for code in row.fit.essential_gaps] if row.fit else [],
            "unassessed": [words.dimension(c) for c in row.fit.unassessed] if row.fit else [],
            "reasons": reasons_shown(row.refusal) if row.refusal else [],
            "kin": words.kin(row.kinship) if row.kinship else [],
        }
        for row in rows
    ]


def reasons_shown(refusal: Refusal) -> list[str]:
    """Return every reason of a pair that cannot be."""
    return [words.reason(one.code.value, one.facts) for one in refusal.reasons]


def score_bars(rows: Iterable[Row]) -> list[Bar]:
    """Return a bar a candidate, out of a thousand."""
    return [Bar(row.name, number_format(row.fit.score), row.fit.score) for row in rows if row.fit]


def abilities_shown(facts: AbilityFacts) -> list[dict[str, Any]]:
    """Return a profile in words."""
    travel = [f"{words.means(code)}: {km} km" for code, km in facts.travel.items()]
    limits = [
        f"{words.load(code)}: {words.level('loads', level)}" for code, level in facts.limits.items()
    ]
    told = [
        {"label": _("When"), "list": _times(facts.times)},
        {"label": _("Hours a week, at most"), "text": facts.hours_a_week or _("any")},
        {"label": _("Ways to work"), "list": travel},
        {"label": _("Limits agreed to be shared"), "list": limits},
        {"label": _("Work done before"), "list": [words.occupation(one) for one in facts.done]},
        {"label": _("Work wished for"), "list": [words.occupation(one) for one in facts.wished]},
    ]
    return [one for one in told if one.get("text") or one.get("list")]


def _times(times: Iterable[str]) -> list[str]:
    by_part: dict[str, list[str]] = {}
    for one in times:
        number, _dot, code = one.partition(".")
        by_part.setdefault(code, []).append(str(words.WEEKDAYS[int(number)]))
    parts = words.parts_named()
    return [f"{parts[code]}: {', '.join(days)}" for code, days in by_part.items()]


def ability_bars(facts: AbilityFacts) -> list[Bar]:
    """Return a bar for every dimension that is assessed."""
    return [
        Bar(words.named(one), words.level("dimensions", facts.abilities[code]),
            FULL * facts.abilities[code] // 4)
        for code, one in catalogue.dimensions().items()
        if code in facts.abilities
    ]  # fmt: skip


def conditions_shown(facts: ConditionFacts) -> list[dict[str, Any]]:
    """Return an opening's conditions in words."""
    loads = [
        f"{words.load(code)}: {words.level('loads', level)}" for code, level in facts.loads.items()
    ]
    told = [
        {"label": _("When"), "text": words.windows(facts.hours)},
        {"label": _("How to get there"), "list": [words.means(c) for c in facts.reached_by]},
        {"label": _("What the work asks of body and senses"), "list": loads},
    ]
    return [one for one in told if one.get("text") or one.get("list")]


def weights_shown(weights: Weights) -> list[dict[str, Any]]:
    """Return bars of the weights, area by area."""
    found = []
    for area, title in words.AREAS.items():
        rows = [
            (words.named(one), weights.dimensions[code])
            for code, one in catalogue.dimensions().items()
            if one.area == area
        ]
        found.append({"title": title, "bars": bars(rows)})
    return found


def groups_shown() -> list[dict[str, str]]:
    """Return the group of ESCO skills of each dimension that one fits."""
    return [
        {"name": words.named(one), "code": one.esco, "title": skill_groups()[one.esco]}
        for one in catalogue.dimensions().values()
        if one.esco
    ]


def rates_shown(rates: Iterable[dict[str, Any]], *, by: str) -> dict[str, Any]:
    """Return placement by group as bars and as rows of a file; groups joined are named together."""
    lines, rows = [], []
    for one in rates:
        share = round(1000 * one["placed"] / one["members"]) if one["members"] else 0
        group = _group(one["labels"], by)
        text = _("%(placed)d of %(members)d, %(share)s %%") % {
            "placed": one["placed"],
            "members": one["members"],
            "share": number_format(share / 10, 1),
        }
        lines.append(Bar(group, text, share))
        rows.append([group, one["members"], one["placed"], number_format(share / 10, 1)])
    return {"bars": lines, "rows": rows}


def _group(labels: Iterable[str], by: str) -> str:
    return "; ".join(_label(one, by) for one in labels)


def _label(code: str, by: str) -> str:
    if not code:
        return _("not recorded")
    if by == "kind":
        return str(DisadvantageType(code).label)
    first, last = BANDS[code]
    if first is None:
        return _("up to %(age)d years") % {"age": last}
    if last is None:
        return _("from %(age)d years") % {"age": first}
    return _("%(first)d to %(last)d years") % {"first": first, "last": last}


def proposal_state(state: str) -> dict[str, Any]:
    """Return the state of a proposal for its component."""
    moods = {"done": "good", "failed": "bad"}
    return {"word": ProposalState(state).label, "mood": moods.get(state, "waiting")}
