"""From questions to fields of a page and back: what a browser sends for one step of a sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from ponte.engines.questionnaires.spec import NOT_OBSERVED, Kind, Question
from ponte.kit.errors import RuleBroken
from ponte.pathways.queries.sheet_words import Line, face_of, in_words, label_of, said
from ponte.pathways.rules.scans import MOST_BYTES, TOO_LARGE

MORE_ROWS = 2
MOST_ROWS_SHOWN = 40
# Found by its name while one types: an occupation in the seven languages, a skill in two.
SUGGESTS = {"occupation_esco": "occupation-suggest", "esco": "skill-suggest"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose from."""

    value: str
    label: str
    is_chosen: bool
    detail: str = ""
    pictogram: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """One thing to fill in: a question, or a cell of a table."""

    kind: str
    name: str
    label: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    is_wrong: bool = False
    is_required: bool = False
    most: int = 0
    suggest: str = ""  # the address that finds names while one types

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def about(self) -> str:
        """The identifier of what is said around the field."""
        return f"{self.id}-about"


@dataclass(frozen=True, slots=True)
class Item:
    """One question on the page, with everything said around it."""

    code: str
    control: Control
    help: str = ""
    official: str = ""
    pictogram: str = ""
    whose: str = ""
    errors: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Control, ...], ...] = ()
    read_only: Line | None = None
    twin: Line | None = None
    theirs: str = ""
    warning: str = ""
    is_seen_by_company: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the items of a page are drawn from."""

    answers: Mapping[str, Any]
    unread: Mapping[str, Any]
    language: str
    easy: bool = False
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    extra_rows: Mapping[str, int] = field(default_factory=dict)

    def value(self, question: Question) -> Any:
        """What to show in the field: as typed, where it could not be read."""
        return self.unread.get(question.code, self.answers.get(question.code))


def given(questions: Iterable[Question], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was sent for these questions, as typed; files come by their own way.

    `sent` is a QueryDict. A question whose marker is not there was not on the page: it is left
    alone, so that nothing is lost by a part of a page.
    """
    found: dict[str, Any] = {}
    for question in questions:
        name = field_name(question)
        if f"{name}-shown" not in sent or question.kind is Kind.FILE:
            continue
        if question.kind is Kind.MANY:
            found[question.code] = sent.getlist(name)
        elif question.kind is Kind.ROWS:
            found[question.code] = _rows(question, name, sent)
        else:
            found[question.code] = sent.get(name, "")
    return found


def _rows(question: Question, name: str, sent) -> list[dict[str, Any]]:
    shown = sent.get(f"{name}-shown", "")
    count = int(shown) if shown.isdecimal() and len(shown) < 4 else 0
    rows = []
    for number in range(min(count, 100)):
        row = {}
        for column in question.columns:
            cell = f"{name}-{number}-{column.code}"
            row[column.code] = sent.getlist(cell) if column.kind is Kind.MANY else sent.get(cell)
        if any(row.values()):
            rows.append(row)
    return rows


def content_of(sent) -> bytes:
    """Return an uploaded file, unless it is too large to be read at all."""
    if sent.size > MOST_BYTES:
        raise RuleBroken(str(TOO_LARGE), field="file")
    return sent.read()


def field_name(question: Question) -> str:
    """Return the name of a question's field."""
    return f"q-{question.code}"


def item_of(question: Question, drawn: Drawing) -> Item:
    """Return a question as the page shows it, to be filled in."""
    language = drawn.language
    easy = drawn.easy and question.easy is not None
    errors = tuple(drawn.errors.get(question.code, ()))
    return Item(
        code=question.code,
        control=_control(question, field_name(question), drawn.value(question), drawn, errors),
        help="" if easy else said(question.help, language),
        official=said(question.label, language) if easy else "",
        pictogram=question.pictogram,
        errors=errors,
        columns=tuple(_head(column, language) for column in question.columns),
        rows=_cells(question, drawn) if question.kind is Kind.ROWS else (),
    )


def _head(column: Question, language: str) -> str:
    unit = said(column.unit, language)
    return f"{said(column.label, language)} ({unit})" if unit else said(column.label, language)


def _control(question: Question, name: str, value: Any, drawn: Drawing, errors=()) -> Control:
    return Control(
        kind=question.kind.value,
        name=name,
        label=label_of(question, drawn.language, easy=drawn.easy),
        value=_typed(question, value, drawn.language),
        choices=_choices(question, value, drawn.language),
        unit=said(question.unit, drawn.language),
        is_wrong=bool(errors),
        is_required=question.required,
        most=_most(question),
        suggest=reverse(f"pathways:{SUGGESTS[question.code]}") if question.code in SUGGESTS else "",
    )


def _most(question: Question) -> int:
    bounded = question.kind in (Kind.TEXT, Kind.LONG_TEXT) and question.at_most is not None
    return int(question.at_most) if bounded else 0


def _typed(question: Question, value: Any, language: str) -> str:
    if value is None or question.kind in (Kind.ROWS, Kind.MANY):
        return ""
    if question.kind is Kind.FILE:
        return in_words(question, value, language) if isinstance(value, Mapping) else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _choices(question: Question, value: Any, language: str) -> tuple[Choice, ...]:
    chosen = {str(one) for one in value} if isinstance(value, list) else {_plain(value)}
    match question.kind:
        case Kind.ONE | Kind.MANY:
            return tuple(
                Choice(o.code, said(o.label, language), o.code in chosen, pictogram=o.pictogram)
                for o in question.options
            )
        case Kind.YES_NO:
            words = (("yes", in_words(question, True, "")), ("no", in_words(question, False, "")))
            return tuple(Choice(code, label, code in chosen) for code, label in words)
        case Kind.SCALE | Kind.FACES:
            faces = question.kind is Kind.FACES
            steps = tuple(
                Choice(
                    str(level.value),
                    f"{level.value}. {said(level.label, language)}",
                    str(level.value) in chosen,
                    said(level.descriptor, language),
                    face_of(level.value) if faces else "",
                )
                for level in question.levels
            )
            words = in_words(question, NOT_OBSERVED, language)
            unseen = Choice(NOT_OBSERVED, words, NOT_OBSERVED in chosen)
            return (*steps, unseen) if question.not_observed else steps
    return ()


def _plain(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else str(value)


def _cells(question: Question, drawn: Drawing) -> tuple[tuple[Control, ...], ...]:
    kept = drawn.value(question)
    rows = [row for row in kept if isinstance(row, Mapping)] if isinstance(kept, list) else []
    empty = MORE_ROWS if not rows else drawn.extra_rows.get(question.code, 1)
    rows = [*rows, *({} for _ in range(empty))][:MOST_ROWS_SHOWN]
    name = field_name(question)
    return tuple(
        tuple(
            _control(column, f"{name}-{number}-{column.code}", row.get(column.code), drawn)
            for column in question.columns
        )
        for number, row in enumerate(rows)
    )
