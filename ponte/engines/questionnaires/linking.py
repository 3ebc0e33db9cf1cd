"""How questions hang together: conditions on earlier answers, dates in order, paired questions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ponte.engines.questionnaires.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Is,
    Not,
    Value,
    named,
)
from ponte.engines.questionnaires.reading import Bad, Reader
from ponte.engines.questionnaires.spec import NOT_OBSERVED, Kind, Question, Spec

_FITS = {
    Is.IS: frozenset({Kind.YES_NO, Kind.ONE, Kind.SCALE, Kind.FACES}),
    Is.AMONG: frozenset({Kind.ONE, Kind.SCALE, Kind.FACES}),
    Is.HOLDS: frozenset({Kind.MANY}),
    Is.AT_LEAST: frozenset({Kind.NUMBER, Kind.SCALE, Kind.FACES}),
    Is.AT_MOST: frozenset({Kind.NUMBER, Kind.SCALE, Kind.FACES}),
    Is.ANSWERED: frozenset(Kind),
}
_DEEPEST = 5


def condition(reader: Reader, data: Any, where: str, depth: int = 0) -> Condition | None:
    """Read a condition: `{question, is: ...}`, or `all`, `any`, `not` of conditions."""
    if data is None:
        return None
    if not isinstance(data, Mapping) or depth == _DEEPEST:
        reader.fault(Bad.NOT_A_MAPPING, where, show_if=data)
        return None
    if "question" in data:
        return _compare(reader, data, where)
    joined = reader.mapping(data, where, may=("all", "any", "not"))
    if len(joined) != 1:
        reader.fault(Bad.EMPTY, where, show_if=dict(data))
        return None
    ((how, inner),) = joined.items()
    if how == "not":
        part = condition(reader, inner, where, depth + 1)
        return None if part is None else Not(part)
    parts = [condition(reader, one, where, depth + 1) for one in reader.list(inner, where)]
    kept = tuple(part for part in parts if part is not None)
    if not kept:
        reader.fault(Bad.EMPTY, where, show_if=dict(data))
    return All(kept) if how == "all" else AnyOf(kept)


def condition_data(asked: Condition) -> dict[str, Any]:
    """The same condition as plain values."""
    match asked:
        case Compare(question, asks, value):
            written = [*value] if isinstance(value, tuple) else value
            return {"question": question, asks.value: written}
        case Not(part):
            return {"not": condition_data(part)}
        case All(parts):
            return {"all": [condition_data(part) for part in parts]}
    return {"any": [condition_data(part) for part in asked.parts]}


def check_links(reader: Reader, spec: Spec) -> None:
    """Codes stand once; a question depends on earlier ones only, and in a way that can hold."""
    reader.once((section.code for section in spec.sections), "sections")
    reader.once((one.code for one in spec.questions), "questions")
    earlier: dict[str, Question] = {}
    for one in spec.questions:
        for other in sorted(named(one.show_if) - earlier.keys()):
            reader.fault(Bad.NOT_EARLIER, one.code, question=other)
        for test in _compared(one.show_if):
            if test.question in earlier and not _possible(test, earlier[test.question]):
                facts = {"question": test.question, test.asks.value: test.value}
                reader.fault(Bad.UNKNOWN_VALUE, one.code, **facts)
        if one.not_before:
            first = earlier.get(one.not_before)
            if first is None or first.kind is not Kind.DATE:
                reader.fault(Bad.NOT_EARLIER, one.code, question=one.not_before)
        if one.beside and spec.question(one.beside) is None:
            reader.fault(Bad.NOT_THERE, one.code, question=one.beside)
        earlier[one.code] = one


def _compare(reader: Reader, data: Mapping[Any, Any], where: str) -> Condition | None:
    keys = [asks.value for asks in Is]
    given = reader.mapping(data, where, needs=("question",), may=keys)
    asked = [key for key in keys if key in given]
    if len(asked) != 1:
        reader.fault(Bad.EMPTY, where, show_if=dict(data))
        return None
    value = given[asked[0]]
    return Compare(reader.code(given["question"], where), Is(asked[0]), _value(value))


def _value(given: Any) -> Value:
    if isinstance(given, list | tuple):
        return tuple(one if isinstance(one, bool | int) else str(one) for one in given)
    return given if isinstance(given, bool | int) else str(given)


def _compared(asked: Condition | None) -> list[Compare]:
    match asked:
        case None:
            return []
        case Compare():
            return [asked]
        case Not(part):
            return _compared(part)
    return [test for part in asked.parts for test in _compared(part)]


def _possible(test: Compare, asked: Question) -> bool:
    """Whether the value is one that the question can be answered with."""
    if asked.kind not in _FITS[test.asks]:
        return False
    if test.asks is Is.ANSWERED:
        return isinstance(test.value, bool)
    if test.asks in (Is.AT_LEAST, Is.AT_MOST):
        return not isinstance(test.value, bool | tuple) and _is_number(test.value)
    if (test.asks is Is.AMONG) != isinstance(test.value, tuple) or test.value == ():
        return False
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    if asked.kind is Kind.YES_NO:
        return all(isinstance(value, bool) for value in values)
    known: set[object] = {option.code for option in asked.options}
    known |= {level.value for level in asked.levels}
    known |= {NOT_OBSERVED} if asked.not_observed else set()
    return all(not isinstance(value, bool) and value in known for value in values)


def _is_number(value: object) -> bool:
    try:
        return Decimal(str(value)).is_finite()
    except ArithmeticError:
        return False
