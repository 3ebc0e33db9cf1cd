"""Sums and means of scales; what is missing is counted, never taken for a value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ponte.engines.questionnaires.spec import NOT_OBSERVED, Kind, Question, Spec
from ponte.engines.questionnaires.visible import asked

_SCALES = (Kind.SCALE, Kind.FACES)
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Score:
    """What some scales say together; `mean` is of the answered ones, None without any.

    `lowest` and `highest` are what the answered ones could have added up to.
    """

    items: int
    answered: int
    not_observed: int
    missing: int
    total: int
    lowest: int
    highest: int
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class SectionScore:
    """The score of a section's scales."""

    section: str
    score: Score


def scores(spec: Spec, answers: Mapping[str, Any]) -> tuple[SectionScore, ...]:
    """One score for each section that asks a scale."""
    shown = {question.code for question in asked(spec, answers)}
    found = []
    for section in spec.sections:
        scales = [q for q in section.questions if q.code in shown and q.kind in _SCALES]
        if scales:
            pairs = [(question, answers.get(question.code)) for question in scales]
            found.append(SectionScore(section.code, _score(pairs)))
    return tuple(found)


def overall(spec: Spec, answers: Mapping[str, Any]) -> Score:
    """One score for all the scales that are asked."""
    shown = [question for question in asked(spec, answers) if question.kind in _SCALES]
    return _score([(question, answers.get(question.code)) for question in shown])


def column_score(question: Question, column: str, answers: Mapping[str, Any]) -> Score:
    """The score of a scale that is a column: one item a row."""
    scale = question.column(column)
    if scale is None or scale.kind not in _SCALES:
        return _score([])
    return _score([(scale, row.get(column)) for row in answers.get(question.code) or ()])


def _score(pairs: Iterable[tuple[Question, Any]]) -> Score:
    items = [(question, answer) for question, answer in pairs]
    given = [(question, answer) for question, answer in items if _is_level(answer)]
    not_observed = sum(answer == NOT_OBSERVED for _question, answer in items)
    total = sum(answer for _question, answer in given)
    return Score(
        items=len(items),
        answered=len(given),
        not_observed=not_observed,
        missing=len(items) - len(given) - not_observed,
        total=total,
        lowest=sum(min(level.value for level in question.levels) for question, _ in given),
        highest=sum(max(level.value for level in question.levels) for question, _ in given),
        mean=_mean(total, len(given)),
    )


def _mean(total: int, count: int) -> Decimal | None:
    """To the hundredth, halves up."""
    return (Decimal(total) / count).quantize(_HUNDREDTH, ROUND_HALF_UP) if count else None


def _is_level(answer: Any) -> bool:
    return isinstance(answer, int) and not isinstance(answer, bool)
