"""An empty sheet for paper: every question with the room to answer it by hand."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ponte.engines.questionnaires.spec import NOT_OBSERVED, Kind, Question, Spec
from ponte.pathways.queries.sheet_words import in_words, label_of, said

LINES = {Kind.LONG_TEXT: 5}
EMPTY_ROWS = 5


@dataclass(frozen=True, slots=True)
class Blank:
    """One question on paper: boxes to tick, lines to write on, or a table."""

    label: str
    easy: str
    help: str
    condition: bool
    is_required: bool
    boxes: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BlankPart:
    """One section on paper."""

    title: str
    questions: list[Blank]


def blank_parts(spec: Spec, language: str) -> list[BlankPart]:
    """Return the sections of a sheet, to be written by hand."""
    return [
        BlankPart(
            said(section.title, language), [_blank(one, language) for one in section.questions]
        )
        for section in spec.sections
    ]


def _blank(question: Question, language: str) -> Blank:
    boxes = _boxes(question, language)
    is_table = question.kind is Kind.ROWS
    written = not boxes and not is_table
    return Blank(
        label=label_of(question, language),
        easy=said(question.easy, language),
        help=said(question.help, language),
        condition=question.show_if is not None,
        is_required=question.required,
        boxes=boxes,
        lines=tuple(range(LINES.get(question.kind, 1))) if written else (),
        columns=tuple(said(column.label, language) for column in question.columns),
        rows=tuple(range(EMPTY_ROWS)) if is_table else (),
    )


def _boxes(question: Question, language: str) -> tuple[str, ...]:
    match question.kind:
        case Kind.YES_NO:
            return _("Yes"), _("No")
        case Kind.ONE | Kind.MANY:
            return tuple(said(option.label, language) for option in question.options)
        case Kind.SCALE | Kind.FACES:
            steps = tuple(_step(level, language) for level in question.levels)
            unseen = (in_words(question, NOT_OBSERVED, language),)
            return steps + unseen if question.not_observed else steps
    return ()


def _step(level, language: str) -> str:
    words = f"{level.value}. {said(level.label, language)}"
    return f"{words}: {said(level.descriptor, language)}" if level.descriptor else words
