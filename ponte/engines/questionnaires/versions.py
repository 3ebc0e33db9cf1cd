"""From one version of a sheet to the next: what changed, and what becomes of the answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any

from ponte.engines.questionnaires.answers import tidy
from ponte.engines.questionnaires.redact import keys
from ponte.engines.questionnaires.spec import Kind, Question, Spec

_FIELDS = tuple(one.name for one in fields(Question) if one.name not in ("code", "was"))
_WIDENED = {(Kind.TEXT, Kind.LONG_TEXT)}  # changes of kind that keep every answer


class Lost(str, Enum):
    """Why an answer is not carried over."""

    REMOVED = "removed"
    KIND_CHANGED = "kind_changed"
    LEVELS_CHANGED = "levels_changed"
    OPTION_REMOVED = "option_removed"
    COLUMN_REMOVED = "column_removed"
    WIDER_AUDIENCE = "wider_audience"
    LESS_PROTECTED = "less_protected"
    NO_LONGER_VALID = "no_longer_valid"
    ANSWERED_ALREADY = "answered_already"


@dataclass(frozen=True, slots=True)
class Altered:
    """A question that is in both versions, and which of its fields differ."""

    code: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Changes:
    """How two versions differ; a renamed question counts as altered in its code."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    altered: tuple[Altered, ...]
    reordered: bool


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer, or a part of one, that is not carried over."""

    question: str
    value: Any
    reason: Lost
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers in the newer version: `kept` and `new` are its codes, `dropped` has the older."""

    answers: dict[str, Any]
    kept: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    new: tuple[str, ...]


def changes(old: Spec, new: Spec) -> Changes:
    """Compare two versions question by question."""
    pairs = {after.code: before for after in new.questions if (before := _older(old, after))}
    order = [pairs[question.code].code for question in new.questions if question.code in pairs]
    paired = set(order)
    altered = (
        Altered(code, _differing(before, new.by_code[code])) for code, before in pairs.items()
    )
    return Changes(
        added=tuple(q.code for q in new.questions if q.code not in pairs),
        removed=tuple(q.code for q in old.questions if q.code not in paired),
        altered=tuple(one for one in altered if one.fields),
        reordered=order != [q.code for q in old.questions if q.code in paired],
    )


def carry(old: Spec, new: Spec, answers: Mapping[str, Any]) -> Carried:
    """Bring answers to a newer version; whatever does not fit is named with its reason.

    Nothing is shown to more readers than it was given for: such an answer has to be given again.
    """
    before, after = keys(old), keys(new)
    carried: dict[str, Any] = {}
    dropped: list[Dropped] = []
    for code in _in_order(old, new, answers):
        value, question = answers[code], old.question(code)
        target = _newer(new, code) if question else None
        if question is None or target is None:
            dropped.append(Dropped(code, value, Lost.REMOVED))
        elif target.code in carried:
            dropped.append(Dropped(code, value, Lost.ANSWERED_ALREADY))
        elif not after[target.code] >= before[code]:
            dropped.append(Dropped(code, value, Lost.WIDER_AUDIENCE))
        else:
            kept, lost = _carry_one(question, target, value)
            dropped += lost
            if kept is not None:
                carried[target.code] = kept
    return Carried(
        answers=carried,
        kept=tuple(carried),
        dropped=tuple(dropped),
        new=tuple(q.code for q in new.questions if _older(old, q) is None),
    )


def _in_order(old: Spec, new: Spec, answers: Mapping[str, Any]) -> list[str]:
    """As the older sheet asks; codes that stay the same come before those renamed."""
    places = {question.code: place for place, question in enumerate(old.questions)}
    return sorted(
        answers, key=lambda code: (code not in new.by_code, places.get(code, len(places)), code)
    )


def _older(old: Spec, question: Question) -> Question | None:
    """The question that this one was."""
    known = (old.question(code) for code in (question.code, *question.was))
    return next((found for found in known if found), None)


def _newer(new: Spec, code: str) -> Question | None:
    """The question that this code has become."""
    return new.question(code) or next((q for q in new.questions if code in q.was), None)


def _differing(before: Question, after: Question) -> frozenset[str]:
    differing = {name for name in _FIELDS if getattr(before, name) != getattr(after, name)}
    return frozenset(differing | ({"code"} if before.code != after.code else set()))


def _carry_one(before: Question, after: Question, value: Any) -> tuple[Any, list[Dropped]]:
    """One answer, its parts apart where it has parts."""
    if reason := _unfit(before, after):
        return None, [Dropped(before.code, value, reason)]
    if tidy(before, value) != (value, ()):
        return None, [Dropped(before.code, value, Lost.NO_LONGER_VALID)]
    lost: list[Dropped] = []
    fitting = value
    if after.kind is Kind.MANY:
        known = {option.code for option in after.options}
        gone = [code for code in value if code not in known]
        lost = [Dropped(before.code, code, Lost.OPTION_REMOVED) for code in gone]
        fitting = [code for code in value if code in known]
    elif after.kind is Kind.ROWS:
        fitting, lost = _carry_rows(before, after, value)
    kept, problems = tidy(after, fitting)
    if problems:
        lost.append(Dropped(before.code, fitting, _why_invalid(after, value)))
    return kept, lost


def _unfit(before: Question, after: Question) -> Lost | None:
    if before.kind is not after.kind and (before.kind, after.kind) not in _WIDENED:
        return Lost.KIND_CHANGED
    if after.privacy.rank < before.privacy.rank:
        return Lost.LESS_PROTECTED
    if {level.value for level in before.levels} != {level.value for level in after.levels}:
        return Lost.LEVELS_CHANGED
    return None


def _why_invalid(after: Question, value: Any) -> Lost:
    known = {option.code for option in after.options}
    gone = after.kind is Kind.ONE and value not in known
    return Lost.OPTION_REMOVED if gone else Lost.NO_LONGER_VALID


def _carry_rows(
    before: Question, after: Question, rows: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[Dropped]]:
    kept: list[dict[str, Any]] = []
    lost: list[Dropped] = []
    for number, row in enumerate(rows, 1):
        cells: dict[str, Any] = {}
        for code, value, reason in _cells(before, after, row):
            if reason is None:
                cells[code] = value
            else:
                facts = {"row": number, "column": code}
                lost.append(Dropped(before.code, value, reason, facts))
        kept.append(cells)
    return [cells for cells in kept if cells], lost


def _cells(
    before: Question, after: Question, row: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Lost | None]]:
    """Each cell with the reason why it is lost, if it is; the parts of a cell apart."""
    for code, value in row.items():
        was, column = before.column(code), after.column(code)
        if was is None or column is None:
            yield code, value, Lost.COLUMN_REMOVED
        elif not column.audience >= was.audience:
            yield code, value, Lost.WIDER_AUDIENCE
        else:
            kept, lost = _carry_one(was, column, value)
            yield from ((code, one.value, one.reason) for one in lost)
            if kept is not None:
                yield code, kept, None
