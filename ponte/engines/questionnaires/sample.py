"""A sheet filled with as little as makes it complete: for demonstrations and for tests."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from ponte.engines.questionnaires.spec import Day, Kind, Question, Spec
from ponte.engines.questionnaires.visible import asked

_DIGEST = "0" * 64


def sample(
    spec: Spec, words: str, *, today: date, only: Iterable[str] | None = None
) -> dict[str, Any]:
    """Good answers to every required question, with these words wherever text is asked.

    `only` keeps it to the questions that somebody may answer. What a consent asks is left out.
    """
    may = {question.code for question in spec.questions} if only is None else set(only)
    answers: dict[str, Any] = {}
    for question in spec.questions:
        wanted = question.required and not question.consent and question.code in may
        if wanted and question in asked(spec, answers):
            answers[question.code] = _answer(question, words, today)
    return answers


def _answer(question: Question, words: str, today: date) -> Any:
    match question.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return words[: int(question.at_most)] if question.at_most else words
        case Kind.NUMBER:
            least = question.at_least if question.at_least is not None else 1
            return f"{least:.{question.decimals}f}" if question.decimals else int(least)
        case Kind.DATE:
            day = today + timedelta(days=1) if question.day is Day.FUTURE else today
            return day.isoformat()
        case Kind.YES_NO:
            return True
        case Kind.ONE:
            return question.options[0].code
        case Kind.MANY:
            least = int(question.at_least or 1)
            return [option.code for option in question.options[:least]]
        case Kind.SCALE | Kind.FACES:
            return question.levels[-1].value
        case Kind.FILE:
            return {"file": "sample", "name": f"{words}.pdf", "digest": _DIGEST}
        case Kind.ROWS:
            row = {
                column.code: _answer(column, words, today)
                for column in question.columns
                if column.required
            }
            first = question.columns[0]
            row = row or {first.code: _answer(first, words, today)}
            return [dict(row) for _ in range(int(question.at_least or 1))]
    raise AssertionError(question.kind)  # pragma: no cover - every kind stands above
