"""The same sheet filled more than once: one series a scale, for a chart and the table under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ponte.engines.questionnaires.spec import NOT_OBSERVED, Kind, Level, Question, Spec, Text
from ponte.engines.questionnaires.visible import asked


class Gap(str, Enum):
    """Why a point has no value."""

    UNANSWERED = "unanswered"
    NOT_OBSERVED = "not_observed"
    NOT_ASKED = "not_asked"
    OTHER_SCALE = "other_scale"


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet filled at some moment: start, middle, end, or a date."""

    moment: str
    spec: Spec
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Point:
    """The value at one moment, or why there is none."""

    moment: str
    value: int | None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One item over time; `change` is last less first, of the points that have a value."""

    code: str
    section: str
    label: Text
    levels: tuple[Level, ...]
    points: tuple[Point, ...]
    change: int | None


def series(filled: Sequence[Filled]) -> tuple[Series, ...]:
    """One series for each scale of the sheets, in the order of the latest; older items after.

    A point on a scale with other steps is a gap: values of two scales are not compared.
    """
    items: dict[str, tuple[str, Question]] = {}
    for sheet in reversed(filled):
        for section in sheet.spec.sections:
            for question in section.questions:
                if question.kind in (Kind.SCALE, Kind.FACES):
                    items.setdefault(question.code, (section.code, question))
    return tuple(_one(section, question, filled) for section, question in items.values())


def _one(section: str, question: Question, filled: Sequence[Filled]) -> Series:
    points = tuple(_point(question, sheet) for sheet in filled)
    values = [point.value for point in points if point.value is not None]
    return Series(
        code=question.code,
        section=section,
        label=question.label,
        levels=question.levels,
        points=points,
        change=values[-1] - values[0] if len(values) > 1 else None,
    )


def _point(question: Question, sheet: Filled) -> Point:
    there = {one.code: one for one in asked(sheet.spec, sheet.answers)}.get(question.code)
    if there is None or there.kind is not question.kind:
        return Point(sheet.moment, None, Gap.NOT_ASKED)
    if {level.value for level in there.levels} != {level.value for level in question.levels}:
        return Point(sheet.moment, None, Gap.OTHER_SCALE)
    answer = sheet.answers.get(question.code)
    if answer == NOT_OBSERVED:
        return Point(sheet.moment, None, Gap.NOT_OBSERVED)
    if isinstance(answer, bool) or not isinstance(answer, int):
        return Point(sheet.moment, None, Gap.UNANSWERED)
    return Point(sheet.moment, answer)
