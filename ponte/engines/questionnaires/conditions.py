"""When a question is asked: simple expressions on earlier answers, as data, never as code."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

Value = bool | int | str | tuple[bool | int | str, ...]


class Is(str, Enum):
    """What may be asked of one answer."""

    IS = "is"
    AMONG = "among"
    HOLDS = "holds"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Compare:
    """One answer against one value."""

    question: str
    asks: Is
    value: Value


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part holds, or more."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Condition = Compare | All | AnyOf | Not


def holds(condition: Condition, answers: Mapping[str, Any]) -> bool:
    """Tell whether a condition holds; a question without an answer passes no test of its value.

    >>> holds(Compare("shifts", Is.IS, True), {"shifts": True})
    True
    >>> holds(Compare("shifts", Is.IS, False), {})
    False
    """
    match condition:
        case All(parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)
    return _passes(condition, answers.get(condition.question))


def named(condition: Condition | None) -> frozenset[str]:
    """The questions on which a condition depends."""
    match condition:
        case None:
            return frozenset()
        case Compare(question=question):
            return frozenset({question})
        case Not(part):
            return named(part)
    return frozenset().union(*(named(part) for part in condition.parts))


def _passes(test: Compare, answer: Any) -> bool:
    if test.asks is Is.ANSWERED:
        return (answer is not None) == test.value
    if answer is None:
        return False
    if test.asks is Is.IS:
        return _same(answer, test.value)
    if test.asks is Is.AMONG:
        return isinstance(test.value, tuple) and any(_same(answer, one) for one in test.value)
    if test.asks is Is.HOLDS:
        return isinstance(answer, list) and test.value in answer
    number, bound = _number(answer), _number(test.value)
    if number is None or bound is None:
        return False
    return number >= bound if test.asks is Is.AT_LEAST else number <= bound


def _same(answer: Any, value: Any) -> bool:
    """Equal, and of one sort: in Python True is 1."""
    return isinstance(answer, bool) == isinstance(value, bool) and bool(answer == value)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
