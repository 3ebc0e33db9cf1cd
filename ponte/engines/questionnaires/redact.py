"""Who may see what of a sheet: deny by default, and nothing told by what is left out.

A reader holds audience keys. A question, or a column, is seen by who holds every key it has.
A question asked only after a certain answer tells that answer by being there: so it has the
keys of the questions on which it depends as well, those of their columns included.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ponte.engines.questionnaires.conditions import named
from ponte.engines.questionnaires.spec import Kind, Question, Spec
from ponte.engines.questionnaires.visible import asked


def keys(spec: Spec) -> dict[str, frozenset[str]]:
    """The keys that each question takes, those of the questions it depends on included."""
    taken: dict[str, frozenset[str]] = {}
    told: dict[str, frozenset[str]] = {}
    for question in spec.questions:
        inherited = (told[other] for other in named(question.show_if))
        taken[question.code] = question.audience.union(*inherited)
        columns = (column.audience for column in question.columns)
        told[question.code] = taken[question.code].union(*columns)
    return taken


def visible_part(
    spec: Spec, answers: Mapping[str, Any], audiences: Iterable[str]
) -> dict[str, Any]:
    """Only the answers that these audiences may see, of the questions that are asked."""
    return _part(spec, answers, answers, audiences)


def visible_unread(
    spec: Spec, answers: Mapping[str, Any], unread: Mapping[str, Any], audiences: Iterable[str]
) -> dict[str, Any]:
    """The same for what was typed and could not be read."""
    return _part(spec, answers, unread, audiences)


def visible_spec(spec: Spec, audiences: Iterable[str]) -> Spec:
    """The sheet without the questions and columns that these audiences may not see.

    A section without questions is left out; with nothing to see the sheet has no sections.
    """
    held = frozenset(audiences)
    taken = keys(spec)
    seen = {
        question.code for question in spec.questions if _sees(question, taken[question.code], held)
    }
    sections = [
        replace(
            section,
            questions=tuple(_cut(one, seen, held) for one in section.questions if one.code in seen),
        )
        for section in spec.sections
    ]
    return replace(spec, sections=tuple(section for section in sections if section.questions))


def narrowed(spec: Spec, codes: Iterable[str]) -> Spec:
    """The sheet with these questions alone; one that hangs on a question left out is left out."""
    wanted, seen = frozenset(codes), set[str]()
    for question in spec.questions:
        if question.code in wanted and set(named(question.show_if)) <= seen:
            seen.add(question.code)
    everything = frozenset().union(*(c.audience for q in spec.questions for c in q.columns))
    sections = [
        replace(
            section,
            questions=tuple(
                _cut(one, seen, everything) for one in section.questions if one.code in seen
            ),
        )
        for section in spec.sections
    ]
    return replace(spec, sections=tuple(section for section in sections if section.questions))


def writable(spec: Spec, audiences: Iterable[str]) -> frozenset[str]:
    """The questions that may be answered with these keys: all of each, every column included.

    Who does not see a whole table may not save it: the cells left out would be lost.
    """
    held = frozenset(audiences)
    taken = keys(spec)
    return frozenset(
        question.code
        for question in spec.questions
        if taken[question.code].union(*(column.audience for column in question.columns)) <= held
        and taken[question.code]
    )


def _sees(question: Question, taken: frozenset[str], held: frozenset[str]) -> bool:
    """Every key is held; of a table, at least one column may be seen."""
    open_table = question.kind is not Kind.ROWS or bool(_columns(question, held))
    return bool(taken) and taken <= held and open_table


def _cut(question: Question, seen: set[str], held: frozenset[str]) -> Question:
    return replace(
        question,
        beside=question.beside if question.beside in seen else "",
        not_before=question.not_before if question.not_before in seen else "",
        columns=_columns(question, held),
    )


def _columns(question: Question, held: frozenset[str]) -> tuple[Question, ...]:
    return tuple(column for column in question.columns if column.audience <= held)


def _part(
    spec: Spec, answers: Mapping[str, Any], values: Mapping[str, Any], audiences: Iterable[str]
) -> dict[str, Any]:
    held = frozenset(audiences)
    taken = keys(spec)
    part: dict[str, Any] = {}
    for question in asked(spec, answers):
        code = question.code
        if code not in values or not _sees(question, taken[code], held):
            continue
        seen = _rows(question, values[code], held) if question.kind is Kind.ROWS else values[code]
        if seen is not None:
            part[code] = seen
    return part


def _rows(question: Question, value: Any, held: frozenset[str]) -> Any:
    """The cells of the columns that may be seen; a row with none of them is not told."""
    columns = _columns(question, held)
    if len(columns) == len(question.columns):
        return value
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        return None
    codes = [column.code for column in columns]
    cut = [{code: row[code] for code in codes if code in row} for row in value]
    return [row for row in cut if row] or None
