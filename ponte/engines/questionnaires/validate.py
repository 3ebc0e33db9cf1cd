"""Saving in part, which never refuses, and judging a sheet complete, which is exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ponte.engines.questionnaires.answers import Problem, Wrong, plain, tidy
from ponte.engines.questionnaires.spec import Kind, Question, Spec
from ponte.engines.questionnaires.visible import asked


@dataclass(frozen=True, slots=True)
class Saved:
    """A sheet as it stands: what could be read, what could not but is kept, and why not."""

    answers: dict[str, Any]
    unread: dict[str, Any]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """What a completed sheet holds, or what it still wants.

    `answers` are those of the questions asked; `set_aside` are codes of answers to questions
    that the other answers no longer ask.
    """

    answers: dict[str, Any]
    set_aside: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def done(self) -> bool:
        """Nothing is missing or wrong."""
        return not self.problems


def save(
    spec: Spec,
    given: Mapping[str, Any],
    *,
    answers: Mapping[str, Any] | None = None,
    unread: Mapping[str, Any] | None = None,
    today: date | None = None,
) -> Saved:
    """Put what was given over what was there; an empty answer clears, a wrong one is kept unread.

    The problems are those of the questions given: the others were told when they were given.
    """
    kept, raw, problems = _read(spec, given, today)
    before = {code: value for code, value in (answers or {}).items() if code not in given}
    earlier = {code: value for code, value in (unread or {}).items() if code not in given}
    together = before | kept
    touched = (
        one
        for one in _out_of_order(spec, together)
        if one.question in given or one.facts["other"] in given
    )
    return Saved(together, earlier | raw, (*problems, *touched))


def complete(
    spec: Spec,
    answers: Mapping[str, Any],
    *,
    unread: Mapping[str, Any] | None = None,
    today: date | None = None,
) -> Completion:
    """Judge a whole sheet: every question that is asked and required has a good answer."""
    kept, refused, problems = _read(spec, answers, today)
    shown = asked(spec, kept)
    codes = {question.code for question in shown}
    final = {code: value for code, value in kept.items() if code in codes}
    left = {code for code in answers if code in spec.by_code and code not in codes}
    found = [one for one in problems if one.question not in left]
    found += _out_of_order(spec, final)
    for question in shown:
        found += _wanted(question, final, unread or {}, refused)
    set_aside = tuple(question.code for question in spec.questions if question.code in left)
    return Completion(final, set_aside, tuple(found))


def _read(
    spec: Spec, given: Mapping[str, Any], today: date | None
) -> tuple[dict[str, Any], dict[str, Any], list[Problem]]:
    """Each answer by itself: those that could be read, those that could not, and why."""
    kept: dict[str, Any] = {}
    raw: dict[str, Any] = {}
    problems: list[Problem] = []
    for code, value in given.items():
        question = spec.question(code)
        if question is None:
            problems.append(Problem(Wrong.UNKNOWN_QUESTION, str(code)))
            raw[plain(str(code))] = plain(value)
            continue
        read, wrong = tidy(question, value, today=today)
        problems += wrong
        if wrong:
            raw[code] = plain(value)
        elif read is not None:
            kept[code] = read
    return kept, raw, problems


def _wanted(
    question: Question,
    answers: Mapping[str, Any],
    unread: Mapping[str, Any],
    refused: Mapping[str, Any],
) -> list[Problem]:
    """What is missing at one question when the sheet is to be complete."""
    code = question.code
    if code in unread:
        return [Problem(Wrong.UNREAD, code)]
    if code not in answers:
        missing = question.required and code not in refused
        return [Problem(Wrong.MISSING, code)] if missing else []
    problems = []
    if question.kind in (Kind.ROWS, Kind.MANY) and question.at_least is not None:
        count = len(answers[code])
        if count < question.at_least:
            facts = {"least": int(question.at_least), "given": count}
            problems.append(Problem(Wrong.TOO_FEW, code, facts))
    if question.kind is Kind.ROWS:
        problems += _wanted_cells(question, answers[code])
    return problems


def _wanted_cells(question: Question, rows: list[dict[str, Any]]) -> list[Problem]:
    return [
        Problem(Wrong.MISSING, question.code, {"row": number, "column": column.code})
        for number, row in enumerate(rows, 1)
        for column in question.columns
        if column.required and column.code not in row
    ]


def _out_of_order(spec: Spec, answers: Mapping[str, Any]) -> list[Problem]:
    """Dates that stand before the one they follow; both are kept, as both were said."""
    return [
        Problem(Wrong.BEFORE_OTHER, question.code, {"other": question.not_before})
        for question in spec.questions
        if question.not_before in answers
        and answers.get(question.code, "9") < answers[question.not_before]
    ]
