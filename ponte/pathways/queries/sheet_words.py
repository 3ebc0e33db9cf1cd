"""A sheet in words: every question with its answer as people read it, on page and on paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ponte.engines.questionnaires.spec import (
    FACES,
    NOT_OBSERVED,
    Kind,
    Question,
    Spec,
    Text,
    Voice,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One question as it is read: `text` is blank where nobody has answered."""

    code: str
    label: str
    text: str = ""
    detail: str = ""
    pictogram: str = ""
    whose: str = ""
    points: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    file: str = ""
    is_unread: bool = False
    beside: "Line | None" = None


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a sheet as it is read."""

    code: str
    title: str
    lines: list[Line] = field(default_factory=list)


def said(text: Text | None, language: str) -> str:
    """Return words in the reader's language, or in one that is there."""
    return text.said(language).words if text else ""


def label_of(question: Question, language: str, *, easy: bool = False) -> str:
    """Return how a question is asked; easy to read where the sheet says how."""
    return said(question.easy if easy and question.easy else question.label, language)


def whose(question: Question) -> str:
    """Say whose words an answer holds, where it matters."""
    return {
        Voice.WORKER: _("The worker's words"),
        Voice.PROFESSIONAL: _("The professional's view"),
        Voice.COMPANY: _("The company's view"),
    }.get(question.voice, "")


def parts_of(
    spec: Spec,
    answers: Mapping[str, Any],
    unread: Mapping[str, Any],
    asked: frozenset[str],
    language: str,
    *,
    easy: bool = False,
) -> list[Part]:
    """Return the asked questions with their answers; a question stands beside its twin."""
    lines = {
        question.code: line_of(question, answers, unread, language, easy=easy)
        for question in spec.questions
        if question.code in asked
    }
    twins = {q.beside: q.code for q in spec.questions if q.code in lines and q.beside in lines}
    parts = []
    for section in spec.sections:
        found = []
        for question in section.questions:
            code = question.code
            if code not in lines or code in twins.values():
                continue
            twin = lines.get(twins.get(code, ""))
            found.append(_with(lines[code], twin))
        if found:
            parts.append(Part(section.code, said(section.title, language), found))
    return parts


def _with(line: Line, twin: Line | None) -> Line:
    if twin is None:
        return line
    values = {name: getattr(line, name) for name in Line.__slots__}
    return Line(**{**values, "beside": twin})


def line_of(
    question: Question,
    answers: Mapping[str, Any],
    unread: Mapping[str, Any],
    language: str,
    *,
    easy: bool = False,
) -> Line:
    """Return one question with its answer in words."""
    told = {
        "code": question.code,
        "label": label_of(question, language, easy=easy),
        "pictogram": question.pictogram,
        "whose": whose(question) if question.beside or question.voice is Voice.WORKER else "",
    }
    if question.code in unread:
        return Line(**told, text=_flat(unread[question.code]), is_unread=True)
    value = answers.get(question.code)
    if value is None:
        return Line(**told)
    if question.kind is Kind.ROWS:
        heads = tuple(said(column.label, language) for column in question.columns)
        cells = tuple(
            tuple(in_words(column, row.get(column.code), language) for column in question.columns)
            for row in value
        )
        return Line(**told, columns=heads, rows=cells)
    if question.kind is Kind.MANY:
        return Line(**told, points=tuple(in_words(question, [one], language) for one in value))
    if question.kind is Kind.FILE:
        return Line(**told, text=value["name"], file=value["file"])
    return Line(
        **told,
        text=in_words(question, value, language),
        detail=_descriptor(question, value, language),
    )


def in_words(question: Question, value: Any, language: str) -> str:
    """Return one answer as people write it; blank for none."""
    if value is None:
        return ""
    match question.kind:
        case Kind.YES_NO:
            return _("Yes") if value else _("No")
        case Kind.DATE:
            return date_format(date.fromisoformat(value))
        case Kind.NUMBER:
            number = number_format(Decimal(value), question.decimals or None)
            return f"{number} {said(question.unit, language)}".strip()
        case Kind.ONE | Kind.MANY:
            chosen = [value] if isinstance(value, str) else value
            words = {option.code: said(option.label, language) for option in question.options}
            return ", ".join(words.get(one, one) for one in chosen)
        case Kind.SCALE | Kind.FACES:
            return level_in_words(question, value, language)
        case Kind.FILE:
            return str(value.get("name", ""))
    return str(value)


def level_in_words(question: Question, value: Any, language: str) -> str:
    """Return the words of a step of a scale, with its number: no step by its colour alone."""
    if value == NOT_OBSERVED:
        return _("not observed")
    for level in question.levels:
        if level.value == value:
            return f"{level.value}. {said(level.label, language)}"
    return str(value)


def face_of(value: int) -> str:
    """Return the pictogram of a step of four faces."""
    return FACES[value - 1] if 1 <= value <= len(FACES) else ""


def _descriptor(question: Question, value: Any, language: str) -> str:
    for level in question.levels:
        if level.value == value:
            return said(level.descriptor, language)
    return ""


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(_flat(one) for one in value.values() if one)
    if isinstance(value, list):
        return "; ".join(_flat(one) for one in value if one)
    return str(value)
