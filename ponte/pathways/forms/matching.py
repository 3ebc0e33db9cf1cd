"""What is asked about abilities, an opening's conditions, weights, pairs and proposals."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from ponte.engines.matching import catalogue
from ponte.engines.matching.catalogue import Weights
from ponte.engines.matching.profiles import HIGHEST, Means
from ponte.pathways.forms.fields import day, lines, one_of, tick, whole
from ponte.pathways.forms.occupations import OccupationField
from ponte.pathways.models.matching import MatchVerdict
from ponte.pathways.rules import match_words as words
from ponte.pathways.rules.profiles import AbilityFacts, ConditionFacts, parts

QUARTER = 15 * 60  # seconds
OCCUPATIONS = 3  # asked for of those done, and of those wished for


class Grouped(forms.Form):
    """A long form in groups, each with a heading; `groups` names its fields."""

    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def in_groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        for title, names in self.groups:
            yield title, [self[name] for name in names]


def _levels(kind: str, empty: str) -> list[tuple[str, str]]:
    return [("", empty)] + [(str(n), words.level(kind, n)) for n in range(HIGHEST + 1)]


def _level(label: str, kind: str, empty: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=_levels(kind, empty), coerce=int, empty_value=None, required=False
    )


class AbilitiesForm(Grouped):
    """A worker's side."""

    times = forms.MultipleChoiceField(
        label=_("Times at which the worker can work"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: any time will do."),
    )
    hours_a_week = whole(_("Hours a week, at most"), 1, 48, required=False)
    limits_agreed_on = day(
        _("Day on which the worker agreed to share these limits"), required=False
    )
    why = {
        "limits_agreed_on": _(
            "A limit is compared only if the worker agreed. Nobody writes an illness here."
        )
    }

    def __init__(self, *args, facts: AbilityFacts | None = None, agreed_on=None, **kwargs):
        known = facts or AbilityFacts()
        super().__init__(*args, initial=_of_abilities(known, agreed_on), **kwargs)
        self.fields["times"].choices = [
            (
                str(words.WEEKDAYS[number]),
                [(f"{number}.{code}", words.named_part(one)) for code, one in parts().items()],
            )
            for number in range(7)
        ]
        for code, one in catalogue.dimensions().items():
            empty = now("not assessed")
            self.fields[f"level_{code}"] = _level(words.named(one), "dimensions", empty)
        for means, one in catalogue.means().items():
            label = now("%(means)s, kilometres") % {"means": words.named(one)}
            self.fields[f"travel_{means.value}"] = whole(label, 1, 200, required=False)
        for number in range(1, OCCUPATIONS + 1):
            self.fields[f"done_{number}"] = _occupation(now("Work done before"), number)
            self.fields[f"wished_{number}"] = _occupation(now("Work wished for"), number)
        for code, one in catalogue.loads().items():
            self.fields[f"limit_{code}"] = _level(words.named(one), "loads", now("no limit"))
        self.groups = (
            (now("Work done before and wished for"), (*_numbered("done"), *_numbered("wished"))),
            *_areas(),
            (now("When"), ("times", "hours_a_week")),
            (now("How far, one way, in a straight line"), tuple(_named("travel", Means))),
            (
                now("At most this much: limits agreed to be shared"),
                (*(f"limit_{code}" for code in catalogue.loads()), "limits_agreed_on"),
            ),
        )

    def facts(self) -> AbilityFacts:
        """Return what was typed in plain values."""
        data = self.cleaned_data
        return AbilityFacts(
            abilities=_given(data, "level_"),
            times=tuple(data["times"]),
            hours_a_week=data["hours_a_week"],
            travel=_given(data, "travel_"),
            limits=_given(data, "limit_"),
            done=_told(data, "done"),
            wished=_told(data, "wished"),
        )


def _occupation(label: str, number: int) -> OccupationField:
    hint = now("Its usual name, in any language. It is told in words and brings no points.")
    return OccupationField(f"{label}, {number}", hint=hint if number == 1 else "")


def _numbered(name: str) -> Iterator[str]:
    return (f"{name}_{number}" for number in range(1, OCCUPATIONS + 1))


def _told(data: dict, name: str) -> tuple[str, ...]:
    """Each occupation once, in the order of the fields."""
    return tuple(dict.fromkeys(data[one] for one in _numbered(name) if data[one]))


def _areas() -> Iterator[tuple[str, tuple[str, ...]]]:
    for area, title in words.AREAS.items():
        names = [f"level_{c}" for c, one in catalogue.dimensions().items() if one.area == area]
        yield str(title), tuple(names)


def _named(prefix: str, codes) -> Iterator[str]:
    return (f"{prefix}_{one.value}" for one in codes)


def _given(data: dict, prefix: str) -> dict[str, int]:
    return {
        name.removeprefix(prefix): value
        for name, value in data.items()
        if name.startswith(prefix) and value is not None
    }


def _of_abilities(facts: AbilityFacts, agreed_on) -> dict:
    return {
        "times": list(facts.times),
        "hours_a_week": facts.hours_a_week,
        "limits_agreed_on": agreed_on,
        **{f"level_{code}": level for code, level in facts.abilities.items()},
        **{f"travel_{means}": km for means, km in facts.travel.items()},
        **{f"limit_{code}": level for code, level in facts.limits.items()},
        **dict(zip(_numbered("done"), facts.done, strict=False)),
        **dict(zip(_numbered("wished"), facts.wished, strict=False)),
    }


class ConditionsForm(Grouped):
    """An opening's side, beside its job profile."""

    is_fixed = tick(
        _("All of these hours are worked"),
        hint=_("Otherwise the hours a week of the interview, anywhere within them."),
    )
    reached_by = forms.MultipleChoiceField(
        label=_("How the workplace is reached"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: by all of them."),
    )

    def __init__(self, *args, facts: ConditionFacts | None = None, **kwargs):
        known = facts or ConditionFacts()
        super().__init__(*args, initial=_of_conditions(known), **kwargs)
        self.fields["reached_by"].choices = [
            (means.value, words.named(one)) for means, one in catalogue.means().items()
        ]
        for number, name in enumerate(words.WEEKDAYS):
            self.fields[f"from_{number}"] = _hour(now("%(day)s, from") % {"day": name})
            self.fields[f"to_{number}"] = _hour(now("%(day)s, to") % {"day": name})
        for code, one in catalogue.loads().items():
            label = words.named(one)
            self.fields[f"load_{code}"] = _level(label, "loads", now("not asked"))
            self.fields[f"eased_{code}"] = _level(
                now("%(load)s: the company can bring it down to") % {"load": label},
                "loads",
                now("as it is"),
            )
        hours = [f"{side}_{number}" for number in range(7) for side in ("from", "to")]
        loads = [f"{side}_{code}" for code in catalogue.loads() for side in ("load", "eased")]
        self.groups = (
            (now("When"), (*hours, "is_fixed")),
            (now("How to get there"), ("reached_by",)),
            (now("What the work asks of body and senses"), tuple(loads)),
        )

    def clean(self):
        data = super().clean()
        for number in range(7):
            start, end = data.get(f"from_{number}"), data.get(f"to_{number}")
            if (start is None) != (end is None):
                self.add_error(f"to_{number}", now("Write both hours, or none."))
            elif start is not None and start >= end:
                self.add_error(f"to_{number}", now("This is not after the hour before it."))
        return data

    def facts(self) -> ConditionFacts:
        """Return what was typed in plain values."""
        data = self.cleaned_data
        hours = [
            (number, _minutes(data[f"from_{number}"]), _minutes(data[f"to_{number}"]))
            for number in range(7)
            if data[f"from_{number}"] is not None
        ]
        return ConditionFacts(
            hours=tuple(hours),
            is_fixed=data["is_fixed"],
            reached_by=tuple(data["reached_by"]),
            loads={code: level for code, level in _given(data, "load_").items() if level},
            eased=_given(data, "eased_"),
        )


def _hour(label: str) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "step": QUARTER}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


def _minutes(moment) -> int:
    return moment.hour * 60 + moment.minute


def _of_conditions(facts: ConditionFacts) -> dict:
    found = {"is_fixed": facts.is_fixed, "reached_by": list(facts.reached_by)}
    for number, start, end in facts.hours:
        found[f"from_{number}"] = f"{start // 60:02}:{start % 60:02}"
        found[f"to_{number}"] = f"{end // 60:02}:{end % 60:02}"
    found |= {f"load_{code}": level for code, level in facts.loads.items()}
    return found | {f"eased_{code}": level for code, level in facts.eased.items()}


class WeightsForm(Grouped):
    """What each dimension counts from now on."""

    essential = whole(
        _("An essential demand counts so many times"),
        1,
        10,
        hint=_("Essential is what is needed from the first day; the rest can be learned."),
    )
    explained = lines(_("Why these weights"), most=500, rows=3)
    why = {"explained": _("Everybody of the cases reads it on the page on how matching works.")}

    def __init__(self, *args, weights: Weights, **kwargs):
        before = {f"weight_{code}": weight for code, weight in weights.dimensions.items()}
        super().__init__(*args, initial={"essential": weights.essential, **before}, **kwargs)
        for code, one in catalogue.dimensions().items():
            self.fields[f"weight_{code}"] = whole(words.named(one), 1, 100)
        self.groups = (
            *(
                (str(title), tuple(f"weight_{c}" for c, d in _dimensions() if d.area == area))
                for area, title in words.AREAS.items()
            ),
            (now("For all"), ("essential", "explained")),
        )

    def weights(self) -> dict[str, int]:
        """Return the weights by dimension."""
        return _given(self.cleaned_data, "weight_")


def _dimensions():
    return catalogue.dimensions().items()


class ReviewForm(forms.Form):
    """What a person finds about a pair."""

    verdict = one_of(_("What do you find?"), MatchVerdict.choices)
    reason = lines(_("Reason"), most=1000, rows=3)
    why = {"reason": _("The worker may read it, and it is kept with the comparison.")}


class FloorForm(forms.Form):
    """A floor for groups, which is asked for with a reason."""

    floor = whole(
        _("Floor, in per cent"),
        1,
        100,
        hint=_("Each group gets at least this share of its part of the places."),
    )
    floor_reason = lines(_("Why do you ask for a floor?"), most=1000, rows=3)
    why = {"floor_reason": _("It changes who is proposed, so it is kept with the proposal.")}
